import type { CDPSession, Page } from '@playwright/test';
import axe, { type RunOptions } from 'axe-core';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];
const WITHOUT_COLOURS = Object.fromEntries(COLOUR_RULES.map((rule) => [rule, { enabled: false }]));
const NARROW_RULES = ['target-size', 'scrollable-region-focusable', 'meta-viewport', 'landmark-unique', 'region'];
const EXAMPLES_MAX = 3;

/** Begins to sum layout shifts, those right after input included; read by layoutShift. Call before the first page. */
export async function measureShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen = { shifts: [] as string[], total: 0 };
    Object.assign(window, { layoutShiftsSeen: seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number;
        sources?: { node?: Node; previousRect: DOMRect; currentRect: DOMRect }[];
      })[]) {
        seen.total += entry.value;
        const { node, previousRect: was, currentRect: is } = entry.sources?.[0] ?? {};
        const words = node instanceof Element ? node.outerHTML.slice(0, 90) : String(node?.textContent).slice(0, 60);
        seen.shifts.push(`${words} from ${was?.x},${was?.y} to ${is?.x},${is?.y}`);
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

export async function shiftFaults(page: Page): Promise<string[]> {
  const { total, shifts } = await page.evaluate(
    () => (window as unknown as { layoutShiftsSeen: { total: number; shifts: string[] } }).layoutShiftsSeen,
  );
  return total === 0 ? [] : [`the layout shifted by ${total.toFixed(4)}: ${shifts[0]}`];
}

/** What axe finds against WCAG 2.0 to 2.2 A and AA and its best practices, targets of 24 px or spaced so among them; colours apart. */
export const axeFaults = (page: Page) => faultsFrom(page, { runOnly: TAGS, rules: WITHOUT_COLOURS });

/** What of it a phone can change: how near targets stand, what scrolls. Names, roles and colours are those of the wide page. */
export const narrowFaults = (page: Page) => faultsFrom(page, { runOnly: { type: 'rule', values: NARROW_RULES } });

/**
 * What axe finds against the colours of the theme that is on. Words that look the same and stand on the same grounds are
 * judged once: `judged` keeps what was, from page to page. Judging every word of every page took a third of the walk.
 */
export async function colourFaults(page: Page, judged: Set<string>): Promise<string[]> {
  const fresh = await page.evaluate(looksNotIn, [...judged]);
  for (const look of fresh) judged.add(look);
  if (fresh.length === 0) return [];
  return faultsFrom(page, { runOnly: { type: 'rule', values: COLOUR_RULES } }, FRESH);
}

const FRESH = '[data-fresh-look]';

/** The looks of words that are not among the judged ones; the first element of each is marked. */
function looksNotIn(judged: readonly string[]): string[] {
  const seen = new Set(judged);
  const grounds = new Map<Element, string>();
  const groundOf = (element: Element): string => {
    const known = grounds.get(element);
    if (known !== undefined) return known;
    const { backgroundColor, backgroundImage, opacity } = getComputedStyle(element);
    const own = backgroundColor === 'rgba(0, 0, 0, 0)' && backgroundImage === 'none' && opacity === '1';
    const below = element.parentElement ? groundOf(element.parentElement) : '';
    const ground = own ? below : `${below}>${backgroundColor} ${backgroundImage} ${opacity}`;
    grounds.set(element, ground);
    return ground;
  };
  const fresh: string[] = [];
  for (const marked of document.querySelectorAll('[data-fresh-look]')) marked.removeAttribute('data-fresh-look');
  for (const element of document.body.querySelectorAll('*')) {
    const speaks = element.matches('input, select, textarea');
    if (!speaks && ![...element.childNodes].some((node) => node.nodeType === 3 && node.nodeValue?.trim())) continue;
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    const { color, fontSize, fontWeight, position } = getComputedStyle(element);
    const within = `${element.closest('a') ? 'link' : ''} ${element.closest('p, li') ? 'text' : ''}`;
    const look = [color, fontSize, fontWeight, position, within, element.tagName, groundOf(element)].join('|');
    if (seen.has(look)) continue;
    seen.add(look);
    fresh.push(look);
    element.setAttribute('data-fresh-look', '');
  }
  return fresh;
}

/** Our pages have no frames to look into. The judge is loaded once a page: reading its half megabyte takes as long as judging. */
async function faultsFrom(page: Page, options: RunOptions, within = 'html'): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const violations = await page.evaluate(
    async ({ how, where }) => {
      const judge = (window as unknown as { axe: typeof axe }).axe;
      const found = await judge.run(where, { ...how, resultTypes: ['violations'], iframes: false });
      return found.violations;
    },
    { how: options, where: within },
  );
  return violations.map(({ id, help, nodes }) => {
    const examples = nodes
      .slice(0, EXAMPLES_MAX)
      .map((node) => `${node.target.join(' ')} ${node.any[0]?.message ?? ''}`);
    return `axe ${id}: ${help}; ${nodes.length} × ${examples.join(' | ')}`;
  });
}

const DEVTOOLS = new WeakMap<Page, CDPSession>();

/** Puts the page on a phone under a finger, or back on a desk with a mouse, without leaving it. The session stays open: with it the finger would go. */
export async function moveTo(page: Page, { width, height, touch }: { width: number; height: number; touch: boolean }) {
  const devtools = DEVTOOLS.get(page) ?? (await page.context().newCDPSession(page));
  DEVTOOLS.set(page, devtools);
  await devtools.send('Emulation.setTouchEmulationEnabled', { enabled: touch, maxTouchPoints: 1 });
  await page.setViewportSize({ width, height });
}

/** One h1, a language, landmarks, a skip link first; money right and tabular; no date as a machine writes it. */
export function structureFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    const visible = (element: Element) => element.checkVisibility({ visibilityProperty: true });
    const headings = [...document.querySelectorAll('h1')].filter(visible);
    if (headings.length !== 1) faults.push(`${headings.length} h1`);
    if (!document.documentElement.lang) faults.push('no lang');
    if (document.querySelectorAll('main').length !== 1) faults.push('not exactly one main');
    for (const cell of document.querySelectorAll('td.cell-numeric, .sum-table td')) {
      const style = getComputedStyle(cell);
      // On a phone some rows are cards: their cells stand one below the other and are no columns.
      if (style.display !== 'table-cell' || !/\d/.test(cell.textContent) || cell.querySelector('input')) continue;
      if (!['right', 'end'].includes(style.textAlign)) faults.push(`not right-aligned: ${cell.textContent}`);
      const figure = cell.querySelector('.figure, .money') ?? cell;
      if (!getComputedStyle(figure).fontVariantNumeric.includes('tabular-nums'))
        faults.push(`not tabular: ${cell.textContent}`);
    }
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const parent = node.parentElement;
      if (
        !parent ||
        parent.closest('script, style, time, .reference, code, option, .error-summary, .field-error') ||
        !visible(parent)
      )
        continue;
      if (/\b\d{4}-\d{2}-\d{2}\b/.test(node.textContent ?? '')) faults.push(`a date for machines: ${node.textContent}`);
      if (/\b(undefined|null|NaN|\[object)/.test(node.textContent ?? ''))
        faults.push(`a value for machines: ${node.textContent}`);
    }
    return faults;
  });
}

/** Two buttons or links called the same and leading to different steps. */
export function namesakeFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const steps = new Map<string, Set<string>>();
    for (const button of document.querySelectorAll<HTMLElement>('button, a.button')) {
      if (!button.checkVisibility({ visibilityProperty: true })) continue;
      const name = (button.getAttribute('aria-label') ?? button.textContent ?? '').trim().replaceAll(/\s+/g, ' ');
      const form = button instanceof HTMLButtonElement ? button.form : null;
      const fields = form
        ? [...form.querySelectorAll<HTMLInputElement>('input[type=hidden]')].map((f) => f.value).join()
        : '';
      const own = button instanceof HTMLButtonElement ? `${button.name}=${button.value} ${form?.action} ${fields}` : '';
      const step = button instanceof HTMLAnchorElement ? button.href : own;
      steps.set(name, (steps.get(name) ?? new Set()).add(step));
    }
    return [...steps].filter(([, all]) => all.size > 1).map(([name, all]) => `${all.size} different buttons "${name}"`);
  });
}

/** Nothing but tables' own boxes scrolls sideways. */
export function sidewaysFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= window.innerWidth) return [];
    const wide = [...document.querySelectorAll('body *')].filter(
      (element) =>
        element.getBoundingClientRect().right > window.innerWidth + 1 &&
        !element.closest('[role=region], section.table-scroll'),
    );
    const first = wide.slice(0, 3).map((element) => element.outerHTML.slice(0, 90));
    return [`${root.scrollWidth} px wide at ${window.innerWidth}: ${first.join(' | ')}`];
  });
}

/** On a touch screen the buttons that do the page's work are 44 px high, and the amounts of a card stand in a place each. */
export function touchFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => [
    ...[...document.querySelectorAll<HTMLElement>('main .button:not(.button-small, .button-quiet)')]
      .filter((button) => button.checkVisibility() && button.getBoundingClientRect().height < 44)
      .map((button) => `${button.textContent} is ${button.getBoundingClientRect().height} px high to the finger`),
    ...[...document.querySelectorAll('.card-table tbody tr')]
      .filter((row) => [...row.querySelectorAll('.card-amount')].filter((cell) => cell.checkVisibility()).length > 1)
      .slice(0, 1)
      .map((row) => `two amounts on one another: ${row.textContent}`),
  ]);
}

/** Nothing moves where the person asked for no movement. */
export async function movementFaults(page: Page): Promise<string[]> {
  const moving = await page.evaluate(
    () => document.getAnimations().filter((animation) => animation.playState === 'running').length,
  );
  return moving === 0 ? [] : [`${moving} animations although none are wanted`];
}

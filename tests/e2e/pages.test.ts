import type { Browser, BrowserContext, Page } from '@playwright/test';
import routes from '#app/routes.ts';
import { startedDemo } from '#tests/support/started-demo.ts';
import { expect, test, watchComplaints } from './support/browser.ts';
import {
  axeFaults,
  colourFaults,
  measureShifts,
  movementFaults,
  namesakeFaults,
  narrowFaults,
  shiftFaults,
  sidewaysFaults,
  structureFaults,
  touchFaults,
} from './support/page-faults.ts';
import { companyName, LOOK_AROUNDS, type Looker, type PageSeen, thingsToSee } from './support/page-list.ts';
import { asHalfSignedIn, asPortal, asStaff } from './support/people.ts';

const { baseUrl } = startedDemo();
const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 320, height: 640 };
/** Each page is visited twice; four seconds are usual, and a busy machine takes its time. */
const PAGE_MS_MAX = 20_000;
const PAGES_A_PART = 10;
/** How many pages somebody sees does not depend on which things they show. */
const anyThings = new Proxy({} as Awaited<ReturnType<typeof thingsToSee>>, { get: () => '' });

test.describe.configure({ mode: 'parallel' });

type RouteEntry = { path?: string; index?: boolean; file: string; children?: RouteEntry[] };

/** Addresses of the routes that draw a page: their modules hold a component, so they end in .tsx. */
function pageRoutes(entries: readonly RouteEntry[]): string[] {
  return entries.flatMap((entry) => [
    ...((entry.path !== undefined || entry.index) && entry.file.endsWith('.tsx') ? [`/${entry.path ?? ''}`] : []),
    ...pageRoutes(entry.children ?? []),
  ]);
}

async function become(context: BrowserContext, who: Looker): Promise<void> {
  if (who.kind === 'staff') return asStaff(context, who.role);
  if (who.kind === 'portal') return asPortal(context, who.email);
  if (who.kind === 'visitor') return;
  if (who.kind !== 'asked for a link') return asHalfSignedIn(context, { enrolled: who.kind === 'half signed in' });
  const page = await context.newPage();
  await page.goto(`${baseUrl}/sign-in`);
  await page.getByLabel('Your e-mail address').fill((await thingsToSee()).emptyPayer);
  await page.getByRole('button', { name: 'Email me a sign-in link' }).click();
  await page.waitForURL('**/sign-in/code');
  await page.close();
}

const openBrowser = (browser: Browser, touch: boolean) =>
  browser.newContext({
    ...{ viewport: touch ? NARROW : WIDE, hasTouch: touch, reducedMotion: 'reduce', colorScheme: 'light' },
    ...{ locale: 'en-GB', timezoneId: 'Europe/London' },
  });

/** Everything wrong with the page at this width, with where it is. */
async function faultsOf(
  page: Page,
  { path, status = 200 }: PageSeen,
  { site, isFirst }: { site: string; isFirst: boolean },
): Promise<string[]> {
  const answer = await page.goto(`${baseUrl}${path}`, { waitUntil: 'load' });
  await page.waitForFunction(() => document.readyState === 'complete');
  const faults: string[] = [];
  if (answer?.status() !== status) faults.push(`answered ${answer?.status()}, not ${status}`);
  const reached = new URL(page.url());
  if (`${reached.pathname}${reached.search}` !== path) faults.push(`led to ${reached.pathname}`);
  const isWide = (page.viewportSize()?.width ?? 0) >= WIDE.width;
  const title = await page.title();
  if (!title.endsWith(` · ${site}`) && !title.endsWith(' · Tallystick')) faults.push(`the title is "${title}"`);
  faults.push(...(await structureFaults(page)), ...(await movementFaults(page)), ...(await sidewaysFaults(page)));
  faults.push(...(await (isWide ? axeFaults(page) : narrowFaults(page))), ...(await shiftFaults(page)));
  if (isWide) {
    faults.push(...(await namesakeFaults(page)));
    if (isFirst) {
      await page.emulateMedia({ colorScheme: 'dark' });
      faults.push(...(await colourFaults(page)).map((fault) => `dark: ${fault}`));
      await page.emulateMedia({ colorScheme: 'light' });
    }
    // An error summary takes the focus for itself.
    if ((await page.locator('.error-summary:focus').count()) === 0) faults.push(...(await skipFaults(page)));
  } else faults.push(...(await touchFaults(page)));
  return faults.map((fault) => `${path} at ${isWide ? 'a screen' : 'a phone'}: ${fault}`);
}

/** The first Tab reaches the skip link, and following it puts the focus into the main part. */
async function skipFaults(page: Page): Promise<string[]> {
  if ((await page.locator('.skip-link').count()) === 0)
    return (await page.locator('nav').count()) > 0 ? ['a menu without a skip link'] : [];
  // A queue worked by keys begins inside itself; the link stands before it.
  if ((await page.locator('.work-keys:focus').count()) > 0) return [];
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press('Tab');
  const first = await page.evaluate(() => document.activeElement?.className);
  if (!first?.includes('skip-link')) return [`the first Tab reaches ${first}, not the skip link`];
  await page.keyboard.press('Enter');
  const isInside = await page.evaluate(() => {
    const main = document.querySelector('main');
    return main?.contains(document.activeElement);
  });
  return isInside ? [] : ['the skip link does not lead into the main part'];
}

test('every page of the manifest is in the list of pages to look at', async () => {
  const things = await thingsToSee();
  const seen = new Set(LOOK_AROUNDS.flatMap(({ pages }) => pages(things).map(({ route }) => route)));
  expect(pageRoutes(routes as RouteEntry[]).filter((path) => !seen.has(path))).toEqual([]);
});

test('the chosen colours are there with the first byte and the first paint', async ({ page, context }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(`${baseUrl}/sign-in`);
  await page.getByText('Appearance', { exact: true }).click();
  await page.getByRole('button', { name: 'Dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  for (const path of ['/sign-in', '/staff/sign-in', '/no-such-page']) {
    const html = await (await context.request.get(`${baseUrl}${path}`)).text();
    expect(html.slice(0, 200)).toMatch(/<html[^>]* data-theme="dark"/);
    await page.goto(`${baseUrl}${path}`, { waitUntil: 'commit' });
    // Dark, whatever the token's exact value is: the sum of its three channels is far below the middle.
    await expect.poll(() => page.evaluate(backgroundSum)).toBeLessThan(200);
  }
});

/** The sum of red, green and blue behind the page, 765 for white. */
function backgroundSum(): number {
  const drawn = [document.body, document.documentElement].map((element) => getComputedStyle(element).backgroundColor);
  const channels = drawn.find((colour) => !/, 0\)$|transparent/.test(colour))?.match(/\d+(\.\d+)?/g) ?? [
    '255',
    '255',
    '255',
  ];
  return channels.slice(0, 3).reduce((sum, channel) => sum + Number(channel), 0);
}

test('no two pages a person sees are called the same', async ({ browser }) => {
  const things = await thingsToSee();
  test.setTimeout(60_000 + LOOK_AROUNDS.length * PAGE_MS_MAX);
  for (const { name, who, pages } of LOOK_AROUNDS) {
    const context = await openBrowser(browser, false);
    await become(context, who(things));
    const titles = new Map<string, string>();
    for (const { path, route } of pages(things).filter(({ status }) => !status)) {
      const html = await (await context.request.get(`${baseUrl}${path}`)).text();
      const title = /<title[^>]*>([^<]*)<\/title>/.exec(html)?.[1] ?? '';
      expect.soft(titles.get(title) ?? route, `which other page for ${name} is called "${title}"`).toBe(route);
      titles.set(title, route);
    }
    await context.close();
  }
});

/** Whose walk sees a route first: there it is looked at in the dark and on a phone too; others see the same page in another state. */
const FIRST_TO_SEE = new Map<string, string>();
for (const { name, pages } of LOOK_AROUNDS)
  for (const { route } of pages(anyThings)) if (!FIRST_TO_SEE.has(route)) FIRST_TO_SEE.set(route, name);

/** The longest walks in parts of a few pages, so that two browsers end at about the same time. */
const PARTS = LOOK_AROUNDS.flatMap((around) => {
  const count = around.pages(anyThings).length;
  return Array.from({ length: Math.ceil(count / PAGES_A_PART) }, (_, part) => ({ ...around, part }));
});

for (const { name, who, pages, part } of PARTS) {
  const title = part > 0 ? `${name}, part ${part + 1}` : name;
  test(`pages for ${title}: structure, accessibility in both themes, at a phone's width, nothing shifts`, async ({
    browser,
  }) => {
    const [site, things] = [await companyName(), await thingsToSee()];
    const ours = pages(things).slice(part * PAGES_A_PART, (part + 1) * PAGES_A_PART);
    test.setTimeout(60_000 + ours.length * PAGE_MS_MAX);
    const isFirst = ({ route }: PageSeen) => FIRST_TO_SEE.get(route) === name;
    for (const touch of ours.some(isFirst) ? [false, true] : [false]) {
      const context = await openBrowser(browser, touch);
      const complaints = watchComplaints(context);
      await become(context, who(things));
      const page = await context.newPage();
      await measureShifts(page);
      for (const seen of touch ? ours.filter(isFirst) : ours)
        expect.soft(await faultsOf(page, seen, { site, isFirst: isFirst(seen) }), seen.path).toEqual([]);
      expect.soft(complaints, 'complaints of the browser').toEqual([]);
      await context.close();
    }
  });
}

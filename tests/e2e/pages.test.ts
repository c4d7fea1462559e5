import type { Browser, BrowserContext, Page } from '@playwright/test';
import routes from '#app/routes.ts';
import { startedDemo } from '#tests/support/started-demo.ts';
import { expect, test, watchComplaints } from './support/browser.ts';
import {
  axeFaults,
  colourFaults,
  measureShifts,
  movementFaults,
  moveTo,
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
const WIDE = { width: 1440, height: 900, touch: false };
const NARROW = { width: 320, height: 640, touch: true };
/** One second is usual, and a busy machine takes its time. */
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

const openBrowser = (browser: Browser) =>
  browser.newContext({
    ...{ viewport: WIDE, reducedMotion: 'reduce', colorScheme: 'light', locale: 'en-GB', timezoneId: 'Europe/London' },
  });

type Look = { site: string; isFirst: boolean; judged: Set<string> };

/**
 * Everything wrong with a page, with where it is. A page seen for the first time is looked at on a desk and on a phone: half
 * of them are loaded on the one and half on the other, so that what moves while a page loads shows on both.
 */
async function faultsOf(page: Page, seen: PageSeen, look: Look, loadOnPhone: boolean): Promise<string[]> {
  const { path, status = 200 } = seen;
  if (loadOnPhone) await moveTo(page, NARROW);
  const answer = await page.goto(`${baseUrl}${path}`, { waitUntil: 'load' });
  await page.waitForFunction(() => document.readyState === 'complete');
  const faults: string[] = [];
  if (answer?.status() !== status) faults.push(`answered ${answer?.status()}, not ${status}`);
  const reached = new URL(page.url());
  if (`${reached.pathname}${reached.search}` !== path) faults.push(`led to ${reached.pathname}`);
  const title = await page.title();
  if (!title.endsWith(` · ${look.site}`) && !title.endsWith(' · Tallystick')) faults.push(`the title is "${title}"`);
  if (status >= 400 && (await isSignedIn(page)) && (await page.locator('nav').count()) === 0)
    faults.push('a refusal without the menu of whoever is signed in');
  faults.push(...(await shiftFaults(page)));
  const phone = async () => {
    await moveTo(page, NARROW);
    faults.push(...(await phoneFaults(page)).map((fault) => `at a phone: ${fault}`));
  };
  if (loadOnPhone) {
    await phone();
    await moveTo(page, WIDE);
  }
  faults.push(...(await deskFaults(page, look)));
  if (look.isFirst && !loadOnPhone) {
    await phone();
    await moveTo(page, WIDE);
  }
  return faults.map((fault) => `${path}: ${fault}`);
}

const isSignedIn = async (page: Page) =>
  (await page.context().cookies()).some(({ name }) => /tallystick-(portal|staff)$/.test(name));

async function phoneFaults(page: Page): Promise<string[]> {
  return [
    ...(await structureFaults(page)),
    ...(await sidewaysFaults(page)),
    ...(await narrowFaults(page)),
    ...(await touchFaults(page)),
  ];
}

async function deskFaults(page: Page, { isFirst, judged }: Look): Promise<string[]> {
  const faults = [
    ...(await structureFaults(page)),
    ...(await movementFaults(page)),
    ...(await sidewaysFaults(page)),
    ...(await axeFaults(page)),
    ...(await colourFaults(page, judged)),
    ...(await namesakeFaults(page)),
  ];
  if (isFirst) {
    await page.emulateMedia({ colorScheme: 'dark' });
    faults.push(...(await colourFaults(page, judged)).map((fault) => `dark: ${fault}`));
    await page.emulateMedia({ colorScheme: 'light' });
  }
  // An error summary takes the focus for itself.
  if ((await page.locator('.error-summary:focus').count()) === 0) faults.push(...(await skipFaults(page)));
  return faults;
}

/** The first Tab reaches the skip link, and following it puts the focus into the main part. */
async function skipFaults(page: Page): Promise<string[]> {
  if ((await page.locator('.skip-link').count()) === 0)
    return (await page.locator('nav').count()) > 0 ? ['a menu without a skip link'] : [];
  // A queue worked by keys begins inside itself; the link stands before it.
  if ((await page.locator('.work-keys:focus, .match-desk:focus-within').count()) > 0) return [];
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
    const context = await openBrowser(browser);
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

/** How words looked on their grounds wherever a page of this process was judged. */
const JUDGED = new Set<string>();

for (const { name, who, pages, part } of PARTS) {
  const title = part > 0 ? `${name}, part ${part + 1}` : name;
  test(`pages for ${title}: structure, accessibility in both themes, at a phone's width, nothing shifts`, async ({
    browser,
  }) => {
    const [site, things] = [await companyName(), await thingsToSee()];
    const ours = pages(things).slice(part * PAGES_A_PART, (part + 1) * PAGES_A_PART);
    test.setTimeout(60_000 + ours.length * PAGE_MS_MAX);
    const context = await openBrowser(browser);
    const complaints = watchComplaints(context);
    await become(context, who(things));
    const page = await context.newPage();
    await measureShifts(page);
    for (const [index, seen] of ours.entries()) {
      const isFirst = FIRST_TO_SEE.get(seen.route) === name;
      const found = await faultsOf(page, seen, { site, isFirst, judged: JUDGED }, isFirst && index % 2 === 0);
      expect.soft(found, seen.path).toEqual([]);
    }
    expect.soft(complaints, 'complaints of the browser').toEqual([]);
    await context.close();
  });
}

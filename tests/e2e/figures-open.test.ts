import type { Page } from '@playwright/test';
import { startedDemo } from '#tests/support/started-demo.ts';
import { expect, test } from './support/browser.ts';
import { thingsToSee } from './support/page-list.ts';
import { asPortal, asStaff, PAYER } from './support/people.ts';

/**
 * Every figure that can be opened opens to rows that add up to it: the figure as the page shows it, the sum of the listed
 * rows on all their pages, and the closing line under them are one number.
 */
const { baseUrl } = startedDemo();
/** A page of many rows shows the same kinds of figures again and again. */
const FIGURES_MAX = 8;
const FIGURE = /-?[^\d\s-]?\d[\d,]*\.\d{2,3}/g;

test.use({ javaScriptEnabled: false });

type Shown = { href: string; amount: string };

const plain = (text: string): string => (text.match(FIGURE)?.at(-1) ?? text).replaceAll(/[^\d.-]/g, '');

/** The figures of the page that open, by where they lead; spread over the page when there are many. */
async function figuresOf(page: Page): Promise<Shown[]> {
  const links = await page.locator('main a[href*="/postings?"]').evaluateAll((all) =>
    all.map((link) => {
      const read = link.cloneNode(true) as HTMLElement;
      // What is drawn short for the eye is said in full beside it.
      for (const drawn of read.querySelectorAll('[aria-hidden="true"]')) drawn.remove();
      return { href: link.getAttribute('href') ?? '', text: read.textContent ?? '' };
    }),
  );
  const byHref = new Map(links.map(({ href, text }) => [href, { href, amount: plain(text) }]));
  const figures = [...byHref.values()];
  const step = Math.max(1, Math.floor(figures.length / FIGURES_MAX));
  return figures.filter((_, index) => index % step === 0);
}

/** What the rows behind a figure add up to, page by page, and what the closing line says. */
async function openedFigure(page: Page, href: string): Promise<{ sum: string; closing: string }> {
  let next: string | null = href;
  let sum = 0n;
  let closing = '';
  let digits = 2;
  while (next) {
    await page.goto(`${baseUrl}${next}`);
    const cells = await page.locator('main tbody tr td.cell-numeric:nth-last-child(2)').allTextContents();
    for (const cell of cells.map(plain)) {
      digits = cell.split('.')[1]?.length ?? 0;
      sum += BigInt(cell.replace('.', ''));
    }
    closing = plain((await page.locator('main tfoot td.cell-numeric').textContent()) ?? '');
    const link = page.locator('main a[rel=next]');
    next = (await link.count()) > 0 ? await link.first().getAttribute('href') : null;
  }
  const text = (sum < 0n ? -sum : sum).toString().padStart(digits + 1, '0');
  return { sum: `${sum < 0n ? '-' : ''}${text.slice(0, -digits)}.${text.slice(-digits)}`, closing };
}

async function allOpen(page: Page, path: string): Promise<void> {
  await page.goto(`${baseUrl}${path}`);
  const figures = await figuresOf(page);
  expect(figures.length, `figures of ${path} that open`).toBeGreaterThan(0);
  for (const { href, amount } of figures) {
    expect(await openedFigure(page, href), `${amount} on ${path}, opened by ${href}`).toEqual({
      sum: amount,
      closing: amount,
    });
  }
}

test.describe('every figure opens to the rows that make it', () => {
  test('on the desk: today, the ageing report, the trial balance', async ({ context, page }) => {
    test.setTimeout(180_000);
    await asStaff(context, 'auditor');
    for (const path of ['/staff', '/staff/reports/ageing', '/staff/reports/trial-balance']) await allOpen(page, path);
  });

  test('on a customer’s account and statement', async ({ context, page }) => {
    test.setTimeout(180_000);
    await asStaff(context, 'auditor');
    const account = `/staff/customers/${(await thingsToSee()).customerId}`;
    for (const path of ['', '?tab=ledger', '?asOf=2026-10-31', '/statement?from=2026-09-01&to=2026-12-31'])
      await allOpen(page, `${account}${path}`);
  });

  test('in the portal: what is owed, and the statement', async ({ context, page }) => {
    test.setTimeout(180_000);
    await asPortal(context, PAYER);
    for (const path of ['/', '/statements?from=2026-09-01&to=2026-12-31']) await allOpen(page, path);
  });
});

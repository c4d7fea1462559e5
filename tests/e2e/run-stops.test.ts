import type { Page } from '@playwright/test';
import { startedDemo } from '#tests/support/started-demo.ts';
import { checkInvariants, expect, test } from './support/browser.ts';
import { oneValue } from './support/demo-database.ts';
import { type Keyboard, keyboardOf } from './support/keyboard.ts';
import { customersToBill, holdCustomer, issueNextDraft, issuingJobs } from './support/made-runs.ts';
import { asStaff } from './support/people.ts';

/**
 * A run is watched while it issues, paused, resumed and cancelled, by keys alone. The demo's worker is held at a customer
 * whose row is locked here, and single drafts are issued beside it, so that what the page says is known at every step.
 */
const { baseUrl } = startedDemo();

test.describe.configure({ timeout: 120_000 });
test.use({ actionTimeout: 15_000 });
test.afterAll(checkInvariants);

const heading = (words: string) => ({ name: words, level: 2 });
const said = (page: Page, text: string | RegExp) =>
  expect(page.getByRole('status').filter({ hasText: text }).first()).toBeVisible();
const issuedOf = (runId: string) =>
  oneValue<string[]>(
    `select coalesce(array_agg(i.number order by d.seq_no), '{}') from run_drafts d
    join invoices i on i.id = d.invoice_id where d.run_id = $1`,
    [runId],
  );

/** Sets a run over these customers up and previews it, without the review the last set-up may have asked for. */
async function preview(page: Page, keys: Keyboard, name: string, numbers: readonly string[]): Promise<void> {
  await keys.open(`${baseUrl}/staff/runs/new`);
  await keys.fill('Name', name);
  await keys.choose('checkbox', 'annual');
  await keys.fill('Only these customers', numbers.join(' '));
  const review = page.getByRole('checkbox', { name: /^A second person reviews it/ });
  await keys.reach(review);
  if (await review.isChecked()) await keys.press('Space');
  await keys.follow('button', 'Preview');
}

test('a run is watched, paused, resumed and cancelled by keys; what was issued stays issued', async ({
  page,
  context,
}) => {
  const customers = await customersToBill(5, 'Watched run');
  // The worker locks customers in the order of their ids: held at the first, it holds nobody else.
  const first = customers[0]!;
  const release = await holdCustomer(first.customerId);
  await asStaff(context, 'administrator');
  const keys = keyboardOf(page);
  const numbers = customers.map(({ number }) => number);
  await preview(page, keys, `Watched ${first.number}`, numbers);
  await keys.follow('button', 'Issue 5 invoices');
  await expect(page.getByRole('heading', heading('Issuing'))).toBeVisible();
  await expect(page.getByText('0 of 5 invoices')).toBeVisible();

  const runId = new URL(page.url()).pathname.split('/').at(-1)!;
  const issueOne = () => issueNextDraft(runId, first.customerId);
  for (const _ of [1, 2]) expect(await issueOne()).toBe('issuing');
  await expect(page.getByText(/^2 of 5 invoices, [\d.]+ a second, about \d+ (seconds|minutes) left$/)).toBeVisible();
  await expect(page.getByText(/2 already issued stay issued, with their numbers/)).toBeVisible();

  await keys.follow('button', 'Pause');
  await said(page, 'Paused. 2 already issued stay issued; 3 wait.');
  await expect(page.getByRole('heading', heading('Paused'))).toBeVisible();
  const before = await issuedOf(runId);
  expect(before).toHaveLength(2);

  await keys.follow('button', 'Go on issuing');
  await expect(page.getByRole('heading', heading('Issuing'))).toBeVisible();
  expect(await issueOne()).toBe('issuing');
  await expect(page.getByText('3 of 5 invoices')).toBeVisible();
  await keys.follow('button', 'Cancel the rest');
  await said(page, 'Cancelled. 3 already issued stay issued; 2 are not, and come with the next run.');
  await expect(page.getByRole('heading', heading('Cancelled: 3 already issued stay issued'))).toBeVisible();
  await release();

  const issued = await issuedOf(runId);
  expect(issued.slice(0, 2)).toEqual(before);
  // The worker that was held finds the run cancelled and takes back what it had begun.
  await expect.poll(() => issuingJobs(runId)).toBe(0);
  expect(await issuedOf(runId)).toEqual(issued);
  expect(issued).toHaveLength(3);

  await preview(page, keys, `The rest ${first.number}`, numbers);
  await keys.follow('button', 'Issue 2 invoices');
  await expect(page.getByRole('heading', heading('2 issued'))).toBeVisible({ timeout: 30_000 });
});

import type { Page } from '@playwright/test';
import { addDays, later, type PlainDate } from '#app/kernel/plain-date.ts';
import { isWorkingDay, nextWorkingDay } from '#app/kernel/working-days.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { noticeCollection } from '#app/modules/autopay/commands/notice-collection.server.ts';
import { autopayChargesOf } from '#app/modules/autopay/queries/charges.server.ts';
import { plannedCollections } from '#app/modules/autopay/queries/planned-collections.server.ts';
import { getCalendar } from '#app/modules/company/queries/get-calendar.server.ts';
import { issueInvoices } from '#app/modules/invoicing/commands/issue-invoices.server.ts';
import { type Moment, momentIn } from '#app/platform/clock/clock.server.ts';
import { closeJobs, openJobs } from '#app/platform/jobs/jobs.server.ts';
import { createStripeGateway } from '#app/platform/stripe/stripe-gateway.server.ts';
import { collectOne } from '#app/workflows/collect-autopay.server.ts';
import { startedDemo } from '#tests/support/started-demo.ts';
import { checkInvariants, expect, test } from './support/browser.ts';
import { demoDatabase } from './support/demo-database.ts';
import { aNewCustomer, anInvoiceFor, anIssuedInvoice, done } from './support/made-things.ts';
import { newestMail } from './support/mailbox.ts';
import { asPortal } from './support/people.ts';

/** A customer never has to think of paying again: a card kept once, each debit told before, a receipt after. */
const demo = startedDemo();
const db = () => demoDatabase().db;

test.describe.configure({ timeout: 90_000 });
test.use({ actionTimeout: 15_000 });
test.afterAll(checkInvariants);

async function saveCardThatAsks(page: Page): Promise<void> {
  await page.getByLabel('Card number').fill('4000 0025 0000 3155');
  await page.getByLabel('Expiry').fill('12/34');
  await page.getByLabel('Security code').fill('123');
  await page.getByLabel('Name on card').fill('Pat Payer');
  await page.getByRole('button', { name: 'Save by card' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Your bank asks you to confirm' })).toBeVisible();
  await page.getByRole('button', { name: 'Complete authentication' }).click();
}

/** What the hourly run does for one customer: the others of the demo keep their days. */
async function announce(customerId: string): Promise<{ chargeId: string; collectOn: PlainDate; leftOn: PlainDate }> {
  const calendar = await getCalendar(db());
  const { today } = momentIn('Europe/London');
  const [one] = await plannedCollections(db(), { customerIds: [customerId], today, calendar });
  const { collectOn } = one!.planned;
  await done((tx) => noticeCollection(tx, one!, momentIn('Europe/London')));
  const [charge] = await autopayChargesOf(db(), customerId);
  return { chargeId: charge!.id, collectOn, leftOn: today };
}

async function collectOn(chargeId: string, day: PlainDate): Promise<void> {
  const { secretKey } = demo.secrets.stripe;
  const apiHost = { host: '127.0.0.1', port: Number(new URL(demo.stripeUrl).port), protocol: 'http' as const };
  const stripe = createStripeGateway({ secretKey, webhookSecrets: [], apiHost });
  const moment: Moment = { now: new Date(`${day}T10:00:00Z`), today: day };
  await collectOne({ db: db(), stripe, baseUrl: demo.baseUrl }, chargeId, moment);
}

test('a card is kept, autopay turned on, a debit told, taken and receipted; the same card pays by one press', async ({
  page,
  context,
}) => {
  const { customerId, payer } = await aNewCustomer('Pays by itself');
  const today = momentIn('Europe/London').today;
  const calendar = await getCalendar(db());
  const soon = addDays(today, 5);
  const dueOn = isWorkingDay(soon, calendar) ? soon : nextWorkingDay(soon, calendar);
  const invoice = { ...anInvoiceFor(customerId, '204.00'), dueOn };
  await done((tx) => issueInvoices(tx, SYSTEM, { seriesCode: 'INV', invoices: [invoice] }, momentIn('Europe/London')));
  await asPortal(context, payer);
  await page.goto(`${demo.baseUrl}/autopay`);
  await page.getByRole('button', { name: 'Add a card or bank account' }).click();
  await page.waitForURL(/\/c\/pay\//);
  await saveCardThatAsks(page);
  await expect(page.getByText('Your payment method is saved.')).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Turn on autopay' }).click();
  await expect(page.getByText('Autopay is on. We tell you before each payment.')).toBeVisible();

  await openJobs(demo.ownerUrl);
  try {
    const { chargeId, collectOn: on, leftOn } = await announce(customerId);
    const told = await newestMail(payer, 'will take £204.00');
    expect(told.text).toContain('3155');
    await page.goto(demo.baseUrl);
    await expect(page.getByRole('main')).toContainText('Autopay takes £204.00 on');
    await collectOn(chargeId, later(on, nextWorkingDay(addDays(leftOn, 7), calendar)));
  } finally {
    await closeJobs();
  }
  const receipt = await newestMail(payer, 'Receipt');
  expect(receipt.text).toContain('£204.00');
  await page.goto(`${demo.baseUrl}/autopay`);
  await expect(page.getByRole('main')).toContainText('£204.00');
  await expect(page.getByRole('main')).toContainText('Taken');

  // The same card is offered first where they pay by themselves, and asks no bank again.
  await anIssuedInvoice(customerId, '60.00');
  await page.goto(`${demo.baseUrl}/pay`);
  await expect(page.getByRole('radio', { name: /^Visa ending 3155/ })).toBeChecked();
  await page.getByRole('button', { name: 'Pay £60.00', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Payment complete' })).toBeVisible({ timeout: 30_000 });
  const { rows } = await demoDatabase().pool.query(
    `select (select sum(residual_minor)::int from open_items where customer_id = $1) as left,
       (select count(*)::int from payments where customer_id = $1) as payments`,
    [customerId],
  );
  expect(rows).toEqual([{ left: 0, payments: 2 }]);
});

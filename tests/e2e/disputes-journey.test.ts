import { parse } from 'csv-parse/sync';
import { chaseableItems } from '#app/modules/collections/queries/chaseable-items.server.ts';
import { getInvoice } from '#app/modules/invoicing/queries/get-invoice.server.ts';
import { startedDemo } from '#tests/support/started-demo.ts';
import { checkInvariants, expect, test } from './support/browser.ts';
import { demoDatabase, oneValue } from './support/demo-database.ts';
import { threeCharges } from './support/made-disputes.ts';
import { asPortal, asStaff } from './support/people.ts';
import { remindedAfter } from './support/remind.ts';

/** Pay what we agree, argue about the rest, in one step; then everybody who reads the account agrees on what is due. */
const { baseUrl } = startedDemo();
/** When a reminder of it is due by the policy the demo begins with. */
const LATE_DAYS = 12;

test.describe.configure({ timeout: 120_000 });
test.use({ actionTimeout: 15_000 });
test.afterAll(checkInvariants);

test('of three charges one is disputed and two are paid in the same step; reminders, ageing, statement and portal agree', async ({
  browser,
}) => {
  const { payer, customerId, invoice } = await threeCharges('Disputes one, pays two');
  const askedFor = async () => {
    const items = await chaseableItems(demoDatabase().db, { customerIds: [customerId], on: '2099-12-31' as never });
    return items.reduce((sum, item) => sum + item.chaseableMinor, 0n);
  };
  const context = await browser.newContext();
  await asPortal(context, payer);
  const page = await context.newPage();
  await page.goto(`${baseUrl}/invoices/${invoice.id}`);
  await page.getByText('Explain this charge').nth(1).click();
  await page.getByRole('link', { name: /^Something wrong with this charge\? Charge 2/ }).click();
  await expect(page.getByRole('checkbox', { name: 'Skip hire' })).toBeChecked();
  await page.getByRole('radio', { name: 'We did not receive it' }).check();
  await page.getByLabel('Tell us what is wrong').fill('No skip came to us.');
  await page.getByLabel(/^Photos or papers/).setInputFiles({
    ...{ name: 'gate book.pdf', mimeType: 'application/pdf' },
    buffer: Buffer.from('%PDF-1.7 the gate book of that day'),
  });
  await page.getByRole('button', { name: 'Send and pay the rest' }).click();

  await expect(page.getByRole('heading', { level: 1, name: 'Check and pay' })).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText(/£400\.00 left, of which £60\.00 is on hold/)).toBeVisible();
  expect(await askedFor()).toBe(34_000n);
  // The run of reminders of a day when it is late: a letter asks for the rest and names what it does not ask for.
  const reminded = await remindedAfter(LATE_DAYS, customerId);
  expect(reminded).toMatchObject({ askedMinor: 34_000n, letter: expect.stringContaining('£340.00') });
  expect(reminded?.letter).toMatch(/Not asked for.*£60\.00/);
  await page.getByRole('button', { name: /^Pay £340\.00/ }).click();
  await page.getByLabel('Card number').fill('4242 4242 4242 4242');
  await page.getByLabel('Expiry').fill('12/34');
  await page.getByLabel('Security code').fill('123');
  await page.getByLabel('Name on card').fill('Pat Payer');
  await page.getByRole('button', { name: /by card$/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Payment complete' })).toBeVisible({ timeout: 30_000 });

  await page.goto(`${baseUrl}/`);
  await expect(page.getByText('Of it in question')).toBeVisible();
  await expect(page.getByRole('link', { name: /^Pay all due/ })).toHaveCount(0);
  await page.goto(`${baseUrl}/invoices/${invoice.id}`);
  await expect(page.getByText(/£60\.00 of this invoice is being looked into/)).toBeVisible();
  await expect(page.getByText('Nothing else of it is left to pay.')).toBeVisible();
  await page.getByRole('region', { name: 'Your questions about it' }).getByRole('link', { name: /^D-/ }).click();
  await expect(page.getByText('No skip came to us.')).toBeVisible();
  const file = await page.getByRole('link', { name: 'gate book.pdf' }).getAttribute('href');
  expect((await (await page.request.get(`${baseUrl}${file}`)).body()).subarray(0, 5).toString()).toBe('%PDF-');
  await page.goto(`${baseUrl}/statements`);
  await expect(page.getByText(/£60\.00 of this was in question on/)).toBeVisible();
  const csv = await page.getByRole('link', { name: 'CSV', exact: true }).first().getAttribute('href');
  expect(await (await page.request.get(`${baseUrl}${csv}`)).text()).toMatch(/"closing_balance".*,60\.00,60\.00\s*$/);

  const kept = await getInvoice(demoDatabase().db, { invoiceId: invoice.id });
  expect(kept?.leftMinor).toBe(6_000n);
  expect(kept?.holds).toEqual([expect.objectContaining({ kind: 'disputed', amountMinor: 6_000n })]);
  const inside = await browser.newContext();
  await asStaff(inside, 'manager');
  const ageing = await inside.request.get(`${baseUrl}/staff/reports/ageing.csv`);
  const number = await oneValue<string>('select number from customers where id = $1', [customerId]);
  const rows = parse(await ageing.text(), { bom: true, columns: true, record_delimiter: '\r\n' }) as Record<
    string,
    string
  >[];
  expect(rows.find((row) => row.customer === number)).toMatchObject({ of_it_disputed: '60.00', total: '60.00' });
  // Of this customer a reminder has nothing left to ask for, whatever day it is written.
  expect(await askedFor()).toBe(0n);
  expect(await remindedAfter(LATE_DAYS + 30, customerId)).toBeNull();
  await Promise.all([context.close(), inside.close()]);
});

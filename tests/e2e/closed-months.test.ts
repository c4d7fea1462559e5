import type { Page } from '@playwright/test';
import { startedDemo } from '#tests/support/started-demo.ts';
import { checkInvariants, expect, test } from './support/browser.ts';
import { oneValue } from './support/demo-database.ts';
import { aDraft, aNewCustomer, anInvoiceFor } from './support/made-things.ts';
import { asStaff } from './support/people.ts';

/** The demo's old months are closed. What a person meets there, with script switched off. */
const { baseUrl } = startedDemo();

test.use({ javaScriptEnabled: false, actionTimeout: 15_000 });
test.afterAll(checkInvariants);

const goTo = (page: Page, path: string) => page.goto(`${baseUrl}${path}`);
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();
const said = (page: Page, words: string) => page.getByRole('status').filter({ hasText: words });
const inClosedMonth = () =>
  oneValue<string>(`select to_char(max(month_on) + 14, 'YYYY-MM-DD') from periods where state = 'closed'`);
const firstOpenDay = () =>
  oneValue<string>(
    `select to_char(max(month_on) + interval '1 month', 'YYYY-MM-DD') from periods where state = 'closed'`,
  );
const isClosed = /is closed\. The first open day is 1 /;

test('a payment of a closed month is refused at its date, and taken on the first open day with one press', async ({
  page,
  context,
}) => {
  const { customerId } = await aNewCustomer('Paid long ago');
  const [typed, offered] = [await inClosedMonth(), await firstOpenDay()];
  await asStaff(context, 'cash_poster');
  await goTo(page, `/staff/payments/new?customer=${customerId}`);
  await page.getByLabel('Amount', { exact: true }).fill('80');
  await page.getByLabel('Received', { exact: true }).fill(typed);
  await page.getByLabel('Leave a rest on the customer’s account').check();
  await press(page, 'Record and apply');
  await expect(page.getByText(isClosed)).toHaveCount(2);
  await expect(page.getByLabel('Received', { exact: true })).toHaveValue(typed);
  await press(page, /^Record on 1 /);
  await expect(said(page, 'is recorded')).toBeVisible();
  await expect(page.getByText('Value date')).toBeVisible();
  const dates = `select received_on || ' ' || value_on from payments where customer_id = $1`;
  expect(await oneValue(dates, [customerId])).toBe(`${offered} ${typed}`);
});

test('an invoice dated in a closed month is issued on the first open day, with its days to pay', async ({
  page,
  context,
}) => {
  const { customerId } = await aNewCustomer('Billed late');
  const draftId = await aDraft(anInvoiceFor(customerId, '15.00'));
  const [typed, offered] = [await inClosedMonth(), await firstOpenDay()];
  await asStaff(context, 'billing_clerk');
  await goTo(page, `/staff/invoices/drafts/${draftId}`);
  await page.getByLabel('Invoice date').fill(typed);
  await press(page, 'Issue and send');
  await expect(page.getByText(isClosed)).toHaveCount(2);
  await press(page, /^Issue on 1 /);
  await expect(said(page, 'is issued')).toBeVisible();
  expect(await oneValue('select document_on::text from invoices where customer_id = $1', [customerId])).toBe(offered);
});

test('a month is closed after a look at what is left, and asked back with a reason', async ({ page, context }) => {
  const month = (await firstOpenDay()).slice(0, 7);
  await asStaff(context, 'controller');
  await goTo(page, '/staff/periods');
  await page
    .getByRole('link', { name: /^Close \w+ \d{4}$/ })
    .first()
    .click();
  await expect(page).toHaveURL(new RegExp(`/staff/periods/${month}/close$`));
  await expect(page.getByText('What still belongs to it')).toBeVisible();
  await press(page, /^Close /);
  await expect(said(page, 'is closed')).toBeVisible();
  expect(
    await oneValue('select count(*) from periods where month_on = $1 and state = $2', [`${month}-01`, 'closed']),
  ).toBe(2n);

  await goTo(page, `/staff/periods/${month}/reopen`);
  await press(page, 'Ask for it');
  await expect(page.getByText('Say why, for whoever decides and for the audit.')).toHaveCount(2);
  await page.getByRole('textbox', { name: 'Why' }).fill('A supplier’s bill came late.');
  await press(page, 'Ask for it');
  await expect(said(page, 'opens when a second person approves')).toBeVisible();
  await expect(page.getByText('Test controller asks to')).toBeVisible();
});

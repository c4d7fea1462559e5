import type { Page } from '@playwright/test';
import { startedDemo } from '#tests/support/started-demo.ts';
import { checkInvariants, expect, test } from './support/browser.ts';
import { oneValue } from './support/demo-database.ts';
import { aDraft, aNewCustomer, anInvoiceFor, anIssuedInvoice } from './support/made-things.ts';
import { newestMail } from './support/mailbox.ts';
import { asPortal, asStaff } from './support/people.ts';

/** Every step of the main job with script switched off: the same pages, the same stored result. */
const { baseUrl } = startedDemo();

test.use({ javaScriptEnabled: false, actionTimeout: 15_000 });
test.describe.configure({ mode: 'parallel' });
test.afterAll(checkInvariants);

const goTo = (page: Page, path: string) => page.goto(`${baseUrl}${path}`);
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();
const said = (page: Page, words: string) => page.getByRole('status').filter({ hasText: words });
const idIn = (page: Page) => page.url().match(/[0-9a-f-]{36}/)?.[0] ?? '';
const countOf = async (table: 'invoices' | 'payments' | 'applications', customerId: string) =>
  Number(await oneValue<bigint>(`select count(*) from ${table} where customer_id = $1`, [customerId]));

test('asking for a sign-in link, and signing in by it', async ({ page }) => {
  const { payer, name } = await aNewCustomer('Without script');
  await goTo(page, '/sign-in');
  await page.getByLabel('Your e-mail address').fill(payer);
  await press(page, 'Email me a sign-in link');
  await expect(page).toHaveURL(/\/sign-in\/code$/);
  const mail = await newestMail(payer, 'sign-in link');
  await page.goto(mail.text?.match(/https?:\/\/\S+\/l\/[\w-]+/)?.[0] ?? '');
  await press(page, 'Continue');
  await expect(page).toHaveURL(`${baseUrl}/`);
  await expect(page.getByText(name)).not.toHaveCount(0);
});

test('creating a customer, once', async ({ page, context }) => {
  await asStaff(context, 'manager');
  await goTo(page, '/staff/customers/new');
  const number = `N-${Date.now().toString(36)}`;
  await page.getByLabel('Customer number', { exact: true }).fill(number);
  await page.getByLabel('Name on invoices').fill('Noscript & Söhne');
  await page.getByLabel('Address').fill('1 Test Lane\nHalifax');
  await press(page, 'Create customer');
  await expect(said(page, 'is a customer now')).toBeVisible();
  await page.reload();
  expect(await oneValue('select count(*) from customers where number = $1', [number])).toBe(1n);
  expect(await oneValue('select name from customers where number = $1', [number])).toBe('Noscript & Söhne');
});

test('writing a draft, looking at it, issuing it, once', async ({ page, context }) => {
  const { customerId, number } = await aNewCustomer('Billed');
  await asStaff(context, 'billing_clerk');
  await goTo(page, `/staff/invoices/new?q=${number}`);
  await press(page, /^Bill /);
  const cell = (line: number, what: string) => page.getByLabel(`Line ${line}, ${what}`);
  await cell(1, 'description').fill('Fly ash delivered');
  await cell(1, 'quantity').fill('2.5');
  await cell(1, 'price').fill('10.03');
  await cell(1, 'tax').selectOption('Z');
  await press(page, 'Add a line');
  await expect(cell(1, 'description')).toHaveValue('Fly ash delivered');
  await cell(5, 'description').fill('Loading');
  await cell(5, 'quantity').fill('1');
  await cell(5, 'price').fill('4.92');
  await cell(5, 'tax').selectOption('Z');
  await press(page, 'Save draft');
  await expect(said(page, 'Draft saved')).toBeVisible();
  await press(page, 'Preview');
  await expect(page.getByText('£30.00').or(page.getByText('30.00')).first()).toBeVisible();
  await press(page, 'Issue and send');
  await expect(said(page, 'is issued')).toBeVisible();
  await page.reload();
  expect(await countOf('invoices', customerId)).toBe(1);
  // 2.5 × 10.03 = 25.075, half away from zero: 25.08; and 4.92.
  expect(await oneValue('select gross_minor from invoices where customer_id = $1', [customerId])).toBe(3_000n);
});

test('recording a payment that settles an invoice, and taking that back', async ({ page, context }) => {
  const { customerId } = await aNewCustomer('Paid in cash');
  const invoice = await anIssuedInvoice(customerId, '80.00');
  await asStaff(context, 'cash_poster');
  await goTo(page, `/staff/payments/new?customer=${customerId}`);
  await page.getByLabel('Amount', { exact: true }).fill('80');
  await page.getByRole('radio', { name: 'Cash', exact: true }).check();
  await page.getByLabel('Reference (optional)').fill('000417');
  await press(page, 'Show what it would pay');
  await expect(page.getByText('settled in full')).toBeVisible();
  expect(await countOf('payments', customerId)).toBe(0);
  await press(page, 'Record and apply');
  await expect(said(page, 'is recorded')).toBeVisible();
  const left = () => oneValue('select residual_minor from open_items where id = $1', [invoice.openItemId]);
  expect(await left()).toBe(0n);
  await page.getByText('Unapply', { exact: true }).click();
  await page.getByLabel('Why').fill('It was for another invoice');
  await press(page, /^Unapply from/);
  await expect(said(page, 'Undone')).toBeVisible();
  expect(await left()).toBe(8_000n);
  await goTo(page, `/staff/payments/${idIn(page)}/apply`);
  await page.getByLabel(`Apply to ${invoice.number}`).fill('30.00');
  await press(page, 'Apply the amounts typed');
  await expect(said(page, '£50.00')).toBeVisible();
  await page.reload();
  expect(await left()).toBe(5_000n);
  expect(await countOf('payments', customerId)).toBe(1);
});

test('paying one invoice by card', async ({ page, context }) => {
  const { customerId, payer } = await aNewCustomer('Pays by card');
  const invoice = await anIssuedInvoice(customerId, '42.42');
  await asPortal(context, payer);
  await goTo(page, `/invoices/${invoice.id}`);
  await page
    .getByRole('link', { name: /^Pay £/ })
    .first()
    .click();
  await press(page, 'Pay £42.42');
  await page.getByLabel('Card number').fill('4242 4242 4242 4242');
  await page.getByLabel('Expiry').fill('12/34');
  await page.getByLabel('Security code').fill('123');
  await page.getByLabel('Name on card').fill('Pat Payer');
  await press(page, /by card$/);
  // The page asks again by itself while the worker books the payment.
  await expect(page.getByRole('heading', { level: 1, name: 'Payment complete' })).toBeVisible({ timeout: 30_000 });
  expect(await oneValue('select residual_minor from open_items where id = $1', [invoice.openItemId])).toBe(0n);
  expect(await countOf('payments', customerId)).toBe(1);
});

test('importing customers after a dry run, once', async ({ page, context }) => {
  await asStaff(context, 'manager');
  const number = `F-${Date.now().toString(36)}`;
  const stored = () => oneValue<bigint>('select count(*) from customers where number like $1', [`${number}%`]);
  const buffer = Buffer.from(`number,name,country,currency\n${number}-1,First & Co,GB,GBP\n${number}-2,=1+1,GB,EUR\n`);
  await goTo(page, '/staff/import');
  await page.getByLabel('File').setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer });
  await press(page, 'Show what would happen');
  await expect(page.getByText('Nothing is imported yet')).toBeVisible();
  expect(await stored()).toBe(0n);
  await press(page, 'Import 2 customers');
  await expect(said(page, '2 new')).toBeVisible();
  await page.reload();
  expect(await stored()).toBe(2n);
});

test('a form sent twice at the same moment does its work once', async ({ context }) => {
  const { customerId } = await aNewCustomer('Pressed twice');
  const draftId = await aDraft(anInvoiceFor(customerId, '15.00'));
  await asStaff(context, 'manager');
  const headers = { Origin: baseUrl, 'Sec-Fetch-Site': 'same-origin' };
  const twice = (path: string, form: Record<string, string>) =>
    Promise.all([0, 1].map(() => context.request.post(`${baseUrl}${path}`, { form, headers, maxRedirects: 0 })));
  const line = {
    description: 'Ash',
    quantity: '1',
    unit: 'load',
    unitPrice: '15.00',
    taxCode: 'Z',
    accountCode: '4000',
  };
  const cells = Object.fromEntries(Object.entries(line).map(([cell, text]) => [`lines[0].${cell}`, text]));
  const today = await oneValue<string>('select current_date::text');
  const dates = { documentOn: today, dueOn: today, title: '', poNumber: '', note: '' };
  const issued = await twice(`/staff/invoices/drafts/${draftId}`, { intent: 'issue', ...cells, ...dates });
  expect(issued.map((answer) => answer.status()).sort()).toEqual([302, 422]);
  expect(await countOf('invoices', customerId)).toBe(1);
  const payment = { customerId, currency: 'GBP', amount: '15.00', method: 'cash', receivedOn: today };
  const received = await twice('/staff/payments/new', { intent: 'record', ...payment, reference: '1', how: 'exact' });
  expect(received.map((answer) => answer.status()).sort()).toEqual([302, 422]);
  expect(await countOf('payments', customerId)).toBe(1);
});

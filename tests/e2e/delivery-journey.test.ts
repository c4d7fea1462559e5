import type { Page } from '@playwright/test';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { addContact } from '#app/modules/customers/commands/add-contact.server.ts';
import { startedDemo } from '#tests/support/started-demo.ts';
import { checkInvariants, expect, test } from './support/browser.ts';
import { oneValue } from './support/demo-database.ts';
import { keyboardOf } from './support/keyboard.ts';
import { aDraft, aNewCustomer, anInvoiceFor, done } from './support/made-things.ts';
import { asPortal, asStaff } from './support/people.ts';

/** A customer who wants invoices uploaded, from that choice to the portal's answer, by keys alone. */
const { baseUrl } = startedDemo();

test.describe.configure({ timeout: 120_000 });
test.use({ actionTimeout: 15_000 });
test.afterAll(checkInvariants);

const said = (page: Page, text: string | RegExp) =>
  expect(page.getByRole('status').filter({ hasText: text }).first()).toBeVisible();

test('an invoice is uploaded to a supplier portal, rejected, mended and accepted, and the customer reads it', async ({
  page,
  context,
}) => {
  const customer = await aNewCustomer('Wants uploads');
  const { customerId } = customer;
  await asStaff(context, 'administrator');
  const keys = keyboardOf(page);
  await keys.open(`${baseUrl}/staff/customers/${customerId}?tab=contacts`);
  await keys.follow('link', 'How documents go out');
  await expect(page.getByRole('heading', { level: 1, name: 'How documents go out' })).toBeVisible();
  await keys.choose('radio', 'Uploaded to their supplier portal');
  await keys.follow('button', 'Save how they go out');
  await said(page, 'Invoices go out this way');
  await keys.fill('Name of the portal', 'Coupa');
  await keys.fill('Address', 'http://supplier.example');
  await keys.follow('button', 'Save the portal');
  await expect(page.getByText('Enter an address that begins with https://').first()).toBeVisible();
  await keys.fill('Address', 'https://supplier.example/northwind');
  await keys.follow('button', 'Save the portal');
  await said(page, 'written down');

  const draftId = await aDraft(anInvoiceFor(customerId, '84.00'));
  await keys.open(`${baseUrl}/staff/invoices/drafts/${draftId}/preview`);
  await keys.follow('button', /^Issue/);
  await expect(page).toHaveURL(/\/staff\/invoices\/[0-9a-f-]{36}$/);
  const number = await oneValue<string>('select number from invoices where customer_id = $1', [customerId]);

  await keys.open(`${baseUrl}/staff/delivery?view=portals`);
  await keys.follow('link', number);
  await expect(page.getByRole('link', { name: 'https://supplier.example/northwind' })).toBeVisible();
  await expect(page.getByRole('link', { name: number, exact: true })).toBeVisible();
  await keys.follow('button', 'It is submitted');
  await expect(page.getByText('Enter the reference the portal gave you').first()).toBeVisible();
  await keys.fill('Reference the portal gave', 'SUP-10042');
  await keys.follow('button', 'It is submitted');
  await said(page, 'Noted as submitted');
  await keys.unfold('The portal rejected it');
  await keys.fill('Why the portal rejected it', 'The purchase order is closed');
  await keys.follow('button', 'Open the task again');
  await said(page, 'open again');
  await keys.fill('Reference the portal gave', 'SUP-10043');
  await keys.follow('button', 'It is submitted');
  await keys.follow('button', 'The portal accepted it');
  await said(page, 'Noted as accepted');
  await expect(page.getByText('Reference SUP-10043').first()).toBeVisible();
  expect(await oneValue<string>('select state from deliveries where customer_id = $1', [customerId])).toBe('delivered');

  await asPortal(context, customer.payer);
  const invoiceId = await oneValue<string>('select id from invoices where number = $1', [number]);
  await page.goto(`${baseUrl}/invoices/${invoiceId}`);
  await expect(page.getByText('Your supplier portal accepted it.')).toBeVisible();
});

test('an invoice that was just issued is not sent when it is taken back', async ({ page, context }) => {
  const customer = await aNewCustomer('Issued by mistake');
  await asStaff(context, 'administrator');
  const person = { name: 'Accounts', email: `ap-${customer.number.toLowerCase()}@browser.example`, phone: '' };
  const receives = { receivesInvoices: true, receivesStatements: false };
  await done((tx) => addContact(tx, SYSTEM, { customerId: customer.customerId, ...person, ...receives }));
  const draftId = await aDraft(anInvoiceFor(customer.customerId, '12.00'));
  const keys = keyboardOf(page);
  await keys.open(`${baseUrl}/staff/invoices/drafts/${draftId}/preview`);
  await keys.follow('button', /^Issue/);
  await expect(page).toHaveURL(/\/staff\/invoices\/[0-9a-f-]{36}$/);
  await keys.follow('button', 'Do not send');
  await said(page, 'is not sent');
  await expect(page.getByText('Taken back before it left').first()).toBeVisible();
  expect(await oneValue<string>('select state from messages where customer_id = $1', [customer.customerId])).toBe(
    'suppressed',
  );
});

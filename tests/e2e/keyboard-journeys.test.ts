import type { Page } from '@playwright/test';
import { startedDemo } from '#tests/support/started-demo.ts';
import { checkInvariants, expect, test } from './support/browser.ts';
import { oneValue } from './support/demo-database.ts';
import { type Keyboard, keyboardOf } from './support/keyboard.ts';
import { aNewCustomer, anIssuedInvoice } from './support/made-things.ts';
import { asStaff } from './support/people.ts';

/** Money in, a cheque's way, and what is given up: each worked from end to end by keys, without a mouse. */
const { baseUrl } = startedDemo();

test.describe.configure({ timeout: 120_000 });
test.use({ actionTimeout: 15_000 });
test.afterAll(checkInvariants);

const leftOf = (number: string) =>
  oneValue<bigint>(
    'select o.residual_minor from invoices i join open_items o on o.id = i.open_item_id where i.number = $1',
    [number],
  );
const said = (page: Page, text: string | RegExp) =>
  expect(page.getByRole('status').filter({ hasText: text }).first()).toBeVisible();

/** From a list of customers to the one with this number. */
async function choosePayer(keys: Keyboard, customer: { number: string; name: string }): Promise<void> {
  await keys.fill('Name, number, e-mail or invoice number', customer.number);
  await keys.press('Enter');
  await keys.follow('link', customer.name);
}

test('a payment is recorded from a pasted remittance, and its rest applied', async ({ page, context }) => {
  const customer = await aNewCustomer('Pays by keys');
  const [first, second, third] = [
    await anIssuedInvoice(customer.customerId, '132.00'),
    await anIssuedInvoice(customer.customerId, '132.00'),
    await anIssuedInvoice(customer.customerId, '132.00'),
  ];
  await asStaff(context, 'administrator');
  const keys = keyboardOf(page);
  await keys.open(`${baseUrl}/staff/payments`);
  await keys.follow('link', 'Record payment');
  await choosePayer(keys, customer);
  await keys.fill('Amount', '300.00');
  await keys.choose('checkbox', /Leave a rest/);
  await keys.unfold('Paste a remittance');
  await keys.fill('Numbers and amounts', `${first.number}\t132.00\n${second.number}\t100.00`);
  await keys.follow('button', 'Use these amounts');
  await expect(page.getByText(/^Difference: .*68\.00/)).toBeVisible();
  await keys.press('Control+Enter');
  await said(page, 'is recorded');
  expect([await leftOf(first.number), await leftOf(second.number)]).toEqual([0n, 3_200n]);

  await keys.follow('link', /^Apply/);
  const box = (number: string) => page.getByRole('textbox', { name: new RegExp(`${number}`) }).first();
  await keys.reach(box(second.number));
  await keys.press('Space');
  await expect(box(second.number)).toHaveValue('32.00');
  await keys.reach(box(third.number));
  await keys.press('r');
  await expect(box(third.number)).toHaveValue('36.00');
  await keys.press('Control+Enter');
  await said(page, /applied/i);
  expect([await leftOf(second.number), await leftOf(third.number)]).toEqual([0n, 9_600n]);
});

test('a cheque is received, taken to the bank, comes back, and the collector speaks about it', async ({
  page,
  context,
}) => {
  const customer = await aNewCustomer('Cheque by keys');
  const invoice = await anIssuedInvoice(customer.customerId, '210.00');
  await asStaff(context, 'administrator');
  const keys = keyboardOf(page);
  await keys.open(`${baseUrl}/staff/cheques/new`);
  await choosePayer(keys, customer);
  await keys.fill('Amount', '210.00');
  await keys.fill('Cheque number', invoice.number.replaceAll(/\D/g, ''));
  await keys.fill('Bank it is drawn on', 'Aire Valley Bank');
  await keys.follow('button', /^Receive/);
  await said(page, /received/);
  expect(await leftOf(invoice.number)).toBe(0n);
  await keys.follow('link', 'Take to the bank');
  await keys.follow('button', 'Make the deposit');
  await said(page, /DEP-/);
  await keys.follow('link', /^RCP-/);
  await keys.unfold('It came back');
  await keys.fill('Why', 'Refer to drawer');
  await keys.follow('button', 'Record that it came back');
  await said(page, 'open again');
  expect(await leftOf(invoice.number)).toBe(21_000n);

  await asStaff(context, 'collector');
  await keys.open(`${baseUrl}/staff`);
  await keys.follow('link', /Cheques returned|Call about/);
  const { customerId } = customer;
  await keys.follow(
    'link',
    await oneValue<string>('select number from instruments where customer_id = $1', [customerId]),
  );
  await keys.fill('What was agreed with the customer', 'They send a transfer on Friday');
  await keys.follow('button', 'The customer was spoken with');
  await said(page, 'Noted.');
});

/** A second person finds the request with J and decides it with A. */
async function approve(page: Page, number: string): Promise<void> {
  await asStaff(page.context(), 'controller');
  await page.goto(`${baseUrl}/staff/approvals`);
  const area = page.getByRole('region', { name: 'The request' });
  await expect(area).toBeFocused();
  const queue = area.getByRole('listitem').filter({ hasText: 'asked by' });
  const texts = await queue.allTextContents();
  const place = texts.findIndex((text) => text.includes(number));
  expect(place, 'the request waits in the list').toBeGreaterThanOrEqual(0);
  for (let at = 1; at <= place; at += 1) {
    await page.keyboard.press('j');
    await expect(queue.nth(at).getByRole('link')).toHaveAttribute('aria-current', 'true');
  }
  await page.keyboard.press('a');
  await said(page, 'Approved.');
}

test('a credit note is asked for by keys and approved with one key by a second person', async ({ page, context }) => {
  const { customerId } = await aNewCustomer('Credited by keys');
  const invoice = await anIssuedInvoice(customerId, '4000.00');
  await asStaff(context, 'billing_clerk');
  const keys = keyboardOf(page);
  await keys.open(`${baseUrl}/staff/invoices/${invoice.id}`);
  await keys.follow('link', /^Credit$/);
  await keys.choose('radio', 'All that is left of it');
  await keys.fill('Reason', '');
  await keys.press('ArrowDown');
  await keys.fill('Note', 'The whole delivery came wet');
  await keys.follow('button', /^See what it does/);
  await keys.follow('button', /^Ask/);
  await said(page, /second person/);
  await approve(page, invoice.number);
  expect(await leftOf(invoice.number)).toBe(0n);
});

test('a write-off is asked for by keys and approved with one key by a second person', async ({ page, context }) => {
  const { customerId } = await aNewCustomer('Written off by keys');
  const invoice = await anIssuedInvoice(customerId, '4100.00');
  await asStaff(context, 'collector');
  const keys = keyboardOf(page);
  await keys.open(`${baseUrl}/staff/invoices/${invoice.id}`);
  await keys.follow('link', /^Write/);
  await keys.fill('Reason', '');
  await keys.press('ArrowDown');
  await keys.fill('Note', 'The customer is closing down');
  await keys.follow('button', 'See what it does');
  await keys.follow('button', 'Ask for this write-off');
  await said(page, /second person/);
  await approve(page, invoice.number);
  expect(await leftOf(invoice.number)).toBe(0n);
});

import { storedBankLines } from '#tests/support/bank-lines.ts';
import { startedDemo } from '#tests/support/started-demo.ts';
import { checkInvariants, expect, test } from './support/browser.ts';
import { demoDatabase, oneValue } from './support/demo-database.ts';
import { aNewCustomer, anIssuedInvoice } from './support/made-things.ts';
import { asStaff } from './support/people.ts';

/** What a customer pasted into a mail becomes the posting of the line it came with, without JavaScript. */
const { baseUrl } = startedDemo();

test.describe.configure({ timeout: 90_000 });
test.use({ actionTimeout: 15_000, javaScriptEnabled: false });
test.afterAll(checkInvariants);

test('an advice is pasted, mended, attached and used', async ({ page, context }) => {
  const customer = await aNewCustomer('Advises');
  const [first, second] = [
    await anIssuedInvoice(customer.customerId, '100.00'),
    await anIssuedInvoice(customer.customerId, '50.00'),
  ];
  const open = (id: string | null) => oneValue<bigint>('select residual_minor from open_items where id = $1', [id]);
  const [a, b] = [await open(first.openItemId), await open(second.openItemId)];
  const text = (minor: bigint) => `${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`;
  await asStaff(context, 'cash_poster');
  await page.goto(`${baseUrl}/staff/remittances`);
  await page.getByRole('button', { name: 'Read it' }).click();
  await expect(page.getByRole('alert')).toContainText('Paste what the customer wrote');
  const mail = `Dear all, we paid today.\n${first.number} ${text(a)} less deduction 5.00 damaged bags\nOUR-77 ${text(b)}\nPayment reference: RA-${customer.number}`;
  await page.getByLabel('Paste the list or the mail').fill(mail);
  await page.getByRole('button', { name: 'Read it' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`RA-${customer.number}`);
  await expect(page.getByText('No open item has this number')).toBeVisible();
  await page.getByLabel('Number meant in row 2').fill(second.number);
  await page.getByRole('button', { name: 'Save what the rows are' }).click();
  await expect(page.getByText('No open item has this number')).toHaveCount(0);
  await page.getByLabel('Reason of row 1').selectOption('quality');
  await page.getByRole('button', { name: 'Save what the rows are' }).click();
  const line = { amountMinor: a + b - 500n, text: `RA-${customer.number}`, partyName: customer.name };
  await storedBankLines({ owner: demoDatabase() }, { account: 'GB29NWBK60161331926819', lines: [line] });
  await page.reload();
  await page.getByRole('button', { name: /^Attach to the line of/ }).click();
  await page.getByRole('button', { name: 'Use this advice' }).click();
  await expect(page.getByRole('heading', { name: 'The line of the bank is explained' })).toBeVisible();
  expect([await open(first.openItemId), await open(second.openItemId)]).toEqual([0n, 0n]);
  expect(await oneValue('select code from reductions where item_id = $1', [first.openItemId])).toBe('quality');
});

import type { Page } from '@playwright/test';
import type { CustomerId } from '#app/kernel/ids.ts';
import { startedDemo } from '#tests/support/started-demo.ts';
import { checkInvariants, expect, test } from './support/browser.ts';
import { oneValue } from './support/demo-database.ts';
import { aSoldProduct } from './support/made-catalog.ts';
import { aDraft, aNewCustomer, anInvoiceFor, anIssuedInvoice } from './support/made-things.ts';
import { asStaff } from './support/people.ts';

/** The editor of one invoice as it is worked by hand: keys only, rows from a spreadsheet, and a tab that dies. */
const { baseUrl } = startedDemo();
const KEYS_MAX = 25;
const TABS_MAX = 15;

test.use({ actionTimeout: 15_000 });
test.afterAll(checkInvariants);

const cell = (page: Page, line: number, what: string) => page.getByLabel(`Line ${line}, ${what}`, { exact: true });
/** Keys act once the page has been taken over by script. */
const ready = (page: Page) => page.waitForLoadState('networkidle');
const draftOf = async (page: Page, customerId: CustomerId) => {
  const invoice = { ...anInvoiceFor(customerId, '1.00'), lines: [] };
  const draftId = await aDraft(invoice);
  await page.goto(`${baseUrl}/staff/invoices/drafts/${draftId}`);
  await ready(page);
  return draftId;
};

test('a known customer and one product: issued by keys alone, in at most 25 beside the text', async ({
  page,
  context,
}) => {
  const { customerId, number } = await aNewCustomer('Keys only');
  const code = await aSoldProduct(`KEY-${process.pid}`, '42');
  await asStaff(context, 'billing_clerk');
  await page.goto(`${baseUrl}/staff/invoices/new`);
  await ready(page);
  let keys = 0;
  const press = async (key: string) => {
    keys += key.split('+').length;
    await page.keyboard.press(key);
  };
  // Past the menu by the skip link, then to the box.
  await press('Tab');
  await press('Enter');
  const customer = page.getByLabel('Customer', { exact: true });
  for (let tabs = 0; tabs < TABS_MAX; tabs += 1) {
    if (await customer.evaluate((at) => at === document.activeElement)) break;
    await press('Tab');
  }
  await expect(customer).toBeFocused();
  await page.keyboard.type(number);
  await press('Enter');
  await expect(page).toHaveURL(/\/staff\/invoices\/drafts\//);
  await expect(cell(page, 1, 'product')).toBeFocused();
  await page.keyboard.type(code);
  await press('Enter');
  await expect(cell(page, 1, 'description')).toHaveValue('Fly ash, loaded at the silo');
  await expect(cell(page, 1, 'quantity')).toBeFocused();
  await page.keyboard.type('12.5');
  await press('Control+Enter');
  await expect(page.getByRole('status').filter({ hasText: 'is issued' })).toBeVisible();
  // 12.5 × 42.00 and 20 %.
  expect(await oneValue('select gross_minor from invoices where customer_id = $1', [customerId])).toBe(63_000n);
  expect(keys, 'keys beside the typed text').toBeLessThanOrEqual(KEYS_MAX);
});

test('what was typed is there again after the tab is killed, mistakes included', async ({ page, context }) => {
  const { customerId } = await aNewCustomer('Killed tab');
  await asStaff(context, 'billing_clerk');
  const draftId = await draftOf(page, customerId);
  await cell(page, 1, 'description').fill('Skip hire');
  await cell(page, 1, 'quantity').fill('2');
  await cell(page, 1, 'price').fill('twelve');
  // What was typed before may still be on its way: the answer waited for is to the text with the order's number.
  const isWhole = (sent: string | null) => sent?.includes('PO-77') ?? false;
  const kept = page.waitForResponse(
    (answer) => answer.url().endsWith('/typed') && answer.ok() && isWhole(answer.request().postData()),
  );
  await page.getByLabel('Purchase order number').fill('PO-77');
  await page.getByLabel('Title').focus();
  await kept;
  await expect(page.getByRole('status').filter({ hasText: 'is kept' })).toBeVisible();
  await page.close({ runBeforeUnload: false });
  const again = await context.newPage();
  await again.goto(`${baseUrl}/staff/invoices/drafts/${draftId}`);
  await expect(cell(again, 1, 'description')).toHaveValue('Skip hire');
  await expect(cell(again, 1, 'price')).toHaveValue('twelve');
  await expect(again.getByLabel('Purchase order number')).toHaveValue('PO-77');
  await again.getByRole('button', { name: 'Save draft' }).click();
  await expect(again.getByRole('alert')).toContainText('Line 1, price');
});

test('lines move, are copied, and come from a spreadsheet; the last cell makes a new one', async ({
  page,
  context,
}) => {
  const { customerId } = await aNewCustomer('Spreadsheet');
  const code = await aSoldProduct(`TSV-${process.pid}`, '38.5');
  await asStaff(context, 'billing_clerk');
  await draftOf(page, customerId);
  await cell(page, 1, 'product').focus();
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  }, `${code}\t\t3\r\n\tLoading\t1\tpcs\t4.50\r\n`);
  await expect(cell(page, 1, 'price')).toHaveValue('38.50');
  await expect(cell(page, 2, 'description')).toHaveValue('Loading');
  await cell(page, 2, 'description').press('Alt+ArrowUp');
  await expect(cell(page, 1, 'description')).toHaveValue('Loading');
  await expect(cell(page, 1, 'description')).toBeFocused();
  await cell(page, 3, 'quantity').press('Control+d');
  await expect(cell(page, 3, 'price')).toHaveValue('38.50');
  await cell(page, 4, 'revenue').press('Enter');
  await expect(cell(page, 5, 'product')).toBeFocused();
  await page.getByRole('button', { name: 'Save draft' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Draft saved' })).toBeVisible();
});

test('without an own idea, the last invoice is copied', async ({ page, context }) => {
  const { customerId } = await aNewCustomer('Same again');
  await anIssuedInvoice(customerId, '80.00');
  await asStaff(context, 'billing_clerk');
  await draftOf(page, customerId);
  await page.getByRole('button', { name: /^Copy last invoice/ }).click();
  await expect(cell(page, 1, 'price')).toHaveValue('80.00');
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('a product is named by its code, and what fits several is told with the codes', async ({ page, context }) => {
    const { customerId } = await aNewCustomer('No script product');
    const code = await aSoldProduct(`NOJS-${process.pid}-A`, '42');
    await aSoldProduct(`NOJS-${process.pid}-B`, '43');
    await asStaff(context, 'billing_clerk');
    const draftId = await aDraft({ ...anInvoiceFor(customerId, '1.00'), lines: [] });
    await page.goto(`${baseUrl}/staff/invoices/drafts/${draftId}`);
    await cell(page, 1, 'product').fill(`nojs-${process.pid}`);
    await cell(page, 1, 'quantity').fill('2');
    await page.getByRole('button', { name: 'Save draft' }).click();
    await expect(page.getByRole('alert')).toContainText(`fits ${code}, NOJS-${process.pid}-B`);
    await cell(page, 1, 'product').fill(code.toLowerCase());
    await page.getByRole('button', { name: 'Issue and send' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'is issued' })).toBeVisible();
    expect(await oneValue('select gross_minor from invoices where customer_id = $1', [customerId])).toBe(10_080n);
  });
});

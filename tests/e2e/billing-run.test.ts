import { startedDemo } from '#tests/support/started-demo.ts';
import { checkInvariants, expect, test } from './support/browser.ts';
import { oneValue } from './support/demo-database.ts';
import { asPortal, asStaff } from './support/people.ts';

/**
 * A billing run from set up to the customer who reads why: what was found is mended, a second person reviews, exactly the
 * drafts that were looked at are issued. The demo's previewed week is where it begins.
 */
const { baseUrl } = startedDemo();

test.describe.configure({ mode: 'serial', timeout: 180_000 });
test.use({ actionTimeout: 15_000 });
test.afterAll(checkInvariants);

const runOf = () => oneValue<string>(`select id from billing_runs where review_needed order by run_no desc limit 1`);
const heading = (words: RegExp | string) => ({ name: words, level: 2 });

test('the clerk adds the address that is missing, previews again, and lets a jump through with a reason', async ({
  page,
  context,
}) => {
  const runId = await runOf();
  await asStaff(context, 'billing_clerk');
  await page.goto(`${baseUrl}/staff/runs`);
  await page
    .getByRole('link', { name: /^Week \d+ deliveries$/ })
    .first()
    .click();
  await expect(page.getByRole('heading', heading('Exceptions'))).toBeVisible();
  await expect(page.getByText('Nowhere to send it')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Issue \d/ })).toHaveCount(0);

  const customerId = await oneValue<string>(`select id from customers where name = 'Okaford Builders'`);
  await page.goto(`${baseUrl}/staff/customers/${customerId}?tab=contacts`);
  await page.getByLabel('Name of the person or team').fill('Yard office');
  await page.getByLabel('E-mail address').fill('yard@okaford.example');
  await page.getByRole('checkbox', { name: 'Receives invoices' }).check();
  await page.getByRole('button', { name: 'Add person' }).click();
  await expect(page.getByRole('link', { name: 'yard@okaford.example' })).toBeVisible();

  await page.goto(`${baseUrl}/staff/runs/${runId}`);
  await expect(page.getByText(/This preview is out of date/)).toBeVisible();
  await page.getByRole('button', { name: 'Preview again' }).first().click();
  await expect(page.getByRole('heading', heading('Exceptions'))).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('Nowhere to send it')).toHaveCount(0);

  const jump = page.getByRole('listitem').filter({ hasText: 'Quantity jumped' }).first();
  await jump.getByText('Fix or let through').click();
  await jump.getByRole('button', { name: 'Let through' }).click();
  await expect(page.getByRole('alert')).toContainText('Say why');
  const again = page.getByRole('listitem').filter({ hasText: 'Quantity jumped' }).first();
  await again.getByLabel(/is billed all the same/).fill('A new site, confirmed by phone');
  await again.getByRole('button', { name: 'Let through' }).click();
  await expect(page.getByText('A new site, confirmed by phone')).toBeVisible();
  await expect(page.getByText('It waits for a review')).toBeVisible();
});

test('a second person opens a draft, reads how a line came about, and approves', async ({ page, context }) => {
  const runId = await runOf();
  await asStaff(context, 'manager');
  await page.goto(`${baseUrl}/staff/runs/${runId}/drafts?state=ready`);
  await page.getByRole('link', { name: 'Harrowgate Ready Mix Ltd' }).click();
  await page.getByText('Explain this line').click();
  await expect(page.getByText(/× £38\.50/)).toBeVisible();
  await expect(page.getByText(/Price list United Kingdom, price 1/)).toBeVisible();
  const sample = await page.request.get(`${page.url()}/sample.pdf`);
  expect([sample.status(), sample.headers()['content-type']]).toEqual([200, 'application/pdf']);
  await page.goto(`${baseUrl}/staff/runs/${runId}`);
  await page.getByRole('button', { name: 'Send back' }).click();
  await expect(page.getByRole('alert')).toContainText('Say what should be changed');
  await page.getByRole('button', { name: 'Approve for issue' }).click();
  await expect(page.getByText(/^Reviewed by/)).toBeVisible();
});

test('the clerk issues exactly those drafts, and the page finds its result', async ({ page, context }) => {
  const runId = await runOf();
  await asStaff(context, 'billing_clerk');
  await page.goto(`${baseUrl}/staff/runs/${runId}`);
  const button = page.getByRole('button', { name: /^Issue \d+ invoices$/ });
  const count = Number((await button.textContent())?.match(/\d+/)?.[0]);
  await button.click();
  await expect(page.getByRole('heading', heading(new RegExp(`^${count} issued`)))).toBeVisible({ timeout: 60_000 });
  const differs = `select count(*)::int from run_drafts d where d.run_id = $1 and d.state = 'issued'
    and d.digest <> (select i.digest from invoice_digests(array[d.invoice_id]) i)`;
  expect(await oneValue<number>(differs, [runId])).toBe(0);
  const csv = await (await page.request.get(`${baseUrl}/staff/runs/${runId}/drafts.csv`)).text();
  expect(csv.split('\r\n').filter((line) => line.includes('"issued"'))).toHaveLength(count);
});

test('the customer reads why, without script too, and every sum is the charge', async ({ browser }) => {
  const runId = await runOf();
  const invoiceId = await oneValue<string>(
    `select d.invoice_id from run_drafts d join customers c on c.id = d.customer_id where d.run_id = $1 and c.number = 'C-61001'`,
    [runId],
  );
  const context = await browser.newContext({ javaScriptEnabled: false });
  await asPortal(context, 'ap@harrowgate.example');
  const page = await context.newPage();
  await page.goto(`${baseUrl}/invoices/${invoiceId}`);
  await page.getByText('Explain this charge').first().click();
  await expect(page.getByText(/^Delivery D-\d+, /).first()).toBeVisible();
  await expect(page.getByText('Price list United Kingdom, price 1.')).toBeVisible();
  await expect(page.getByText(/(more|less) than invoice INV-|The same as invoice INV-/)).toBeVisible();
  await context.close();
});

test('the customer reads what is agreed: lines, prices, and when each is billed next', async ({ page, context }) => {
  await asPortal(context, 'finance@slateworth.example');
  await page.goto(`${baseUrl}/contracts`);
  const row = (what: string) => page.getByRole('row').filter({ hasText: what });
  await expect(page.getByRole('heading', heading(/Solar energy, roof row C/))).toBeVisible();
  await expect(row('Solar energy')).toContainText(/Monthly.*afterwards.*to 5,000: 0\.142.*our price list/);
  await expect(row('Panel care plan')).toContainText(/Yearly, 1 year.*in advance.*1,200\.00 a period/);
  await expect(row('Panel care plan').locator('time')).toHaveCount(2);
});

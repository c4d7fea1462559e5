import type { Page } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import { startedDemo } from '#tests/support/started-demo.ts';
import { checkInvariants, expect, test } from './support/browser.ts';
import { demoDatabase } from './support/demo-database.ts';
import { type ArrivedMail, mailsOf, newestMail } from './support/mailbox.ts';
import { asStaff } from './support/people.ts';

/**
 * The main job from end to end, as its people do it: staff bill, the customer gets the mail, looks, pays; the money is
 * applied and proved. Everything is real but the two vendors' stand-ins.
 */
const demo = startedDemo();
/** A name that would do harm if any page, mail or file took it for anything but a name. */
const HOSTILE = '=1+1 <script>alert(1)</script> & Söhne';

test.describe.configure({ mode: 'serial', timeout: 180_000 });
test.use({ actionTimeout: 15_000 });

const sql = async <Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> =>
  (await demoDatabase().pool.query<Row>(text, values)).rows;

test.afterAll(checkInvariants);

async function signInStaff(page: Page, role: string): Promise<void> {
  const person = demo.signIns.find((one) => one.role === role)!;
  await page.goto(`${demo.baseUrl}/staff/sign-in`);
  await page.getByLabel('E-mail address').fill(person.email);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('Six digits').fill(new TOTP({ secret: Secret.fromBase32(person.totpSecret) }).generate());
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Today' })).toBeVisible();
}

const linkIn = (mail: ArrivedMail, path: string): string => {
  const link = mail.text?.match(new RegExp(`https?://\\S+${path}[A-Za-z0-9_-]+`))?.[0];
  if (!link) throw new Error(`no link in: ${mail.text}`);
  return link;
};

async function payByCard(page: Page, number: string): Promise<void> {
  await page.getByLabel('Card number').fill(number);
  await page.getByLabel('Expiry').fill('12/34');
  await page.getByLabel('Security code').fill('123');
  await page.getByLabel('Name on card').fill('Erin Test');
  await page.getByRole('button', { name: /by card$/ }).click();
}

const customerMail = 'accounts@hostile-name.example';
let invoiceNumber = '';
let invoiceLink = '';

test('staff sign in with two steps, open a customer, write an invoice, preview it and issue it', async ({ page }) => {
  await signInStaff(page, 'administrator');
  await page.goto(`${demo.baseUrl}/staff/customers/new`);
  await page.getByLabel('Customer number', { exact: true }).fill('E2E-1');
  await page.getByLabel('Name on invoices').fill('Turned \u202earound');
  await page.getByLabel('Address (optional)').fill('1 Test Street\nHalifax');
  await page.getByRole('button', { name: 'Create customer' }).click();
  await expect(page.getByRole('alert')).toContainText(/hidden|direction|control/i);
  await page.getByLabel('Name on invoices').fill(HOSTILE);
  await page.getByRole('button', { name: 'Create customer' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('<script>alert(1)</script>');
  await page.getByRole('link', { name: /^Contacts/ }).click();
  await page.getByLabel('Name of the person or team').fill('Erin Test');
  await page.getByLabel('E-mail address').fill(customerMail);
  await page.getByRole('checkbox', { name: 'Receives invoices' }).check();
  await page.getByRole('button', { name: 'Add person' }).click();
  await expect(page.getByRole('link', { name: customerMail })).toBeVisible();

  await page.goto(`${demo.baseUrl}/staff/invoices/new?q=E2E-1`);
  await page.getByRole('button', { name: /^Bill / }).click();
  await page.waitForURL(/drafts/);
  for (const [line, description, quantity, unit, price] of [
    [1, 'Fly ash delivered', '24.5', 't', '38.50'],
    [2, '=HYPERLINK("x")', '3', '', '10.03'],
  ] as const) {
    await page.getByLabel(`Line ${line}, description`).fill(description);
    await page.getByLabel(`Line ${line}, quantity`).fill(quantity);
    await page.getByLabel(`Line ${line}, unit`).fill(unit);
    await page.getByLabel(`Line ${line}, price`).fill(price);
  }
  await page.getByLabel('Title (optional)').fill('Fly ash, test week');
  await page.getByLabel(/Purchase order number/).fill('PO-77');
  await page.getByRole('button', { name: 'Preview' }).click();
  // 24.5 × 38.50 + 3 × 10.03 = 973.34; 20 % is 194.67.
  await expect(page.getByRole('main')).toContainText('1,168.01');
  await page.getByRole('button', { name: /Issue and send/ }).click();
  await page.waitForURL(/\/staff\/invoices\/[0-9a-f-]{36}$/);
  const [row] = await sql<{ number: string; gross_minor: bigint }>(
    `select number, gross_minor from invoices where po_number = 'PO-77' and title = 'Fly ash, test week' order by series_no desc`,
  );
  invoiceNumber = row!.number;
  expect(row!.gross_minor).toBe(116_801n);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(invoiceNumber);
});

test('the customer gets one mail with the PDF and a link that shows only that invoice, and a GET consumes nothing', async ({
  page,
  request,
}) => {
  const mail = await newestMail(customerMail, invoiceNumber);
  expect(mail.attachments.map((file) => file.filename)).toEqual([`${invoiceNumber}.pdf`]);
  const [stored] = await sql<{ sha256: string }>(
    `select d.sha256 from documents d join invoices i on i.id = d.invoice_id where i.number = $1`,
    [invoiceNumber],
  );
  expect(mail.attachments[0]!.sha256).toBe(stored!.sha256);
  invoiceLink = linkIn(mail, '/i/');
  for (let scan = 0; scan < 5; scan += 1) expect((await request.get(invoiceLink)).status()).toBe(200);
  await page.goto(invoiceLink);
  await expect(page.getByRole('main')).toContainText('£1,168.01');
  await expect(page.getByRole('main')).toContainText('=HYPERLINK("x")');
  await expect(page.getByRole('link', { name: 'Statements' })).toHaveCount(0);
  expect((await request.get(`${demo.baseUrl}/invoices`, { maxRedirects: 0 })).status()).toBe(302);
});

test('a declined card charges nothing and says why; the next card pays, and the link says so', async ({ page }) => {
  await page.goto(invoiceLink);
  await page.getByRole('link', { name: 'Pay £1,168.01' }).click();
  await page.getByRole('button', { name: 'Pay £1,168.01' }).click();
  await page.waitForURL(/\/c\/pay\//);
  await payByCard(page, '4000 0000 0000 9995');
  await expect(page.getByRole('main')).toContainText(/insufficient funds/i);
  expect(
    await sql(`select 1 from payments p join customers c on c.id = p.customer_id where c.number = 'E2E-1'`),
  ).toEqual([]);
  await payByCard(page, '4242 4242 4242 4242');
  await page.waitForURL(/\/pay\/attempts\//);
  await expect(page.getByRole('heading', { level: 1, name: /Payment complete/ })).toBeVisible({ timeout: 30_000 });
  const receipt = await newestMail(customerMail, 'Receipt');
  expect(receipt.text).toContain('£1,168.01');
  await page.goto(invoiceLink);
  await expect(page.getByRole('link', { name: /^Pay / })).toHaveCount(0);
  const [item] = await sql<{ residual_minor: bigint }>(
    `select o.residual_minor from open_items o join invoices i on i.open_item_id = o.id where i.number = $1`,
    [invoiceNumber],
  );
  expect(item!.residual_minor).toBe(0n);
});

async function signInPortal(page: Page, address: string): Promise<void> {
  const earlier = (await mailsOf(address)).map((mail) => mail.id);
  await page.goto(`${demo.baseUrl}/sign-in`);
  await page.getByLabel('Your e-mail address').fill(address);
  await page.getByRole('button', { name: 'Email me a sign-in link' }).click();
  const link = linkIn(await newestMail(address, 'ign', earlier), '/l/');
  await page.goto(link);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('link', { name: 'Statements' })).toBeVisible();
}

test('a customer signs in by mail, pays three of their invoices at once and sees them paid', async ({ page }) => {
  await signInPortal(page, 'tom.wren@lindenbrook.example');
  await page.goto(`${demo.baseUrl}/invoices?view=to_pay`);
  const rows = page.getByRole('row').filter({ has: page.getByRole('checkbox') });
  for (let row = 0; row < 3; row += 1) await rows.nth(row).getByRole('checkbox').check();
  await page.getByRole('button', { name: /Pay selected/ }).click();
  const pay = page.getByRole('button', { name: /^Pay £/ });
  const amount = (await pay.textContent())!.replace('Pay ', '').trim();
  await pay.click();
  await page.waitForURL(/\/c\/pay\//);
  await expect(page.getByRole('main')).toContainText(amount.replace('£', ''));
  await payByCard(page, '4242 4242 4242 4242');
  await expect(page.getByRole('heading', { level: 1, name: /Payment complete/ })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('main')).toContainText(amount);
  const [payment] = await sql<{ covers: bigint; left: bigint }>(
    `select count(a.*) as covers, min(o.residual_minor) as left from payments p join open_items o on o.id = p.open_item_id
     join applications a on a.credit_item_id = o.id where p.method = 'card' and p.customer_id = (select id from customers where number = 'C-20418')`,
  );
  expect(payment).toEqual({ covers: 3n, left: 0n });
});

test('a direct debit shows as processing, and when the bank refuses it the invoice is open as before', async ({
  page,
}) => {
  const [open] = await sql<{ id: string; item: string; number: string; residual_minor: bigint }>(
    `select i.id, o.id as item, i.number, o.residual_minor from invoices i join open_items o on o.id = i.open_item_id
     join customers c on c.id = i.customer_id where c.number = 'C-20418' and o.residual_minor > 0 and not exists (
       select 1 from payment_attempt_items p where p.item_id = o.id) order by i.due_on desc limit 1`,
  );
  await signInPortal(page, 'tom.wren@lindenbrook.example');
  await page.goto(`${demo.baseUrl}/invoices/${open!.id}`);
  await page.getByRole('link', { name: /^Pay £/ }).click();
  await page.getByRole('button', { name: /^Pay £/ }).click();
  await page.waitForURL(/\/c\/pay\//);
  await page.getByLabel('Sort code').fill('108800');
  await page.getByLabel('Account number').fill('22222227');
  await page.getByLabel('Account holder').fill('Tom Wren');
  await page.getByRole('button', { name: /by direct debit$/ }).click();
  await page.waitForURL(/\/pay\/attempts\//);
  await expect(page.getByRole('main')).toContainText(/being checked|we are checking/i, { timeout: 30_000 });

  // The bank's word arrives by webhook; until the worker has it the page still shows the invoice as it was.
  await expect(async () => {
    await page.goto(`${demo.baseUrl}/invoices/${open!.id}`);
    await expect(page.getByRole('main')).toContainText('We are checking your payment', { timeout: 500 });
  }).toPass({ timeout: 30_000 });
  await expect(page.getByRole('link', { name: /^Pay £/ })).toHaveCount(0);

  const settled = await fetch(`${demo.stripeUrl}/_control/settle-all`, {
    method: 'POST',
    body: '{}',
    headers: { 'content-type': 'application/json' },
  });
  expect(settled.ok).toBe(true);
  const letter = await newestMail('tom.wren@lindenbrook.example', 'did not');
  expect(letter.text).toContain(open!.number);
  await expect(async () => {
    await page.goto(`${demo.baseUrl}/invoices/${open!.id}`);
    await expect(page.getByRole('link', { name: /^Pay £/ })).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 30_000 });
  const [after] = await sql<{ residual_minor: bigint }>('select residual_minor from open_items where id = $1', [
    open!.item,
  ]);
  expect(after!.residual_minor).toBe(open!.residual_minor);
});

test('staff record cash, apply it oldest first, and undo one application', async ({ page, context }) => {
  await asStaff(context, 'cash_poster');
  // Its own reference, so that a second run over the same demo is no suspected double.
  const reference = `Slip ${process.pid}`;
  const amount = `25.${String(process.pid % 100).padStart(2, '0')}`;
  const [customer] = await sql<{ id: string }>(
    `select c.id from customers c join open_items o on o.customer_id = c.id where o.side = 'debit' and o.residual_minor > 0 and c.currency = 'GBP'
       and c.number not in ('C-20418', 'E2E-1') group by c.id having count(*) >= 2 and sum(o.residual_minor) > 100000 limit 1`,
  );
  await page.goto(`${demo.baseUrl}/staff/payments/new?customer=${customer!.id}`);
  await page.getByLabel('Amount', { exact: true }).fill(amount);
  await page.getByRole('radio', { name: 'Cash', exact: true }).check();
  await page.getByLabel(/^Reference/).fill(reference);
  await page.getByLabel('The oldest first').check();
  await page.getByRole('button', { name: 'Record and apply' }).click();
  await page.waitForURL(/\/staff\/payments\/[0-9a-f-]{36}$/);
  await expect(page.getByRole('main')).toContainText(amount);
  await page.getByText('Unapply', { exact: true }).first().click();
  await page.getByLabel('Why').first().fill('Sent for another account');
  await page
    .getByRole('button', { name: /^Unapply from/ })
    .first()
    .click();
  await expect(page.getByText('The money is unapplied and the invoice is open again')).toBeVisible();
  const [after] = await sql<{ residual_minor: bigint }>(
    `select o.residual_minor from payments p join open_items o on o.id = p.open_item_id where p.reference = $1`,
    [reference],
  );
  expect(after!.residual_minor).toBe(BigInt(amount.replace('.', '')));
});

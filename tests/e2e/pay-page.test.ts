import type { BrowserContext, Locator, Page } from '@playwright/test';
import type { InvoiceId } from '#app/kernel/ids.ts';
import { currency } from '#app/kernel/money.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { createScopedLink } from '#app/modules/auth/commands/create-scoped-link.server.ts';
import { changeSetting } from '#app/modules/company/commands/change-setting.server.ts';
import { issueInvoices } from '#app/modules/invoicing/commands/issue-invoices.server.ts';
import { recordPayment } from '#app/modules/payments/commands/record-payment.server.ts';
import { momentIn } from '#app/platform/clock/clock.server.ts';
import { startedDemo } from '#tests/support/started-demo.ts';
import { checkInvariants, expect, test } from './support/browser.ts';
import { demoDatabase } from './support/demo-database.ts';
import { aNewCustomer, anInvoiceFor, done } from './support/made-things.ts';
import { mailsOf, newestMail } from './support/mailbox.ts';
import { asPortal } from './support/people.ts';

/** The pay page, as customers go through it: clicks are counted, amounts are read from the button. */
const demo = startedDemo();
const now = () => momentIn('Europe/London');

test.describe.configure({ timeout: 90_000 });
test.use({ actionTimeout: 15_000 });
test.afterAll(checkInvariants);

/** Presses and counts: typing is an entry, not a click. */
function counting() {
  let clicks = 0;
  return {
    press: async (control: Locator) => {
      clicks += 1;
      await control.click();
    },
    clicks: () => clicks,
  };
}

async function aPayerWithThree(about: string, code = currency('GBP')) {
  const made = await aNewCustomer(about);
  const of = ['100.00', '60.00', '40.00'].map((price) => anInvoiceFor(made.customerId, price, code));
  const invoices = await done((tx) => issueInvoices(tx, SYSTEM, { seriesCode: 'INV', invoices: of }, now()));
  return { ...made, invoices };
}

async function enterCard(page: Page, number = '4242 4242 4242 4242') {
  await page.getByLabel('Card number').fill(number);
  await page.getByLabel('Expiry').fill('12/34');
  await page.getByLabel('Security code').fill('123');
  await page.getByLabel('Name on card').fill('Pat Payer');
}

const paid = (page: Page) =>
  expect(page.getByRole('heading', { level: 1, name: 'Payment complete' })).toBeVisible({ timeout: 30_000 });

const leftOf = async (customerId: string, side: 'debit' | 'credit'): Promise<bigint> => {
  const { rows } = await demoDatabase().pool.query<{ left: bigint }>(
    `select coalesce(sum(residual_minor), 0)::bigint as left from open_items where customer_id = $1 and side = $2`,
    [customerId, side],
  );
  return BigInt(rows[0]!.left);
};

test('from a sign-in link to a confirmed payment of three invoices in four clicks', async ({ page }) => {
  const payer = await aPayerWithThree('Four clicks');
  const known = (await mailsOf(payer.payer)).map((mail) => mail.id);
  await page.goto(`${demo.baseUrl}/sign-in`);
  await page.getByLabel('Your e-mail address').fill(payer.payer);
  await page.getByRole('button', { name: 'Email me a sign-in link' }).click();
  const mail = await newestMail(payer.payer, 'ign', known);
  const link = mail.text?.match(/https?:\/\/\S+\/l\/[A-Za-z0-9_-]+/)?.[0] ?? '';
  await page.goto(link);
  const { press, clicks } = counting();
  await press(page.getByRole('button', { name: 'Continue' }));
  await press(page.getByRole('link', { name: 'Pay all due, £200.00' }));
  await press(page.getByRole('button', { name: 'Pay £200.00', exact: true }));
  await page.waitForURL(/\/c\/pay\//);
  await enterCard(page);
  await press(page.getByRole('button', { name: /by card$/ }));
  await paid(page);
  expect(clicks()).toBe(4);
  expect(await leftOf(payer.customerId, 'debit')).toBe(0n);
});

test('from a link that names three invoices to a confirmed payment in two clicks', async ({ page }) => {
  const payer = await aPayerWithThree('Two clicks');
  const { token, linkId } = await done((tx) =>
    createScopedLink(
      tx,
      SYSTEM,
      {
        ...{ customerId: payer.customerId, sentTo: payer.payer },
        invoiceIds: payer.invoices.map((invoice) => invoice.id as InvoiceId),
      },
      now(),
    ),
  );
  await page.goto(`${demo.baseUrl}/i/${token}/pay`);
  const { press, clicks } = counting();
  await press(page.getByRole('button', { name: 'Pay £200.00', exact: true }));
  await page.waitForURL(/\/c\/pay\//);
  await enterCard(page);
  await press(page.getByRole('button', { name: /by card$/ }));
  await paid(page);
  expect(clicks()).toBe(2);
  expect(await leftOf(payer.customerId, 'debit')).toBe(0n);
  // Back to the page of paying after it: what the link names is paid, and nothing is asked for.
  await page.goto(`${demo.baseUrl}/i/${token}/pay`);
  await expect(page).toHaveURL(`${demo.baseUrl}/i/${token}`);
  await expect(page.getByRole('main')).toContainText('Paid, thank you');
  await expect(page.getByRole('link', { name: /^Pay / })).toHaveCount(0);
  // A month later, and with a link that was never ours: the same sentence, and no figure.
  await demoDatabase().pool.query(
    `update scoped_links set created_at = created_at - interval '31 days', expires_at = expires_at - interval '31 days' where id = $1`,
    [linkId],
  );
  for (const link of [token, `${token.slice(1)}x`]) {
    await page.goto(`${demo.baseUrl}/i/${link}/pay`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('This link is out of date');
    await expect(page.getByRole('main')).not.toContainText('£');
  }
});

async function withCredit(context: BrowserContext, about: string, minor: bigint, code = currency('GBP')) {
  const payer = await aPayerWithThree(about, code);
  await done((tx) =>
    recordPayment(
      tx,
      SYSTEM,
      {
        ...{ customerId: payer.customerId, method: 'transfer', currency: code, amountMinor: minor },
        ...{ receivedOn: now().today, reference: about, payerName: payer.name, note: '' },
      },
      now(),
    ),
  );
  await asPortal(context, payer.payer);
  return payer;
}

test('an amount oldest first, credit first, a surcharge with its tax: the button says it, and all of it happens', async ({
  page,
  context,
}) => {
  const payer = await withCredit(context, 'Surcharged', 3_000n, currency('EUR'));
  const change = (isOn: boolean) =>
    done((tx) =>
      changeSetting(
        tx,
        SYSTEM,
        {
          ...{ what: 'surcharge' as const, key: 'card.EUR', fromOn: now().today, reason: '' },
          value: { isOn, percentBp: 200, fixedMinor: isOn ? '0' : '1', taxCode: 'Z' },
        },
        now(),
      ),
    );
  await change(true);
  try {
    await page.goto(`${demo.baseUrl}/pay?mode=oldest&oldest=130&currency=EUR`);
    const main = page.getByRole('main');
    await expect(main).toContainText('Use your credit of €30.00');
    // 100.00 by card costs 2 % more; what is kept back by a bank debit costs nothing.
    await expect(page.getByRole('button', { name: 'Pay €102.00', exact: true })).toBeVisible();
    await page.getByRole('radio', { name: /^Bank debit/ }).check();
    await expect(page.getByRole('button', { name: 'Pay €100.00', exact: true })).toBeVisible();
    await page.getByRole('radio', { name: /^Card/ }).check();
    await page.getByRole('checkbox', { name: /^Use your credit/ }).uncheck();
    await expect(page.getByRole('button', { name: 'Pay €132.60', exact: true })).toBeVisible();
    await page.getByRole('checkbox', { name: /^Use your credit/ }).check();
    await page.getByRole('button', { name: 'Pay €102.00', exact: true }).click();
    await page.waitForURL(/\/c\/pay\//);
    await expect(page.getByLabel('IBAN')).toHaveCount(0);
    await enterCard(page);
    await page.getByRole('button', { name: /by card$/ }).click();
    await paid(page);
    await expect(main).toContainText('€2.00');
    expect(await leftOf(payer.customerId, 'credit')).toBe(0n);
    expect(await leftOf(payer.customerId, 'debit')).toBe(7_000n);
  } finally {
    await change(false);
  }
});

test('credit that covers all of it is used by one press, and nothing is taken', async ({ page, context }) => {
  const payer = await withCredit(context, 'All by credit', 25_000n);
  await page.goto(`${demo.baseUrl}/pay`);
  await page.getByRole('button', { name: 'Use £200.00 of credit' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Your credit is used' })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('main')).toContainText('You have not been charged.');
  expect(await leftOf(payer.customerId, 'credit')).toBe(5_000n);
  expect(await leftOf(payer.customerId, 'debit')).toBe(0n);
});

/** What somebody may get wrong, and the one clear sentence each time; nothing is ever charged. */
const WRONG: readonly (readonly [what: string, query: string, sentence: RegExp])[] = [
  ['more than is owed', 'mode=oldest&oldest=250', /Only £200\.00 is left to pay here.*Keep £50\.00 as credit/],
  ['an amount that is none', 'mode=oldest&oldest=lots', /Enter an amount like 1,240\.00/],
  [
    'an invoice that is not theirs',
    'i=00000000-0000-7000-8000-000000000000',
    /is paid already or is not on your account/,
  ],
  ['another currency', 'currency=USD', /Ash collected/],
];

test('what is wrong is said in one clear sentence, at once by its address', async ({ page, context }) => {
  const payer = await aPayerWithThree('Wrong');
  await asPortal(context, payer.payer);
  for (const [what, query, sentence] of WRONG) {
    await page.goto(`${demo.baseUrl}/pay?${query}`);
    await expect(page.getByRole('main'), what).toContainText(sentence);
  }
  // Kept only when said.
  await page.goto(`${demo.baseUrl}/pay?mode=oldest&oldest=250`);
  await page.getByRole('checkbox', { name: 'Keep £50.00 as credit' }).check();
  await expect(page.getByRole('button', { name: 'Pay £250.00', exact: true })).toBeVisible();
});

test('two tabs press at once and back is pressed: one payment', async ({ page, context }) => {
  const payer = await aPayerWithThree('Two tabs');
  await asPortal(context, payer.payer);
  const press = async () => {
    const tab = await context.newPage();
    await tab.goto(`${demo.baseUrl}/pay`);
    const fields = await tab
      .locator('form:has(input[name="total"])')
      .evaluate((form: HTMLFormElement) => [...new FormData(form).entries(), ['intent', 'pay']]);
    await tab.close();
    return new URLSearchParams(fields as [string, string][]).toString();
  };
  const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: demo.baseUrl };
  const [one, two] = [await press(), await press()];
  // The same form twice and another tab's, at one moment: whoever comes second gets no second payment.
  const answers = await Promise.all(
    [one, one, two].map((data) => context.request.post(`${demo.baseUrl}/pay`, { data, headers, maxRedirects: 0 })),
  );
  const statuses = answers.map((answer) => answer.status());
  expect(statuses.filter((status) => status === 302).length).toBeGreaterThanOrEqual(1);
  expect(statuses.every((status) => status === 302 || status === 409)).toBe(true);
  const { rows } = await demoDatabase().pool.query<{ n: string }>(
    `select count(*)::text as n from payment_attempts where customer_id = $1`,
    [payer.customerId],
  );
  expect(rows[0]!.n).toBe('1');
  // Back at the review the page says so before anything is pressed.
  await page.goto(`${demo.baseUrl}/pay`);
  await expect(page.getByRole('main')).toContainText('A payment of this is already under way');
});

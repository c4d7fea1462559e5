import type { CustomerId } from '#app/kernel/ids.ts';
import { currency } from '#app/kernel/money.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { addPortalUser } from '#app/modules/auth/commands/add-portal-user.server.ts';
import { momentIn } from '#app/platform/clock/clock.server.ts';
import { startedDemo } from '#tests/support/started-demo.ts';
import { checkInvariants, expect, test } from './support/browser.ts';
import { aNewCustomer, anIssuedInvoice, done } from './support/made-things.ts';
import { newestMail } from './support/mailbox.ts';
import { asPortal, asStaff } from './support/people.ts';

/** Owners let people in and out, what is above a limit is paid by another person, and help says what staff worded. */
const { baseUrl } = startedDemo();

test.describe.configure({ timeout: 120_000 });
test.use({ actionTimeout: 15_000 });
test.afterAll(checkInvariants);

/** A customer with an owner, and its payer with a limit of £100. */
async function aCompany(about: string) {
  const customer = await aNewCustomer(about);
  const { customerId, payer } = customer;
  const owner = payer.replace('@', '-owner@');
  const moment = momentIn('Europe/London');
  const add = (email: string, right: { role: 'owner' | 'payer'; limit?: { minor: bigint; currency: never } }) =>
    done((tx) =>
      addPortalUser(tx, SYSTEM, { customerId: customerId as CustomerId, email, name: email, ...right }, moment),
    );
  await add(owner, { role: 'owner' });
  await add(payer, { role: 'payer', limit: { minor: 10_000n, currency: currency('GBP') as never } });
  return { ...customer, owner };
}

test('a payment above a limit is asked for, told by mail, paid by another person, and known to the asker', async ({
  browser,
}) => {
  const { customerId, payer, owner } = await aCompany('Asks an approver');
  const invoice = await anIssuedInvoice(customerId, '300.00');
  const asking = await browser.newContext({ javaScriptEnabled: false });
  await asPortal(asking, payer);
  const asker = await asking.newPage();
  await asker.goto(`${baseUrl}/pay?i=${invoice.id}`);
  await expect(asker.getByRole('button', { name: /^Pay £/ })).toHaveCount(0);
  await asker.getByLabel('A word to the approver').fill('For the quay');
  await asker.getByRole('button', { name: /^Ask for £\d+\.\d\d to be paid/ }).click();
  await expect(asker).toHaveURL(/\/asks\//);
  await expect(asker.getByText('Waits for an approver')).toBeVisible();

  const mail = await newestMail(owner, 'asks you to approve');
  const paying = await browser.newContext();
  await asPortal(paying, owner);
  const approver = await paying.newPage();
  await approver.goto(baseUrl);
  await expect(approver.getByRole('heading', { name: 'Waiting for an approver' })).toBeVisible();
  await approver.goto(/https?:\S+\/asks\/\S+/.exec(mail.text ?? '')?.[0] ?? '');
  await expect(approver.getByText('For the quay')).toBeVisible();
  await approver.getByRole('link', { name: /^Check and pay/ }).click();
  await approver.getByRole('button', { name: /^Pay £/ }).click();
  await approver.getByLabel('Card number').fill('4242 4242 4242 4242');
  await approver.getByLabel('Expiry').fill('12/34');
  await approver.getByLabel('Security code').fill('123');
  await approver.getByLabel('Name on card').fill('Olive Owner');
  await approver.getByRole('button', { name: /by card$/ }).click();
  await expect(approver.getByRole('heading', { name: 'Payment complete' })).toBeVisible({ timeout: 30_000 });

  await asker.reload();
  await expect(asker.getByText('Paid', { exact: true })).toBeVisible();
  await asker.getByRole('link', { name: 'See the receipt' }).click();
  await expect(asker).toHaveURL(/\/payments\//);
});

test('who is invited comes in by the mail, and is out the moment an owner removes them', async ({ browser }) => {
  const { owner } = await aCompany('Invites people');
  const inside = await browser.newContext({ javaScriptEnabled: false });
  await asPortal(inside, owner);
  const page = await inside.newPage();
  await page.goto(`${baseUrl}/account/people`);
  const address = owner.replace('-owner@', '-guest@');
  await page.getByLabel('Name', { exact: true }).fill('Gail Guest');
  await page.getByLabel('E-mail address').fill(address);
  await page.getByRole('button', { name: 'Send the invitation' }).click();
  await expect(page.getByText(/^Invited\. The mail to/)).toBeVisible();
  const mail = await newestMail(address, 'invites you');
  const outside = await browser.newContext({ javaScriptEnabled: false });
  const guest = await outside.newPage();
  await guest.goto(/https?:\S+\/join\/\S+/.exec(mail.text ?? '')?.[0] ?? '');
  await guest.getByRole('button', { name: 'Accept and continue' }).click();
  await expect(guest.getByText(/^You now act for/)).toBeVisible();
  await guest.goto(`${baseUrl}/account/people`);
  await expect(guest.getByRole('button', { name: 'Send the invitation' })).toHaveCount(0);
  await page.goto(`${baseUrl}/account/people`);
  await page.getByRole('link', { name: /^Change what Gail Guest/ }).click();
  await page.getByRole('button', { name: 'Remove Gail Guest' }).click();
  await expect(page.getByText(/^Gail Guest is signed out/)).toBeVisible();
  await guest.goto(`${baseUrl}/invoices`);
  await expect(guest).toHaveURL(/\/sign-in/);
});

test('help is worded by staff after a look at it, and read without signing in', async ({ browser }) => {
  const inside = await browser.newContext({ javaScriptEnabled: false });
  await asStaff(inside, 'controller');
  const desk = await inside.newPage();
  await desk.goto(`${baseUrl}/staff/settings/help/promises`);
  await desk.getByLabel('Text').fill('Tell us **the day**, and <b>how much</b>. Ask for the yellow zeppelin.');
  await desk.getByRole('button', { name: 'Look at it first' }).click();
  await expect(desk.getByRole('heading', { name: 'As customers would read it' })).toBeVisible();
  await expect(desk.locator('p b', { hasText: 'the day' })).toBeVisible();
  await desk.getByRole('button', { name: 'Save this wording' }).click();
  await expect(desk.getByText(/^Saved\. Customers read it/)).toBeVisible();
  const reader = await (await browser.newContext()).newPage();
  await reader.goto(`${baseUrl}/help`);
  await reader.getByLabel('Search help').fill('yelow zepelin');
  await reader.getByRole('button', { name: 'Search' }).click();
  await reader.getByRole('link', { name: 'Saying when you will pay' }).click();
  await expect(reader.getByText('<b>how much</b>')).toBeVisible();
});

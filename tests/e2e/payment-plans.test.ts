import { currency } from '#app/kernel/money.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { addPortalUser } from '#app/modules/auth/commands/add-portal-user.server.ts';
import { momentIn } from '#app/platform/clock/clock.server.ts';
import { startedDemo } from '#tests/support/started-demo.ts';
import { checkInvariants, expect, test } from './support/browser.ts';
import { aPlanPayer } from './support/made-plans.ts';
import { done } from './support/made-things.ts';
import { asPortal, asStaff } from './support/people.ts';

/** A debt is spread: inside what is allowed at once and in three presses, outside it by a request that is answered. */
const { baseUrl } = startedDemo();

test.describe.configure({ timeout: 120_000 });
test.use({ actionTimeout: 15_000 });
test.afterAll(checkInvariants);

test('an offer is taken in three presses, its dates are kept, and the first payment is paid', async ({ browser }) => {
  const { payer } = await aPlanPayer('Spreads alone');
  const context = await browser.newContext();
  await asPortal(context, payer);
  const page = await context.newPage();
  await page.goto(`${baseUrl}/plans/new`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Spread £400.00');
  await page.getByRole('radio', { name: /^Smallest payments/ }).check();
  await expect(page.getByRole('row').filter({ hasText: '£66.67' }).first()).toBeVisible();
  await page.getByRole('checkbox', { name: /I agree to pay/ }).check();
  await page.getByRole('button', { name: 'Start this plan' }).click();
  await expect(page.getByText('Your plan has started.')).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'Next' })).toHaveCount(1);
  const agreement = await page.request.get(
    `${baseUrl}${await page.getByRole('link', { name: 'Agreement (PDF)' }).getAttribute('href')}`,
  );
  expect((await agreement.body()).subarray(0, 5).toString()).toBe('%PDF-');
  const dates = await page.request.get(
    `${baseUrl}${await page.getByRole('link', { name: 'Dates for your calendar' }).getAttribute('href')}`,
  );
  expect((await dates.text()).match(/BEGIN:VEVENT/g)).toHaveLength(6);
  await page.getByRole('button', { name: /^Pay £66\.67 now/ }).click();
  await page.getByLabel('Card number').fill('4242 4242 4242 4242');
  await page.getByLabel('Expiry').fill('12/34');
  await page.getByLabel('Security code').fill('123');
  await page.getByLabel('Name on card').fill('Pat Payer');
  await page.getByRole('button', { name: /by card$/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Payment complete' })).toBeVisible({ timeout: 30_000 });
  await page.goto(`${baseUrl}/plans`);
  await page.getByRole('link', { name: /^PLAN-/ }).click();
  await expect(page.getByText('Paid, thank you')).toBeVisible();
  await context.close();
});

test('without script, more payments than allowed are asked for, another plan is offered, and accepted', async ({
  browser,
}) => {
  const { payer, name } = await aPlanPayer('Asks for longer');
  const outside = await browser.newContext({ javaScriptEnabled: false });
  await asPortal(outside, payer);
  const page = await outside.newPage();
  await page.goto(`${baseUrl}/plans/new?offer=own`);
  await page.getByRole('textbox', { name: 'How many payments?' }).fill('10');
  await page.getByRole('button', { name: 'Show the dates and amounts' }).click();
  await expect(page.getByText('Up to 6 payments can be agreed at once.')).toBeVisible();
  await page.getByLabel(/^What should we know/).fill('A hard winter.');
  await page.getByRole('button', { name: 'Send as a request' }).click();
  await expect(page.getByText('Your request is with us.')).toBeVisible();
  const plan = page.url();

  const inside = await browser.newContext({ javaScriptEnabled: false });
  await asStaff(inside, 'manager');
  const desk = await inside.newPage();
  await desk.goto(`${baseUrl}/staff/plans`);
  await desk
    .getByRole('row')
    .filter({ hasText: name })
    .getByRole('link', { name: /^PLAN-/ })
    .click();
  await expect(desk.getByText('Up to 6 payments can be agreed at once.')).toBeVisible();
  await expect(desk.getByText('A hard winter.').first()).toBeVisible();
  await desk.getByLabel('Payments', { exact: true }).fill('8');
  await desk.getByRole('button', { name: 'Show the dates' }).click();
  await desk
    .getByLabel(/^A word to the customer/)
    .last()
    .fill('Eight is as far as we can go.');
  await desk.getByRole('button', { name: 'Send this offer' }).click();
  await expect(desk.getByText('Offered. The customer hears of it')).toBeVisible();

  await page.goto(plan);
  await expect(page.getByText('Eight is as far as we can go.')).toBeVisible();
  await page.getByRole('button', { name: 'Start this plan' }).click();
  await expect(page.getByRole('alert')).toContainText('Tick the box to agree');
  await page.getByRole('checkbox', { name: /I agree to pay 8 payments of £50\.00/ }).check();
  await page.getByRole('button', { name: 'Start this plan' }).click();
  await expect(page.getByText('Your plan has started.')).toBeVisible();
  await Promise.all([outside.close(), inside.close()]);
});

test('who may pay less alone sees who starts the plan; that colleague adds a card on the way and comes back to it', async ({
  browser,
}) => {
  const { payer, customerId } = await aPlanPayer('Has a limit');
  const owner = payer.replace('@', '-owner@');
  const moment = momentIn('Europe/London');
  const right = { customerId, role: 'owner' as const, name: 'Olive Owner', email: owner };
  await done((tx) => addPortalUser(tx, SYSTEM, right, moment));
  const limit = { minor: 10_000n, currency: currency('GBP') };
  const limited = { customerId, role: 'payer' as const, name: 'Pat Payer', email: payer, limit };
  await done((tx) => addPortalUser(tx, SYSTEM, limited, moment));
  const below = await browser.newContext({ javaScriptEnabled: false });
  await asPortal(below, payer);
  const asks = await below.newPage();
  await asks.goto(`${baseUrl}/plans/new?offer=middle`);
  await expect(asks.getByText('You may agree to £100.00 in all.')).toBeVisible();
  await expect(asks.getByRole('listitem').filter({ hasText: 'Olive Owner' })).toBeVisible();
  await expect(asks.getByRole('button', { name: 'Start this plan' })).toHaveCount(0);
  const mail = (await asks.getByRole('link', { name: 'Send it to them by e-mail' }).getAttribute('href')) ?? '';
  expect(mail).toContain(encodeURI(owner));
  const address = decodeURIComponent(mail).match(/https?:\S+\/plans\/new\?\S+/)?.[0] ?? '';

  const whole = await browser.newContext();
  await asPortal(whole, owner);
  const page = await whole.newPage();
  await page.goto(address);
  await page.getByRole('button', { name: 'Add a card or bank account' }).click();
  await page.waitForURL(/\/c\/pay\//);
  await page.getByLabel('Card number').fill('4242 4242 4242 4242');
  await page.getByLabel('Expiry').fill('12/34');
  await page.getByLabel('Security code').fill('123');
  await page.getByLabel('Name on card').fill('Olive Owner');
  await page.getByRole('button', { name: 'Save by card' }).click();
  await expect(page.getByRole('radio', { name: /^Visa ending 4242/ })).toBeChecked({ timeout: 30_000 });
  await expect(page.getByRole('radio', { name: /^In between/ })).toBeChecked();
  await page.getByRole('checkbox', { name: /I agree to pay/ }).check();
  await page.getByRole('button', { name: 'Start this plan' }).click();
  await expect(page.getByText('Your plan has started.')).toBeVisible();
  await Promise.all([below.close(), whole.close()]);
});

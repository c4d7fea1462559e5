import { currency } from '#app/kernel/money.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { recordPayment } from '#app/modules/payments/commands/record-payment.server.ts';
import { momentIn } from '#app/platform/clock/clock.server.ts';
import { startedDemo } from '#tests/support/started-demo.ts';
import { checkInvariants, expect, test } from './support/browser.ts';
import { keyboardOf } from './support/keyboard.ts';
import { aNewCustomer, done } from './support/made-things.ts';
import { asPortal, asStaff } from './support/people.ts';

/** A customer says what their credit is for; somebody of the desk does it, answers, and the customer reads the answer. */
const { baseUrl } = startedDemo();

test.describe.configure({ timeout: 120_000 });
test.use({ actionTimeout: 15_000 });
test.afterAll(checkInvariants);

test('credit is asked about on the portal, answered at the desk by keys, and the answer is read', async ({
  browser,
}) => {
  const customer = await aNewCustomer('Asks about credit');
  const moment = momentIn('Europe/London');
  await done((tx) =>
    recordPayment(
      tx,
      SYSTEM,
      {
        ...{ customerId: customer.customerId, method: 'transfer', currency: currency('GBP'), amountMinor: 4_200n },
        ...{ receivedOn: moment.today, reference: 'too much', payerName: customer.name, note: '' },
      },
      moment,
    ),
  );
  const outside = await browser.newContext({ javaScriptEnabled: false });
  await asPortal(outside, customer.payer);
  const portal = await outside.newPage();
  await portal.goto(`${baseUrl}/payments`);
  await portal.getByRole('link', { name: /^Use this credit/ }).click();
  await expect(portal.getByText('£42.00')).toBeVisible();
  await portal.getByRole('button', { name: 'Send request' }).click();
  await expect(portal.getByRole('alert')).toContainText('Choose what we should do with it.');
  await portal.getByRole('radio', { name: 'Set it against an invoice' }).check();
  await portal.getByRole('button', { name: 'Send request' }).click();
  await expect(portal.getByRole('alert')).toContainText('Say which invoice or invoices it is for.');
  await portal.getByLabel(/^Which invoice/).fill('Our order 5512, not billed yet');
  await portal.getByRole('button', { name: 'Send request' }).click();
  await expect(portal.getByText(/to set it against an invoice/)).toBeVisible();
  await expect(portal.getByText('We are looking into it.')).toBeVisible();
  await expect(portal.getByRole('link', { name: /^Use this credit/ })).toHaveCount(0);

  const inside = await browser.newContext();
  await asStaff(inside, 'cash_poster');
  const desk = await inside.newPage();
  const keys = keyboardOf(desk);
  await keys.open(`${baseUrl}/staff`);
  await keys.follow('link', 'Customers ask about their credit');
  const row = desk.getByRole('row').filter({ hasText: customer.name });
  await expect(row).toContainText('Our order 5512, not billed yet');
  await expect(row.getByRole('link', { name: /^Apply it/ })).toHaveAttribute(
    'href',
    /\/staff\/payments\/[\w-]+\/apply$/,
  );
  await keys.reach(row.locator('summary'));
  await keys.press('Enter');
  await keys.reach(row.getByRole('button', { name: 'Send answer' }));
  await keys.press('Enter');
  await expect(desk.getByRole('alert')).toContainText('Say what was done');
  await keys.fill(`Answer to ${customer.name}`, 'We keep it for your next invoice.');
  await keys.reach(row.getByRole('button', { name: 'Send answer' }));
  await keys.press('Enter');
  await expect(desk.getByText('Answered. The customer reads it on their payments.')).toBeVisible();
  await expect(row).toHaveCount(0);

  await portal.goto(`${baseUrl}/payments`);
  await expect(portal.getByText('We keep it for your next invoice.')).toBeVisible();
  await expect(portal.getByRole('link', { name: /^Use this credit/ })).toBeVisible();
  await outside.close();
  await inside.close();
});

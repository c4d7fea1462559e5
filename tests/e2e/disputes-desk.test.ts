import { SYSTEM } from '#app/modules/audit/types.ts';
import { raiseDispute } from '#app/modules/disputes/commands/raise-dispute.server.ts';
import { momentIn } from '#app/platform/clock/clock.server.ts';
import { closeJobs, openJobs } from '#app/platform/jobs/jobs.server.ts';
import { startedDemo } from '#tests/support/started-demo.ts';
import { checkInvariants, expect, test } from './support/browser.ts';
import { oneValue } from './support/demo-database.ts';
import { keyboardOf } from './support/keyboard.ts';
import { aNewCustomer, anIssuedInvoice, done } from './support/made-things.ts';
import { newestMail } from './support/mailbox.ts';
import { asStaff } from './support/people.ts';

/** From the queue to the decision by keys: taken, answered, noted, handed over to a department, decided by a second person. */
const { baseUrl, ownerUrl } = startedDemo();

test.describe.configure({ timeout: 120_000 });
test.use({ actionTimeout: 15_000 });
test.afterAll(checkInvariants);

test('a dispute is taken, answered, noted and asked about by keys, and decided beyond the limit by a second person', async ({
  page,
  context,
  browser,
}) => {
  const customer = await aNewCustomer('Disputes by keys');
  const invoice = await anIssuedInvoice(customer.customerId, '3000.00');
  const pat = { ...SYSTEM, kind: 'customer' as const, name: 'Pat Payer' };
  await openJobs(ownerUrl);
  const { disputeId, number } = await done((tx) =>
    raiseDispute(
      tx,
      pat,
      {
        ...{ customerId: customer.customerId, invoiceId: invoice.id, kind: 'dispute', reasonCode: 'not_received' },
        ...{ claim: { kind: 'whole' }, words: 'Nothing came.', expects: '', files: [], notifyEmail: customer.payer },
      },
      momentIn('Europe/London'),
    ),
  );
  await closeJobs();
  const said = (text: string | RegExp) =>
    expect(page.getByRole('status').filter({ hasText: text }).first()).toBeVisible();

  await asStaff(context, 'resolver');
  const keys = keyboardOf(page);
  const open = async (path: string) => {
    await page.goto(`${baseUrl}${path}`);
    await page.waitForLoadState('networkidle');
  };
  await open('/staff/disputes?view=unassigned');
  await expect(page.getByRole('row').filter({ hasText: number })).toContainText('left');
  const queue = page.getByRole('region', { name: 'The queue' });
  await expect(queue).toBeFocused();
  for (const letter of ['j', 'k', 'x']) await keys.press(letter);
  const first = page.locator('tbody tr').first();
  await expect(first.locator('th a')).toBeFocused();
  await expect(first.getByRole('checkbox')).toBeChecked();
  await queue.focus();
  await keys.press('Enter');
  await expect(page).toHaveURL(/\/staff\/disputes\/[\w-]+$/);
  await open(`/staff/disputes/${disputeId}`);
  const area = page.getByRole('region', { name: 'The dispute' });
  await expect(area).toBeFocused();
  await keys.press('t');
  await said('It is yours.');
  await area.focus();
  await keys.press('m');
  await page.keyboard.type('We look for the delivery note.');
  await keys.follow('button', 'Send to customer');
  await said('Sent to the customer.');
  await area.focus();
  for (const key of ['m', 'Escape', 'n']) await keys.press(key);
  await page.keyboard.type('The driver was new.');
  await keys.follow('button', 'Save internal note');
  await said('The note is saved.');
  const notes = page.getByRole('region', { name: 'Internal notes' });
  await expect(notes).toContainText('The driver was new.');
  await expect(page.getByRole('region', { name: 'With the customer' })).not.toContainText('The driver was new.');

  await keys.unfold('Ask a department');
  await keys.fill(/^Their e-mail address/, 'lee@shipping.example');
  await keys.fill('What you ask them', 'Was it signed for?');
  await keys.follow('button', 'Send the question');
  await said('is asked at lee@shipping.example');
  const outside = await browser.newContext({ javaScriptEnabled: false });
  const link = await outside.newPage();
  const mail = await newestMail('lee@shipping.example', number);
  await link.goto(/http\S+\/h\/[\w-]+/.exec(mail.text ?? '')?.[0] ?? '');
  await expect(link.getByText('Was it signed for?')).toBeVisible();
  await link.getByRole('button', { name: 'Send answer' }).click();
  await expect(link.getByRole('alert')).toContainText('Enter your name.');
  await link.getByLabel('Your name').fill('Lee');
  await link.getByLabel('What do you know about it?').fill('No signature. It went elsewhere.');
  await link.getByRole('button', { name: 'Send answer' }).click();
  await expect(link.getByRole('heading', { name: 'Thank you, your answer is here' })).toBeVisible();
  await outside.close();

  await open(`/staff/disputes/${disputeId}`);
  await expect(notes).toContainText('No signature. It went elsewhere.');
  await keys.choose('radio', /^Agree: credit/);
  await keys.fill('What the customer is told', 'You were right: it went to somebody else.');
  await keys.follow('button', 'See what it does');
  await expect(page.getByText(/more than you may credit alone/)).toBeVisible();
  expect(await leftOf(invoice.id)).toBe(300_000n);
  await keys.follow('button', /^Ask for/);
  await said(/second person/);
  await expect(page.getByText('Waiting for approval').first()).toBeVisible();

  await asStaff(context, 'controller');
  const approvalId = await oneValue<string>('select approval_id from disputes where id = $1', [disputeId]);
  await open(`/staff/approvals?id=${approvalId}`);
  await keys.press('a');
  await said('Approved.');
  expect(await leftOf(invoice.id)).toBe(0n);
  await open(`/staff/disputes/${disputeId}`);
  await expect(page.getByText('Agreed in full').first()).toBeVisible();
});

const leftOf = (invoiceId: string) =>
  oneValue<bigint>(
    'select o.residual_minor from invoices i join open_items o on o.id = i.open_item_id where i.id = $1',
    [invoiceId],
  );

import { startedDemo } from '#tests/support/started-demo.ts';
import { checkInvariants, expect, test } from './support/browser.ts';
import { demoDatabase, oneValue } from './support/demo-database.ts';
import { keyboardOf } from './support/keyboard.ts';
import { mailsOf, newestMail } from './support/mailbox.ts';
import { asStaff } from './support/people.ts';

/** Statements by schedule with keys alone: the day is set, a customer chooses, a run is made, read, and declined in one click. */
const { baseUrl } = startedDemo();
const ADDRESS = `weekly-${process.pid}@reader.example`;

test.describe.configure({ mode: 'serial', timeout: 120_000 });
test.use({ actionTimeout: 15_000 });
test.afterAll(checkInvariants);

/** A customer of the demo that owes something since before yesterday and chose nothing, with a contact for statements. */
async function aReader(): Promise<{ id: string; name: string }> {
  const id = await oneValue<string>(`select c.id from customers c
    where exists (select from open_items i where i.customer_id = c.id and i.residual_minor > 0 and i.effective_on < current_date - 1)
      and not exists (select from statement_preferences p where p.customer_id = c.id) and c.parent_id is null and c.language = 'en'
    order by c.number desc limit 1`);
  await demoDatabase().pool.query(
    `insert into contacts (customer_id, name, email, receives_invoices, receives_statements) values ($1, 'Books', $2, false, true)`,
    [id, ADDRESS],
  );
  return { id, name: await oneValue<string>('select name from customers where id = $1', [id]) };
}

test('the schedule is set, and says its next day', async ({ page, context }) => {
  await asStaff(context, 'administrator');
  const keys = keyboardOf(page);
  await keys.open(`${baseUrl}/staff/statements`);
  await keys.follow('link', 'Change schedules');
  await expect(page.getByRole('heading', { level: 1, name: 'Schedules of statements' })).toBeVisible();
  await keys.reach(page.getByLabel('Day of weekly statements'));
  await page.keyboard.type('Wed');
  await keys.follow('button', 'Save schedules');
  await expect(page.getByRole('status').filter({ hasText: 'It holds from the next run on' })).toBeVisible();
  await expect(page.getByRole('row', { name: /Weekly statements each Wednesday at 06:00 Wed/ })).toBeVisible();
});

test('a customer wants them weekly, a run is made, and the mail can be declined where the invoice cannot', async ({
  page,
  context,
}) => {
  const reader = await aReader();
  await asStaff(context, 'administrator');
  const keys = keyboardOf(page);
  await keys.open(`${baseUrl}/staff/customers/${reader.id}/statement`);
  await keys.reach(page.getByLabel('Statements go out'));
  await page.keyboard.type('Weekly');
  await keys.reach(page.getByLabel('In the form'));
  await page.keyboard.type('Open');
  await keys.follow('button', 'Save choice');
  await expect(page.getByText(/Next made on Wed/)).toBeVisible();

  await keys.open(`${baseUrl}/staff/statements`);
  await keys.follow('button', 'Make weekly ones now');
  await expect(page.getByText(/of \d+ statements? (is|are) done/)).toBeVisible();
  await expect(page.getByText('Done', { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('link', { name: `${reader.name},` }).first()).toBeVisible();
  const mail = await newestMail(ADDRESS, 'Statement');
  expect(mail.attachments).toHaveLength(1);
  expect(mail.text).toContain('Here is what is open on your account');

  const choices = /http\S+\/mail-choices\/\S+/.exec(mail.text ?? '')![0];
  const token = choices.split('/').at(-1)!;
  const pressed = await fetch(`${baseUrl}/webhooks/unsubscribe/${token}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: 'List-Unsubscribe=One-Click',
  });
  expect(pressed.status).toBe(200);
  await keys.open(`${baseUrl}/mail-choices/${token}`);
  await expect(page.getByText('are always sent')).toBeVisible();
  await expect(page.getByRole('checkbox', { name: 'Statements of account' })).not.toBeChecked();
  await keys.choose('checkbox', 'Statements of account');
  await keys.follow('button', 'Save');
  await expect(page.getByText('It holds from the next e-mail on')).toBeVisible();
  await expect(page.getByRole('checkbox', { name: 'Statements of account' })).toBeChecked();
  expect(await mailsOf(ADDRESS)).toHaveLength(1);
});

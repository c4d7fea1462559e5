import { extractText, getDocumentProxy } from 'unpdf';
import { beforeAll, expect, test } from 'vitest';
import { currency } from '#app/kernel/money.ts';
import { addDays, type PlainDate } from '#app/kernel/plain-date.ts';
import { ok } from '#app/kernel/result.ts';
import type { ReminderLevel } from '#app/modules/documents/types.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { readDocument } from '#app/workflows/produce-document.server.ts';
import { produceReminder } from '#app/workflows/produce-reminder.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { contested } from '#tests/support/disputes.ts';
import { useOutsideWorld } from '#tests/support/outside-world.ts';
import { nowInLondon } from '#tests/support/paying.ts';
import { aCustomer, anInvoice, issue, receive, setUpCompany } from '#tests/support/people.ts';

const database = useDatabase();
const world = useOutsideWorld(database);
const { today } = nowInLondon();

beforeAll(() => setUpCompany(database.current.owner.db));

const db = () => database.current.staff.db;
const invoiceDue = (customerId: string, minor: bigint, dueOn: PlainDate) =>
  issue(db(), anInvoice(customerId, minor, { documentOn: addDays(dueOn, -30), dueOn }));

const dispute = (customerId: string, itemId: string, amountMinor: bigint) =>
  contested(db(), { customerId, itemId, amountMinor }, nowInLondon());

const remind = (customerId: string, level: ReminderLevel, code = 'GBP') =>
  produceReminder(world.current.outside, { customerId, currency: currency(code), level });

async function textOf(document: Parameters<typeof readDocument>[1]): Promise<string> {
  const bytes = await readDocument(world.current.outside, document);
  if (!bytes.ok) throw new Error(bytes.refusal);
  const { text } = await extractText(await getDocumentProxy(bytes.value), { mergePages: true });
  return text.replace(/[\s\u200b]+/g, ' ');
}

test('a reminder asks for what is late, less what is disputed, and says what is not asked for and what is on account', async () => {
  const customerId = await aCustomer(db(), { name: 'Lindenbrook Precast' });
  const late = await invoiceDue(customerId, 30_000n, addDays(today, -47));
  const partly = await invoiceDue(customerId, 20_000n, addDays(today, -10));
  const disputed = await invoiceDue(customerId, 5_000n, addDays(today, -9));
  const later = await invoiceDue(customerId, 77_000n, today);
  await dispute(customerId, partly.openItemId!, 8_000n);
  await dispute(customerId, disputed.openItemId!, 5_000n);
  await receive(db(), customerId, 1_250n, addDays(today, -1));
  const made = await remind(customerId, 1);
  if (!made.ok) throw new Error(made.refusal.code);
  const text = await textOf(made.value);
  // 300.00 whole and 120.00 of the partly disputed one.
  expect(text).toContain('£420.00');
  expect(text).toMatch(new RegExp(`${late.number}.*47.*£300.00 £300.00`));
  expect(text).toMatch(new RegExp(`${partly.number}.*10.*£200.00 £120.00`));
  expect(text).toMatch(new RegExp(`Not asked for.*${partly.number} £80.00.*${disputed.number} £50.00`));
  expect(text).toContain('£12.50 of your payments and credits is not yet set against an invoice');
  expect(text).not.toContain(later.number);
});

test('one letter a day, level and currency: asked for again it is the same file, whatever was paid meanwhile', async () => {
  const customerId = await aCustomer(db());
  await invoiceDue(customerId, 30_000n, addDays(today, -40));
  const first = await remind(customerId, 2);
  await receive(db(), customerId, 500n, today);
  const again = await remind(customerId, 2);
  expect(again).toEqual(first);
  expect(first).toMatchObject({
    ok: true,
    value: { kind: 'reminder', reminder: { level: 2, on: today, currency: 'GBP' } },
  });
  const last = await remind(customerId, 3);
  if (!last.ok || !first.ok) throw new Error('not made');
  expect(last.value.id).not.toBe(first.value.id);
  expect(await textOf(last.value)).toMatch(/Please pay £300\.00 by \w{3} \d+ \w{3} \d{4}\. If you cannot, call us/);
});

test('who owes nothing late, or disputes all of it, gets no letter; nobody unknown does', async () => {
  const customerId = await aCustomer(db());
  await invoiceDue(customerId, 30_000n, today);
  expect(await remind(customerId, 1)).toEqual({ ok: false, refusal: { code: 'nothing-late' } });
  const disputed = await invoiceDue(customerId, 4_000n, addDays(today, -3));
  await dispute(customerId, disputed.openItemId!, 4_000n);
  expect(await remind(customerId, 1)).toEqual({ ok: false, refusal: { code: 'nothing-late' } });
  expect(await remind(customerId, 1, 'USD')).toEqual({ ok: false, refusal: { code: 'nothing-late' } });
  expect(await remind('00000000-0000-7000-8000-000000000000', 1)).toEqual({ ok: false, refusal: { code: 'unknown' } });
});

test('the database holds a letter to its customer, currency, day and level', async () => {
  const customerId = await aCustomer(db());
  await invoiceDue(customerId, 30_000n, addDays(today, -3));
  await remind(customerId, 1);
  const copy = (change: string) =>
    inTransaction(db(), async () =>
      ok(
        await database.current.owner.pool.query(
          `insert into documents (customer_id, kind, file_name, media_type, sha256, size_bytes, produced_at, currency, to_on, reminder_level)
           select customer_id, kind, file_name, media_type, sha256, size_bytes, produced_at, ${change} from documents
           where customer_id = $1 and kind = 'reminder'`,
          [customerId],
        ),
      ),
    );
  await expect(copy('currency, to_on, reminder_level')).rejects.toMatchObject({
    constraint: 'documents_one_per_reminder_unique',
  });
  for (const change of ['currency, to_on, 4', 'currency, to_on, null', 'null, to_on, 2', 'currency, null, 2'])
    await expect(copy(change)).rejects.toMatchObject({ constraint: 'documents_reminder_check' });
});

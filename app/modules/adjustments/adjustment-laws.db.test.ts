import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { decimal } from '#app/kernel/decimal.ts';
import { anApprovedAccount, refunded, writtenOff } from '#tests/support/adjusting.ts';
import { aColleague } from '#tests/support/colleagues.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, anInvoice, issue, receive, setUpCompany } from '#tests/support/people.ts';
import { plantIn, type Statement } from '#tests/support/plant.ts';

const database = useDatabase();
type Colleague = Awaited<ReturnType<typeof aColleague>>;
let manager: Colleague;
let controller: Colleague;
let customerId: string;
let writeOffId: string;
let refundId: string;
const DAY = '2026-07-01';

beforeAll(async () => {
  const { owner, staff } = database.current;
  await setUpCompany(owner.db);
  manager = await aColleague(staff.db, 'manager');
  controller = await aColleague(staff.db, 'controller');
  customerId = await aCustomer(staff.db);
  const people = { asks: manager, approves: controller };
  const line = { description: 'Ash', quantity: decimal('1'), unit: '', unitPrice: decimal('1000') };
  const lines = [{ ...line, taxCode: 'S20', accountCode: '4010' }];
  const invoice = await issue(staff.db, anInvoice(customerId, 0n, { lines }));
  writeOffId = await writtenOff(staff.db, people, { itemId: invoice.openItemId, amountMinor: 120_000n }, DAY);
  const bankAccountId = await anApprovedAccount(staff.db, people, customerId);
  const payment = await receive(staff.db, customerId, 5_000n, DAY);
  const wish = { creditItemId: payment.openItemId, amountMinor: 3_000n, method: 'bank' as const, bankAccountId };
  refundId = await refunded(staff.db, people, wish, DAY);
});

const plant = (...statements: Statement[]) => plantIn(database.current.owner, ...statements);

type Line = { account: string; amount: number; item?: string };
function entry(id: string, kind: string, sourceId: string, lines: Line[]): Statement {
  const posted = lines.map(({ account, amount, item }) => ({
    ...{ account, currency: 'GBP', amount: String(amount), base: String(amount) },
    ...(item ? { item_id: item, customer_id: customerId } : {}),
  }));
  const entries = [{ id, kind, source_id: sourceId, effective_on: DAY, lines: posted }];
  return ['select post_entries($1::jsonb)', [JSON.stringify(entries)]];
}
const applied = (credit: string, debit: string, amount: number): Statement => [
  'insert into applications (id, customer_id, credit_item_id, debit_item_id, amount_minor, effective_on) values ($1, $2, $3, $4, $5, $6)',
  [randomUUID(), customerId, credit, debit, amount, DAY],
];
const maker = () => ({ made_by: manager.id, made_by_name: manager.name, made_at: '2026-07-01T12:00:00Z' });
const insert = (table: string, row: Record<string, unknown>): Statement => [
  `insert into ${table} (${Object.keys(row).join(', ')}) values (${Object.keys(row)
    .map((_, n) => `$${n + 1}`)
    .join(', ')})`,
  Object.values(row),
];

describe('write-offs', () => {
  /** A write-off of a new invoice, as it should be, with one thing changed. */
  async function wrote(change: { account?: string; amount?: number; apply?: number; by?: Colleague; base?: number }) {
    const { openItemId } = await issue(database.current.staff.db, anInvoice(customerId, 4_000n));
    const [id, entryId, credit] = [randomUUID(), randomUUID(), randomUUID()];
    const { account = '6100', amount = 4_000, apply = amount, by = manager, base = amount } = change;
    const row = {
      ...{ id, customer_id: customerId, item_id: openItemId, currency: 'GBP', amount_minor: amount, base_minor: base },
      ...{ account_code: '6100', reason_code: 'small', reason: 'planted', effective_on: DAY, entry_id: entryId },
      ...{ credit_item_id: credit, ...maker(), made_by: by.id },
    };
    return plant(
      entry(entryId, 'write_off', id, [
        { account, amount },
        { account: '1100', amount: -amount, item: credit },
      ]),
      ...(apply > 0 ? [applied(credit, openItemId, apply)] : []),
      ['select record_write_offs($1::jsonb)', [JSON.stringify([row])]],
    );
  }

  it('as they should be are accepted, so that what follows is refused for its own fault', async () => {
    expect(await wrote({})).toBe('accepted');
  });

  it.each([
    ['another account', { account: '6210' }, 'write_off_matches'],
    ['not set against its item', { apply: 0 }, 'write_off_matches'],
    ['set against it in part', { apply: 3_000 }, 'write_off_matches'],
    ['beyond what is open', { amount: 4_001 }, 'over_application'],
    ['beyond the limit of who makes it', { amount: 4_000, by: 'collector' }, 'approval_needed'],
    ['a smaller amount told to the limit', { base: 1 }, 'write_off_matches'],
  ])('%s: refused', async (_, change, law) => {
    const by = 'by' in change ? { by: await aColleague(database.current.staff.db, 'collector') } : {};
    expect(await wrote({ ...(change as object), ...by })).toBe(law);
  });

  it('more relief than tax, and relief that is posted otherwise', async () => {
    const relief = (amount: number, posted = amount): Statement[] => {
      const entryId = randomUUID();
      return [
        entry(entryId, 'tax_relief', writeOffId, [
          { account: '2200', amount: posted },
          { account: '6100', amount: -posted },
        ]),
        insert('tax_reliefs', {
          ...{ id: randomUUID(), write_off_id: writeOffId, customer_id: customerId, amount_minor: amount },
          ...{ effective_on: DAY, entry_id: entryId, ...maker() },
        }),
      ];
    };
    expect(await plant(...relief(20_000))).toBe('accepted');
    expect(await plant(...relief(20_001))).toBe('relief_fits');
    expect(await plant(...relief(12_000), ...relief(8_001))).toBe('relief_fits');
    expect(await plant(...relief(20_000, 19_999))).toBe('relief_matches');
  });

  it('more recovered than written off, and relief not given back', async () => {
    const recovery = (amount: number, tax: number): Statement[] => {
      const [entryId, item] = [randomUUID(), randomUUID()];
      return [
        entry(entryId, 'recovery', writeOffId, [
          { account: '1100', amount, item },
          { account: '6110', amount: tax - amount },
          ...(tax > 0 ? [{ account: '2200', amount: -tax }] : []),
        ]),
        insert('recoveries', {
          ...{
            id: randomUUID(),
            write_off_id: writeOffId,
            customer_id: customerId,
            amount_minor: amount,
            tax_minor: tax,
          },
          ...{ effective_on: DAY, entry_id: entryId, debit_item_id: item, ...maker() },
        }),
      ];
    };
    expect(await plant(...recovery(120_000, 0))).toBe('accepted');
    expect(await plant(...recovery(120_001, 0))).toBe('recovery_fits');
    expect(await plant(...recovery(70_000, 0), ...recovery(50_001, 0))).toBe('recovery_fits');
    expect(await plant(...recovery(120_000, 1))).toBe('recovery_matches');
  });

  it('is not undone by a reversal', async () => {
    const { rows } = await database.current.owner.pool.query(
      'select a.* from applications a join write_offs w on w.credit_item_id = a.credit_item_id where w.id = $1',
      [writeOffId],
    );
    const of = rows[0];
    expect(
      await plant([
        'insert into applications (id, customer_id, credit_item_id, debit_item_id, amount_minor, effective_on, reverses_id) values ($1, $2, $3, $4, $5, $6, $7)',
        [randomUUID(), of.customer_id, of.credit_item_id, of.debit_item_id, -of.amount_minor, DAY, of.id],
      ]),
    ).toBe('write_off_stays');
  });
});

describe('refunds', () => {
  const step = (kind: string, rest: Record<string, unknown> = {}) =>
    insert('refund_events', {
      ...{ refund_id: refundId, customer_id: customerId, kind, effective_on: DAY, happened_at: '2026-07-01T12:00:00Z' },
      ...{ made_by_name: 'planted', ...rest },
    });
  const cancelled = (amount: number) => {
    const [entryId, item] = [randomUUID(), randomUUID()];
    return [
      entry(entryId, 'refund_cancelled', refundId, [
        { account: '2300', amount },
        { account: '1100', amount: -amount, item },
      ]),
      step('cancelled', { entry_id: entryId, credit_item_id: item }),
    ];
  };

  it('steps in the wrong order, twice, or posted otherwise', async () => {
    expect(await plant(...cancelled(3_000))).toBe('accepted');
    expect(await plant(...cancelled(2_999))).toBe('refund_posted');
    expect(await plant(...cancelled(3_000), ...cancelled(3_000))).toMatch(/refund_events_(once|ends_once)_unique/);
    expect(await plant(step('accepted', { processor_ref: 're_planted' }))).toBe('refund_step');
    expect(await plant(step('sent'))).toBe('refund_step');
    const entryId = randomUUID();
    const paid = entry(entryId, 'refund_paid', refundId, [
      { account: '2300', amount: 3_000 },
      { account: '1010', amount: -3_000 },
    ]);
    expect(await plant(paid, step('paid', { entry_id: entryId }))).toBe('refund_step');
  });

  /** A refund of a credit, as the command writes it, with the credit and the way given. */
  async function gave(creditItemId: string, rest: Record<string, unknown>, approvalOf: string = creditItemId) {
    const [id, entryId, debit, approvalId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    const row = {
      ...{
        id,
        customer_id: customerId,
        credit_item_id: creditItemId,
        currency: 'GBP',
        amount_minor: 100,
        base_minor: 100,
      },
      ...{ method: 'original', reason_code: 'other', reason: 'planted', effective_on: DAY, entry_id: entryId },
      ...{ debit_item_id: debit, approval_id: approvalId, ...maker(), ...rest },
    };
    return plant(
      insert('approval_requests', {
        ...{ id: approvalId, kind: 'refund', subject_kind: 'open_item', subject_id: approvalOf, currency: 'GBP' },
        ...{ amount_minor: 100, base_minor: 100, summary: 'planted', reason: 'planted', payload: '{}' },
        ...{
          requested_by: manager.id,
          requested_by_name: 'm',
          requested_role: 'manager',
          requested_at: '2026-07-01T11:00:00Z',
        },
      }),
      insert('approval_decisions', {
        ...{ approval_id: approvalId, outcome: 'approved', requested_by: manager.id, decided_by: controller.id },
        ...{ decided_by_name: 'c', decided_role: 'controller', decided_at: '2026-07-01T11:30:00Z' },
      }),
      entry(entryId, 'refund', id, [
        { account: '1100', amount: 100, item: debit },
        { account: '2300', amount: -100 },
      ]),
      applied(creditItemId, debit, 100),
      ['select record_refunds($1::jsonb)', [JSON.stringify([row])]],
    );
  }

  it('back to a payment that came by transfer, without an approval, or with one for another credit', async () => {
    const payment = await receive(database.current.staff.db, customerId, 5_000n, DAY);
    const way = { payment_id: payment.id };
    expect(await gave(payment.openItemId, way)).toBe('refund_way');
    expect(await gave(payment.openItemId, { ...way, approval_id: null })).toBe('approval_needed');
    expect(await gave(payment.openItemId, way, randomUUID())).toBe('approval_needed');
  });

  it('to the account of another customer', async () => {
    const other = await aCustomer(database.current.staff.db);
    const account = await anApprovedAccount(database.current.staff.db, { asks: manager, approves: controller }, other);
    const payment = await receive(database.current.staff.db, customerId, 5_000n, DAY);
    expect(await gave(payment.openItemId, { method: 'bank', bank_account_id: account })).toBe('refund_way');
  });

  it('a file with another sum than its refunds', async () => {
    const row = {
      ...{ id: randomUUID(), currency: 'GBP', amount_minor: 100, base_minor: 100, execute_on: DAY, document: '<x/>' },
      ...maker(),
    };
    const rule: Statement = [
      "insert into approval_rules (kind, role, alone_up_to_minor, approves_up_to_minor) values ('refund', 'manager', null, null)",
      [],
    ];
    expect(await plant(['select record_refund_batch($1::jsonb)', [JSON.stringify(row)]])).toBe('approval_needed');
    expect(await plant(rule, ['select record_refund_batch($1::jsonb)', [JSON.stringify(row)]])).toBe(
      'refund_batch_adds_up',
    );
  });
});

it('nothing of it is ever changed or deleted', async () => {
  for (const table of [
    'write_offs',
    'write_off_batches',
    'tax_reliefs',
    'recoveries',
    'refunds',
    'refund_events',
    'refund_batches',
  ]) {
    expect(await plant([`update ${table} set made_by_name = 'planted'`, []])).toBe('append_only');
    expect(await plant([`delete from ${table}`, []])).toBe('append_only');
  }
});

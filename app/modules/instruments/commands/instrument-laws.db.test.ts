import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { plainDate } from '#app/kernel/plain-date.ts';
import { reversePayment } from '#app/modules/payments/commands/reverse-payment.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { aCheque, bank, done, setUpBank, take } from '#tests/support/cheques.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, CLERK, on, receive, setUpCompany } from '#tests/support/people.ts';
import { clearCheques } from './clear-cheques.server.ts';

const database = useDatabase();
const db = () => database.current.staff.db;
let customerId: string;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  await setUpBank(database.current.owner.db);
  customerId = await aCustomer(db());
});

type Statement = readonly [text: string, values?: readonly unknown[]];

/** Plants rows below every command, as the owner unless told, in one transaction that is always rolled back. */
async function plant(statements: readonly Statement[], role: 'owner' | 'staff' = 'owner'): Promise<string> {
  const client = await database.current[role].pool.connect();
  try {
    await client.query('begin');
    for (const [text, values] of statements) await client.query(text, [...(values ?? [])]);
    await client.query('set constraints all immediate');
    return 'accepted';
  } catch (error) {
    const { constraint, code } = error as { constraint?: string; code: string };
    return constraint ? `${code} ${constraint}` : code;
  } finally {
    await client.query('rollback');
    client.release();
  }
}

const step = (instrumentId: string, kind: string, more: Record<string, unknown> = {}): Statement => {
  const row = {
    ...{ instrument_id: instrumentId, customer_id: customerId, position: 0, kind, to_state: 'in_hand' },
    ...{ effective_on: '2026-10-09', happened_at: '2026-10-09T12:00:00Z', made_by_name: 'Planted', ...more },
  };
  const names = Object.keys(row);
  const places = names.map((_, index) => `$${index + 1}`).join(', ');
  return [`insert into instrument_events (${names.join(', ')}) values (${places})`, Object.values(row)];
};

const entry = (id: string, kind: string, lines: readonly [account: string, minor: number][]): Statement[] => [
  [`insert into entries (id, kind, effective_on, value_on) values ($1, $2, '2026-10-02', '2026-10-02')`, [id, kind]],
  [
    `insert into entry_lines (entry_id, line_no, account_code, currency, amount_minor, base_minor)
     select $1, n, account, 'GBP', minor, minor from unnest($2::text[], $3::bigint[]) with ordinality as l (account, minor, n)`,
    [id, lines.map(([account]) => account), lines.map(([, minor]) => minor)],
  ],
];

const fresh = (amountMinor = 10_000n) =>
  take(db(), aCheque(customerId, amountMinor, '2026-10-01'), { apply: { kind: 'none' }, sendReceipt: false });
const postDated = () =>
  take(db(), aCheque(customerId, 10_000n, '2026-10-01', { datedOn: plainDate('2026-10-15') }), {
    apply: { kind: 'none' },
  });

describe('steps of a cheque (TS040)', () => {
  it('follow the one table of steps, whoever writes them', async () => {
    const { id } = await fresh();
    expect(await plant([step(id, 'cleared')])).toBe('TS040 instrument_step');
    expect(await plant([step(id, 'cleared')], 'staff')).toBe('TS040 instrument_step');
    expect(await plant([step(id, 'taken_out', { batch_id: randomUUID(), reason: 'x' })])).toBe('TS040 instrument_step');
    expect(await plant([step(id, 'cancelled', { reason: 'x' })])).toBe('TS040 instrument_step');
    expect(await plant([step(id, 'received', { custodian_name: 'x', due_on: '2026-10-05' })])).toBe(
      'TS040 instrument_step',
    );
    expect(await plant([step(id, 'handed_over', { custodian_name: 'Safe' })])).toBe('accepted');
  });

  it('do not run back before it was received, and a cheque begins with being received', async () => {
    const { id } = await fresh();
    const early = step(id, 'handed_over', { custodian_name: 'Safe', effective_on: '2026-09-30' });
    expect(await plant([early])).toBe('TS040 instrument_step');
    const copy: Statement = [
      `insert into instruments select (jsonb_populate_record(null::instruments, to_jsonb(i)
         || jsonb_build_object('id', uuidv7(), 'series_no', next_no, 'number', 'RCP-X', 'xid', pg_current_xact_id()::text))).*
       from instruments i join number_series s on s.code = 'RCP' where i.id = $1`,
      [id],
    ];
    const taken: Statement = [`select take_numbers('RCP', 1)`];
    // The number before the one that is stored, so that the series itself has no gap.
    expect(await plant([taken, [copy[0].replace('next_no,', 'next_no - 1,'), copy[1]!]])).toBe('TS040 instrument_step');
  });

  it('are never changed, nor is where they led written by anybody but them', async () => {
    const { id } = await fresh();
    expect(await plant([[`update instrument_events set reason = 'x' where instrument_id = $1`, [id]]])).toBe(
      'TS001 append_only',
    );
    expect(await plant([[`delete from instrument_standing where instrument_id = $1`, [id]]])).toBe('TS001 append_only');
    expect(
      await plant([[`update instrument_standing set state = 'cleared' where instrument_id = $1`, [id]]], 'staff'),
    ).toBe('42501');
    expect(await plant([[`insert into instruments select * from instruments where id = $1`, [id]]], 'staff')).toBe(
      '42501',
    );
  });
});

describe('a step and its money (TS041)', () => {
  it('a post-dated cheque becomes a payment when it is confirmed, not before its date, and only as itself', async () => {
    const { id } = await postDated();
    const other = await receive(db(), customerId, 10_000n, '2026-10-16', { method: 'cheque' });
    const smaller = await receive(db(), customerId, 9_000n, '2026-10-16', { method: 'cheque' });
    const confirm = (payment: string | null, on: string) =>
      plant([step(id, 'confirmed', { payment_id: payment, effective_on: on })]);
    expect(await confirm(other.id, '2026-10-14')).toBe('TS041 instrument_not_due');
    expect(await confirm(null, '2026-10-16')).toBe('TS041 instrument_payment');
    expect(await confirm(smaller.id, '2026-10-16')).toBe('TS041 instrument_payment');
    expect(await confirm(other.id, '2026-10-16')).toBe('accepted');
  });

  it('a cheque does not come back without its payment, nor with a charge that was not posted', async () => {
    const { id, paymentId } = await fresh();
    expect(await plant([step(id, 'returned_before', { reason: 'x' })])).toBe('TS041 instrument_payment');
    await bank(db(), [paymentId], '2026-10-02');
    const charge = randomUUID();
    expect(
      await plant([
        ...entry(charge, 'bank_charge', [
          ['6205', 500],
          ['1010', -500],
        ]),
        step(id, 'returned_after', { reason: 'x', charge_minor: 400, charge_entry_id: charge }),
      ]),
    ).toBe('TS041 instrument_payment');
  });

  it('a cheque is banked in a deposit that holds it', async () => {
    const { id } = await fresh();
    const other = await fresh();
    const deposit = await bank(db(), [other.paymentId], '2026-10-02');
    expect(await plant([step(id, 'banked', { batch_id: deposit.id })])).toBe('TS041 instrument_deposit');
  });
});

const line = (batch: string, payment: string | null, minor: number, instrument: string | null, no = 99): Statement => [
  `insert into deposit_lines (batch_id, line_no, customer_id, payment_id, instrument_id, amount_minor, base_minor)
   values ($1, $6, $2, $3, $5, $4, $4)`,
  [batch, customerId, payment, minor, instrument, no],
];

describe('deposits (TS042, TS043)', () => {
  it('are the sum of their lines, once and for all', async () => {
    const [one, two] = [await fresh(), await fresh()];
    const deposit = await bank(db(), [one.paymentId], '2026-10-02');
    expect(await plant([line(deposit.id, two.paymentId, 9_000, two.id)])).toBe('TS042 deposit_fits');
    expect(await plant([line(deposit.id, two.paymentId, 10_000, null)])).toBe('TS042 deposit_fits');
    const transfer = await receive(db(), customerId, 10_000n, '2026-10-01');
    expect(await plant([line(deposit.id, transfer.id, 10_000, null)])).toBe('TS042 deposit_fits');
  });

  it('are posted as they are: a slip of another sum than its entry, or without its cheques’ steps, is refused', async () => {
    const { id, paymentId } = await fresh();
    const made = (amount: number, posted: number): Statement[] => {
      const [batch, entryId] = [randomUUID(), randomUUID()];
      return [
        ...entry(entryId, 'deposit', [
          ['1010', posted],
          ['1020', -posted],
        ]),
        [`select take_numbers('DEP', 1)`],
        [
          `insert into deposit_batches (id, series_code, series_no, number, currency, amount_minor, base_minor, bank_account, deposited_on, entry_id, made_by_name, made_at)
           select $1, 'DEP', next_no - 1, 'DEP-X', 'GBP', $2, $2, '{}', '2026-10-02', $3, 'Planted', now() from number_series where code = 'DEP'`,
          [batch, amount, entryId],
        ],
        line(batch, paymentId, 10_000, id),
      ];
    };
    expect(await plant(made(10_000, 9_000))).toBe('TS042 deposit_adds_up');
    expect(await plant(made(9_000, 9_000))).toBe('TS042 deposit_adds_up');
    // The sums agree and the cheque did not take the step.
    expect(await plant(made(10_000, 10_000))).toBe('TS042 deposit_adds_up');
  });

  it('hold money once: what is banked or returned is in hand no more', async () => {
    const [one, two] = [await fresh(), await fresh()];
    const cash = await receive(db(), customerId, 500n, '2026-10-01', { method: 'cash' });
    const first = await bank(db(), [one.paymentId, cash.id], '2026-10-02');
    const second = await bank(db(), [two.paymentId], '2026-10-02');
    expect(await plant([line(second.id, cash.id, 500, null)])).toBe('TS043 deposited_once');
    expect(await plant([line(second.id, one.paymentId, 10_000, one.id)])).toBe('TS043 deposited_once');
    const mirror = randomUUID();
    expect(
      await plant([
        ...entry(mirror, 'deposit', [
          ['1010', -10_500],
          ['1020', 10_500],
        ]),
        [
          `insert into deposit_cancellations (batch_id, effective_on, entry_id, reason, made_by_name, made_at) values ($1, '2026-10-02', $2, 'x', 'Planted', now())`,
          [first.id, mirror],
        ],
      ]),
    ).toBe('TS043 deposit_stands');
  });
});

describe('what comes back (TS044)', () => {
  const reverse = (paymentId: string, wasDeposited: boolean) =>
    inTransaction(db(), (tx) =>
      reversePayment(
        tx,
        CLERK,
        { paymentId, reason: 'back', effectiveOn: plainDate('2026-10-03'), wasDeposited },
        on('2026-10-03'),
      ),
    ).then(
      () => 'accepted',
      (error) => `${error.code} ${error.constraint}`,
    );

  it('leaves the account it lies in', async () => {
    const [inHand, banked] = await Promise.all(
      [600n, 700n].map((minor) => receive(db(), customerId, minor, '2026-10-01', { method: 'cash' })),
    );
    await bank(db(), [banked!.id], '2026-10-02');
    expect(await reverse(inHand!.id, true)).toBe('TS044 reversal_account');
    expect(await reverse(banked!.id, false)).toBe('TS044 reversal_account');
    expect(await reverse(banked!.id, true)).toBe('accepted');
    expect(await reverse(inHand!.id, false)).toBe('accepted');
  });

  it('comes back as a cheque where it is one', async () => {
    const { paymentId } = await fresh();
    expect(await reverse(paymentId!, false)).toBe('TS044 cheque_returned');
  });
});

it('a cheque that cleared is not banked, cancelled or handed over any more', async () => {
  const { id, paymentId } = await fresh();
  const deposit = await bank(db(), [paymentId], '2026-10-02');
  const clearing = { instrumentIds: [id], clearedOn: plainDate('2026-10-05') };
  await done(db(), (tx) => clearCheques(tx, CLERK, clearing, on('2026-10-05')));
  for (const [kind, more] of [
    ['banked', { batch_id: deposit.id }],
    ['cancelled', { reason: 'x' }],
    ['handed_over', { custodian_name: 'x' }],
    ['followed_up', {}],
  ] as const)
    expect(await plant([step(id, kind, more)])).toBe('TS040 instrument_step');
});

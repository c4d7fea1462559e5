import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { plainDate } from '#app/kernel/plain-date.ts';
import { applyAcrossGroup } from '#app/modules/cash-application/commands/apply-across-group.server.ts';
import { transferCredit } from '#app/modules/cash-application/commands/transfer-credit.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, anInvoice, CLERK, issue, on, receive, setUpCompany } from '#tests/support/people.ts';

const database = useDatabase();
const staff = () => database.current.staff.db;
let parent: string;
let a: string;
let b: string;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  parent = await aCustomer(staff(), { name: 'Calder Holding' });
  a = await aCustomer(staff(), { name: 'Calder North' });
  b = await aCustomer(staff(), { name: 'Calder South' });
  await staff().updateTable('customers').set({ parent_id: parent }).where('id', 'in', [a, b]).execute();
});

async function balance(customerId: string): Promise<bigint> {
  const { rows } = await sql<{ minor: bigint }>`
    select coalesce(sum(amount_minor), 0)::bigint as minor from entry_lines where customer_id = ${customerId}`.execute(
    staff(),
  );
  return rows[0]!.minor;
}

const across = (creditItemId: string, allocations: { itemId: string; amountMinor: bigint }[], day = '2026-04-06') =>
  inTransaction(staff(), (tx) =>
    applyAcrossGroup(
      tx,
      CLERK,
      { creditItemId, allocations, effectiveOn: plainDate(day), reason: 'paid by the parent' },
      on(day),
    ),
  );

const transfer = (creditItemId: string, toCustomerId: string, amountMinor: bigint) =>
  inTransaction(staff(), (tx) =>
    transferCredit(
      tx,
      CLERK,
      { creditItemId, toCustomerId, amountMinor, effectiveOn: plainDate('2026-04-06'), reason: '' },
      on('2026-04-06'),
    ),
  );

describe('a parent that pays 1,000 for its children', () => {
  it('settles 600 of one and 400 of the other: all three stand at nothing and all three show the transfer', async () => {
    const ofA = await issue(staff(), anInvoice(a, 60_000n));
    const ofB = await issue(staff(), anInvoice(b, 40_000n));
    const paid = await receive(staff(), parent, 100_000n);
    const applied = await across(paid.openItemId, [
      { itemId: ofA.openItemId!, amountMinor: 60_000n },
      { itemId: ofB.openItemId!, amountMinor: 40_000n },
    ]);
    expect(applied).toMatchObject({ ok: true, value: { appliedMinor: 100_000n } });
    expect([await balance(parent), await balance(a), await balance(b)]).toEqual([0n, 0n, 0n]);
    const { rows } = await sql<{ name: string; side: string; minor: bigint; label: string }>`
      select c.name, i.side, i.amount_minor as minor, t.label from open_items i join customers c on c.id = i.customer_id
      join transfers t on t.id = i.source_id where i.kind = 'transfer' order by c.name, minor`.execute(staff());
    expect(rows).toEqual([
      { name: 'Calder Holding', side: 'debit', minor: 40_000n, label: paid.number },
      { name: 'Calder Holding', side: 'debit', minor: 60_000n, label: paid.number },
      { name: 'Calder North', side: 'credit', minor: 60_000n, label: paid.number },
      { name: 'Calder South', side: 'credit', minor: 40_000n, label: paid.number },
    ]);
  });

  it('keeps what is left over, pays its own invoice from the same money, and can be moved back', async () => {
    const own = await issue(staff(), anInvoice(parent, 5_000n));
    const ofA = await issue(staff(), anInvoice(a, 7_000n));
    const paid = await receive(staff(), parent, 20_000n);
    expect(
      await across(paid.openItemId, [
        { itemId: own.openItemId!, amountMinor: 5_000n },
        { itemId: ofA.openItemId!, amountMinor: 3_000n },
      ]),
    ).toMatchObject({ ok: true, value: { appliedMinor: 8_000n, transfers: [{ customerId: a, amountMinor: 3_000n }] } });
    const toB = await transfer(paid.openItemId, b, 2_000n);
    if (!toB.ok) throw new Error(toB.refusal.code);
    expect(await balance(b)).toBe(-2_000n);
    expect(await transfer(toB.value.creditItemId, parent, 2_000n)).toMatchObject({ ok: true });
    expect([await balance(b), await balance(parent)]).toEqual([0n, -12_000n]);
  });
});

describe('what is refused, and changes nothing', () => {
  it('another group, oneself, nothing, more than is left, a debit', async () => {
    const stranger = await aCustomer(staff(), { name: 'Someone Else' });
    const owed = await issue(staff(), anInvoice(stranger, 1_000n));
    const paid = await receive(staff(), parent, 1_000n);
    const code = async (attempt: Promise<{ ok: boolean; refusal?: { code: string } }>) => (await attempt).refusal?.code;
    const before = await balance(parent);
    expect(await code(transfer(paid.openItemId, stranger, 500n) as never)).toBe('not-in-group');
    expect(await code(transfer(paid.openItemId, parent, 500n) as never)).toBe('same-customer');
    expect(await code(transfer(paid.openItemId, a, 0n) as never)).toBe('amount-not-positive');
    expect(await code(transfer(paid.openItemId, a, 1_001n) as never)).toBe('more-than-left');
    expect(await code(transfer(owed.openItemId!, a, 1n) as never)).toBe('unknown-credit');
    expect(await code(across(paid.openItemId, [{ itemId: owed.openItemId!, amountMinor: 1_000n }]) as never)).toBe(
      'not-in-group',
    );
    expect(await balance(parent)).toBe(before);
  });

  it('a parent below another parent, and a transfer beside the command, by the database itself', async () => {
    const planted = (statement: string, values: unknown[]) =>
      database.current.owner.pool.query(statement, values).then(
        () => 'accepted',
        (error: { constraint?: string; code: string }) => error.constraint ?? error.code,
      );
    const other = await aCustomer(staff(), { name: 'Top' });
    expect(await planted('update customers set parent_id = $2 where id = $1', [parent, other])).toBe('group_is_flat');
    expect(await planted('update customers set parent_id = $2 where id = $1', [other, a])).toBe('group_is_flat');
    expect(await planted('update customers set parent_id = id where id = $1', [other])).toBe(
      'customers_own_parent_check',
    );
    expect(
      await planted(
        `insert into transfers select gen_random_uuid(), customer_id, $1, label, from_name, to_name, currency, amount_minor, effective_on, reason,
           entry_id, from_item_id, gen_random_uuid(), source_item_id, recorded_at, recorded_by_name from transfers limit 1`,
        [other],
      ),
    ).toBe('transfer_in_group');
    expect(
      await planted(
        `insert into transfers select gen_random_uuid(), customer_id, to_customer_id, label, from_name, to_name, currency, amount_minor + 1, effective_on,
           reason, entry_id, from_item_id, to_item_id, source_item_id, recorded_at, recorded_by_name from transfers limit 1`,
        [],
      ),
    ).toBe('transfer_is_a_pair');
  });
});

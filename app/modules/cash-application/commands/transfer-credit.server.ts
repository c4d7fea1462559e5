import { sql } from 'kysely';
import { assert } from '#app/kernel/assert.ts';
import { basePart } from '#app/kernel/exchange.ts';
import { currency } from '#app/kernel/money.ts';
import { later, type PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { applyItems } from '#app/modules/ledger/commands/apply-items.server.ts';
import { lockCustomers } from '#app/modules/ledger/commands/lock-customers.server.ts';
import { postEntries } from '#app/modules/ledger/commands/post-entries.server.ts';
import { closedPeriodOf } from '#app/modules/ledger/queries/periods.server.ts';
import type { EntryInput } from '#app/modules/ledger/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { TransferRefusal } from '../types.ts';

export type TransferInput = {
  readonly creditItemId: string;
  readonly toCustomerId: string;
  /** Minor units of the credit's currency. */
  readonly amountMinor: bigint;
  readonly effectiveOn: PlainDate;
  readonly reason: string;
};

export type Transferred = {
  readonly transferId: string;
  readonly creditItemId: string;
  readonly effectiveOn: PlainDate;
};

/**
 * Moves unapplied credit to another customer of the same group, as a pair inside 1100: a debit item here that uses the
 * credit up, a credit item there, both at the base amount the part was carried at. A date before the credit's moves to
 * it. Refuses `unknown-credit`, `not-in-group`, `same-customer`, `amount-not-positive`, `more-than-left`,
 * `over-application` (a later undoing left too little on that day), `period-closed`. Locks both customers in id order, then
 * the item.
 */
export async function transferCredit(
  tx: Tx,
  actor: Actor,
  input: TransferInput,
  moment: Moment,
): Promise<Result<Transferred, TransferRefusal>> {
  const facts = await readFacts(tx, input);
  if (facts?.side !== 'credit') return refuse({ code: 'unknown-credit' });
  if (facts.customer_id === input.toCustomerId) return refuse({ code: 'same-customer' });
  if (facts.group_id !== facts.to_group_id) return refuse({ code: 'not-in-group', name: facts.to_name ?? '' });
  if (input.amountMinor <= 0n) return refuse({ code: 'amount-not-positive', itemId: input.creditItemId });
  const effectiveOn = later(input.effectiveOn, facts.effective_on as PlainDate);
  const closed = await closedPeriodOf(tx, ['posting'], effectiveOn);
  if (closed) return refuse(closed);
  await lockCustomers(tx, [facts.customer_id, input.toCustomerId]);
  const left = await whatIsLeft(tx, input.creditItemId);
  if (input.amountMinor > left.residual_minor)
    return refuse({ code: 'more-than-left', leftMinor: left.residual_minor });
  const baseMinor = basePart(left.base_left_minor, input.amountMinor, left.residual_minor);
  return store(tx, actor, { input, facts, effectiveOn, baseMinor, moment });
}

type Facts = {
  customer_id: string;
  side: string;
  currency: string;
  effective_on: string;
  group_id: string;
  to_group_id: string | null;
  from_name: string;
  to_name: string | null;
  label: string;
};

async function readFacts(tx: Tx, input: TransferInput): Promise<Facts | undefined> {
  const { rows } = await sql<Facts>`
    select i.customer_id, i.side, i.currency, i.effective_on, coalesce(c.parent_id, c.id) as group_id, coalesce(t.parent_id, t.id) as to_group_id,
      c.name as from_name, t.name as to_name, coalesce(v.number, p.number, m.label, '') as label
    from open_items i join customers c on c.id = i.customer_id left join customers t on t.id = ${input.toCustomerId}
      left join invoices v on v.id = i.source_id left join payments p on p.id = i.source_id left join transfers m on m.id = i.source_id
    where i.id = ${input.creditItemId}`.execute(tx);
  return rows[0];
}

async function whatIsLeft(tx: Tx, itemId: string): Promise<{ residual_minor: bigint; base_left_minor: bigint }> {
  const { rows } = await sql<{ residual_minor: bigint; base_left_minor: bigint }>`
    select residual_minor, base_left_minor from item_left(array[${itemId}]::uuid[])`.execute(tx);
  return rows[0]!;
}

type Ready = { input: TransferInput; facts: Facts; effectiveOn: PlainDate; baseMinor: bigint; moment: Moment };

async function store(
  tx: Tx,
  actor: Actor,
  { input, facts, effectiveOn, baseMinor, moment }: Ready,
): Promise<Result<Transferred, TransferRefusal>> {
  const [id, entryId] = [newId<never>() as string, newId<never>() as string];
  const [fromItemId, toItemId] = [newId<never>() as string, newId<never>() as string];
  await postEntries(tx, [entryOf({ id, entryId, fromItemId, toItemId, effectiveOn, input, facts, baseMinor })]);
  const used = await applyItems(tx, actor, {
    applications: [
      {
        customerId: facts.customer_id,
        creditItemId: input.creditItemId,
        debitItemId: fromItemId,
        amountMinor: input.amountMinor,
        effectiveOn,
      },
    ],
  });
  if (!used.ok) {
    assert(used.refusal.code === 'over-application', 'what is left of a locked credit can be transferred now');
    return refuse({ code: 'over-application' });
  }
  await tx
    .insertInto('transfers')
    .values({
      id,
      customer_id: facts.customer_id,
      to_customer_id: input.toCustomerId,
      label: facts.label,
      from_name: facts.from_name,
      to_name: facts.to_name!,
      currency: facts.currency,
      amount_minor: input.amountMinor,
      effective_on: effectiveOn,
      reason: input.reason,
      entry_id: entryId,
      from_item_id: fromItemId,
      to_item_id: toItemId,
      source_item_id: input.creditItemId,
      recorded_at: moment.now,
      recorded_by_name: actor.name,
    })
    .execute();
  const after = {
    amountMinor: input.amountMinor,
    currency: facts.currency,
    from: facts.from_name,
    to: facts.to_name,
    label: facts.label,
  };
  await writeAudit(
    tx,
    actor,
    [facts.customer_id, input.toCustomerId].map((customerId) => ({
      action: 'credit.transferred',
      subjectKind: 'transfer',
      subjectId: id,
      customerId,
      after,
      reason: input.reason,
    })),
  );
  return ok({ transferId: id, creditItemId: toItemId, effectiveOn });
}

type Pair = {
  id: string;
  entryId: string;
  fromItemId: string;
  toItemId: string;
  effectiveOn: PlainDate;
  input: TransferInput;
  facts: Facts;
  baseMinor: bigint;
};

function entryOf({ id, entryId, fromItemId, toItemId, effectiveOn, input, facts, baseMinor }: Pair): EntryInput {
  const line = (customerId: string, itemId: string, sign: 1n | -1n) => ({
    account: '1100',
    currency: currency(facts.currency),
    amountMinor: sign * input.amountMinor,
    baseMinor: sign * baseMinor,
    receivable: { customerId, itemId, dueOn: effectiveOn },
  });
  return {
    id: entryId,
    kind: 'transfer',
    sourceId: id,
    effectiveOn,
    memo: `${facts.label} from ${facts.from_name} to ${facts.to_name}`,
    lines: [line(facts.customer_id, fromItemId, 1n), line(input.toCustomerId, toItemId, -1n)],
  };
}

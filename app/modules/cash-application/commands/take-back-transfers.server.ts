import { sql } from 'kysely';
import { assert } from '#app/kernel/assert.ts';
import { later, type PlainDate } from '#app/kernel/plain-date.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { applyItems } from '#app/modules/ledger/commands/apply-items.server.ts';
import { reverseApplications } from '#app/modules/ledger/commands/reverse-applications.server.ts';
import { firstOpenDay } from '#app/modules/ledger/queries/periods.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { TakeBackInput } from './take-back-reductions.server.ts';
import { transferCredit } from './transfer-credit.server.ts';

/**
 * Moves back what was moved out of a payment that came back: what the money settled at other customers of the group is open
 * again, and each transfer is answered by one the other way, which closes both its sides. What the receiver gave on since
 * (refunded, moved on, used in another currency), and what went to a customer that has left the group, stays there and is
 * owed by the payer: `standing` counts those transfers. Call it after the payment was reversed, with its customers locked.
 */
export async function takeBackTransfers(
  tx: Tx,
  actor: Actor,
  input: TakeBackInput,
  moment: Moment,
): Promise<{ takenBack: number; standing: number }> {
  const moved = await movedOutOf(tx, input.paymentId);
  if (moved.length === 0) return { takenBack: 0, standing: 0 };
  const within = moved.filter((one) => one.in_group);
  const applicationIds = within.flatMap((one) => one.application_ids);
  if (applicationIds.length > 0) {
    const undone = await reverseApplications(tx, actor, { ...input, applicationIds, whenClosed: 'move' });
    assert(undone.ok, 'what a transfer settled can be opened again');
  }
  let takenBack = 0;
  let standing = moved.length - within.length;
  for (const one of within) {
    const amountMinor = await leftOf(tx, one.to_item_id);
    if (amountMinor > 0n) await moveBack(tx, actor, { one, amountMinor, input, moment });
    if (amountMinor > 0n) takenBack += 1;
    if (amountMinor < one.amount_minor) standing += 1;
  }
  return { takenBack, standing };
}

type Moved = {
  id: string;
  customer_id: string;
  from_item_id: string;
  to_item_id: string;
  amount_minor: bigint;
  last_on: PlainDate;
  in_group: boolean;
  application_ids: string[];
};

/** Transfers whose source is the payment's item and whose credit is not used up by another pair or a refund. */
async function movedOutOf(tx: Tx, paymentId: string): Promise<Moved[]> {
  const { rows } = await sql<Moved>`
    select t.id, t.customer_id, t.from_item_id, t.to_item_id, t.amount_minor, group_of(t.customer_id) = group_of(t.to_customer_id) as in_group,
      greatest(t.effective_on, touched.last_on) as last_on, coalesce(settles.ids, '{}') as application_ids
    from payments p join transfers t on t.source_item_id = p.open_item_id
      cross join lateral (select max(a.effective_on) as last_on from applications a
        where t.to_item_id in (a.credit_item_id, a.debit_item_id) or t.from_item_id in (a.credit_item_id, a.debit_item_id)) touched
      cross join lateral (select array_agg(a.id) as ids from applications a join open_items d on d.id = a.debit_item_id
        where a.credit_item_id = t.to_item_id and d.kind in ('invoice', 'debit_note', 'opening_balance', 'recovery')
          and a.reverses_id is null and not exists (select 1 from applications u where u.reverses_id = a.id)) settles
    where p.id = ${paymentId} and not exists (select 1 from transfers b where b.source_item_id = t.to_item_id and b.to_customer_id = t.customer_id)
    order by t.id`.execute(tx);
  return rows;
}

async function leftOf(tx: Tx, itemId: string): Promise<bigint> {
  const row = await tx
    .selectFrom('open_items')
    .select('residual_minor')
    .where('id', '=', itemId)
    .executeTakeFirstOrThrow();
  return row.residual_minor;
}

type Back = { one: Moved; amountMinor: bigint; input: TakeBackInput; moment: Moment };

async function moveBack(tx: Tx, actor: Actor, { one, amountMinor, input, moment }: Back): Promise<void> {
  const effectiveOn = await firstOpenDay(tx, ['posting'], later(input.effectiveOn, one.last_on));
  const back = await transferCredit(
    tx,
    actor,
    { creditItemId: one.to_item_id, toCustomerId: one.customer_id, amountMinor, effectiveOn, reason: input.reason },
    moment,
  );
  assert(back.ok, 'what is left of a transfer can be moved back within the group');
  const closed = await applyItems(tx, actor, {
    applications: [
      {
        ...{ customerId: one.customer_id, creditItemId: back.value.creditItemId, debitItemId: one.from_item_id },
        ...{ amountMinor, effectiveOn },
      },
    ],
  });
  assert(closed.ok, 'the payer’s side of a transfer is open once the payment was reversed');
}

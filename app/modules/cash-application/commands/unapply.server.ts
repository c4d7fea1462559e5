import { sql } from 'kysely';
import { assert } from '#app/kernel/assert.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { lockCustomers } from '#app/modules/ledger/commands/lock-customers.server.ts';
import { reverseApplications } from '#app/modules/ledger/commands/reverse-applications.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { UnapplyRefusal } from '../types.ts';

export type UnapplyInput = { readonly applicationIds: readonly string[]; readonly reason: string };

/**
 * Undoes applications as of today, or of the first open day after it where the month is closed: nobody typed the date, so
 * there is nothing to correct, and the answer says which day it became. The money is unapplied cash again and the invoices
 * are open. Refuses one undone before, and those that close a reversed payment, a write-off, a refund, a transfer, a use in
 * another currency or a named difference: each has a way back of its own. What paid the claim that a deduction left open, or a
 * refund whose payment came back, is money like any other. Locks the customer. Minor units.
 */
export async function unapply(
  tx: Tx,
  actor: Actor,
  input: UnapplyInput,
  moment: Moment,
): Promise<Result<{ reversedMinor: bigint; effectiveOn: PlainDate }, UnapplyRefusal>> {
  const rows = await tx
    .selectFrom('applications as a')
    .innerJoin('open_items as d', 'd.id', 'a.debit_item_id')
    .innerJoin('open_items as c', 'c.id', 'a.credit_item_id')
    .innerJoin('entries as e', 'e.id', 'd.entry_id')
    .select(['a.id', 'a.customer_id', 'd.kind', 'c.kind as credit_kind'])
    .select([
      // A document's own application is written together with it.
      sql<boolean>`a.xid = e.xid`.as('is_own'),
      sql<boolean>`exists (select 1 from reductions r where r.made_item_id in (a.debit_item_id, a.credit_item_id))`.as(
        'is_named',
      ),
    ])
    .where(
      'a.id',
      'in',
      input.applicationIds.length > 0 ? [...input.applicationIds] : ['00000000-0000-0000-0000-000000000000'],
    )
    .execute();
  if (rows.length === 0 || rows.length !== input.applicationIds.length) return refuse({ code: 'unknown-application' });
  if (rows.some((row) => row.kind === 'payment_reversal')) return refuse({ code: 'payment-reversed' });
  // A write-off is claimed again by a recovery, and a refund comes back by failing: undone, both would leave money nobody has.
  if (rows.some((row) => row.credit_kind === 'write_off')) return refuse({ code: 'written-off' });
  if (rows.some((row) => row.kind === 'refund' && row.is_own)) return refuse({ code: 'refunded' });
  // One half of a pair cannot be undone alone: the other half stands at another customer, or in another currency.
  if (rows.some((row) => row.kind === 'transfer')) return refuse({ code: 'transferred' });
  if (rows.some((row) => row.kind === 'currency_clearing')) return refuse({ code: 'converted' });
  if (rows.some((row) => row.is_named)) return refuse({ code: 'named-difference' });
  await lockCustomers(tx, [...new Set(rows.map((row) => row.customer_id))]);
  const reversed = await reverseApplications(tx, actor, {
    applicationIds: input.applicationIds,
    effectiveOn: moment.today,
    whenClosed: 'move',
    reason: input.reason,
  });
  if (reversed.ok) return ok(reversed.value);
  assert(reversed.refusal.code !== 'period-closed', 'the day was open and is held open');
  switch (reversed.refusal.code) {
    case 'already-reversed':
      return refuse({ code: 'already-undone' });
    case 'over-application':
      return refuse({ code: 'over-application' });
    case 'does-not-fit':
      return refuse({ code: 'unknown-application' });
  }
}

import { sql } from 'kysely';
import type { Currency } from '#app/kernel/money.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { openItemsOf } from '#app/modules/ledger/queries/open-items.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { creditOnOffer } from '../queries/credit-on-offer.server.ts';
import type { CreditPart, CreditUseRefusal } from '../types.ts';

export type CreditUseInput = {
  readonly customerId: string;
  readonly currency: Currency;
  readonly parts: readonly CreditPart[];
  /** The payment it comes with; null when credit alone covers what was chosen. */
  readonly attemptId: string | null;
  /** What the payment takes of each item, in minor units. */
  readonly cash: ReadonlyMap<string, bigint>;
};

/**
 * Notes which credit a customer uses for which invoice. Nothing is posted: the worker does it, with the payment when that
 * succeeds, or at once. Runs as the portal under the customer's lock. Refuses credit that is promised already or is not there
 * any more, and items that need less.
 */
export async function planCreditUse(
  tx: Tx,
  actor: Actor,
  input: CreditUseInput,
  moment: Moment,
): Promise<Result<{ useId: string }, CreditUseRefusal>> {
  const { customerId, currency, parts, attemptId } = input;
  await sql`select portal_lock_customer(${customerId}::uuid)`.execute(tx);
  const offer = await creditOnOffer(tx, { customerId, currency });
  if (offer.promised) return refuse({ code: 'promised' });
  const offered = new Map(offer.credits.map((credit) => [credit.id, credit.leftMinor]));
  const itemIds = [...new Set(parts.map((part) => part.debitItemId))];
  const items = await openItemsOf(tx, { customerId, currency, itemIds });
  const wanted = new Map(items.map((item) => [item.id, item.residualMinor - item.heldMinor]));
  const fits =
    [...sums(parts, 'creditItemId')].every(([id, minor]) => minor <= (offered.get(id) ?? 0n)) &&
    [...sums(parts, 'debitItemId')].every(
      ([id, minor]) => minor + (input.cash.get(id) ?? 0n) <= (wanted.get(id) ?? 0n),
    );
  if (!fits || parts.length === 0) return refuse({ code: 'changed' });
  const useId = newId<never>() as string;
  const amountMinor = parts.reduce((sum, part) => sum + part.amountMinor, 0n);
  await tx
    .insertInto('credit_uses')
    .values({
      ...{ id: useId, customer_id: customerId, currency, amount_minor: amountMinor, attempt_id: attemptId },
      ...{ asked_by: actor.id, asked_by_name: actor.name, asked_at: moment.now },
    })
    .execute();
  await tx
    .insertInto('credit_use_parts')
    .values(
      parts.map((part) => ({
        ...{ use_id: useId, credit_item_id: part.creditItemId, debit_item_id: part.debitItemId },
        ...{ customer_id: customerId, amount_minor: part.amountMinor },
      })),
    )
    .execute();
  await writeAudit(tx, actor, {
    ...{ action: 'credit.use-asked', subjectKind: 'credit_use', subjectId: useId, customerId },
    after: { amountMinor, currency, attemptId },
  });
  return ok({ useId });
}

function sums(parts: readonly CreditPart[], by: 'creditItemId' | 'debitItemId'): Map<string, bigint> {
  const totals = new Map<string, bigint>();
  for (const part of parts) totals.set(part[by], (totals.get(part[by]) ?? 0n) + part.amountMinor);
  return totals;
}

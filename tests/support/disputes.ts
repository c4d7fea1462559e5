import type { Actor } from '#app/modules/audit/types.ts';
import { type Raised, raiseDispute } from '#app/modules/disputes/commands/raise-dispute.server.ts';
import type { Claim, DisputeKind, RaiseInput } from '#app/modules/disputes/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Db } from '#app/platform/db/pools.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { must } from './plans.ts';

/** Who writes on the portal. */
export const PAYER: Actor = { kind: 'customer', id: null, name: 'Ravi Payer', requestId: 'test' };

type Wish = { readonly customerId: string; readonly invoiceId: string | null } & Partial<RaiseInput>;

/** What a customer sends; the whole invoice for its price, where nothing else is said. */
export const aClaim = (wish: Wish): RaiseInput => ({
  ...{ kind: 'dispute' as DisputeKind, reasonCode: 'wrong_price', claim: { kind: 'whole' } as Claim, expects: '' },
  ...{ words: 'We agreed on another price.', files: [], notifyEmail: '' },
  ...wish,
});

export const tryToRaise = (db: Db, wish: Wish, moment: Moment, actor: Actor = PAYER) =>
  inTransaction(db, (tx) => raiseDispute(tx, actor, aClaim(wish), moment));

export const raised = async (db: Db, wish: Wish, moment: Moment): Promise<Raised> =>
  must(await tryToRaise(db, wish, moment));

/** A part of an item in question: what holds it is a dispute, as nothing else may. */
export async function contested(
  db: Db,
  of: { readonly customerId: string; readonly itemId: string; readonly amountMinor: bigint },
  moment: Moment,
): Promise<Raised> {
  const { source_id: invoiceId } = await db
    .selectFrom('open_items')
    .select('source_id')
    .where('id', '=', of.itemId)
    .executeTakeFirstOrThrow();
  const claim = { kind: 'amount', amountMinor: of.amountMinor } as const;
  // Told elsewhere, so that who counts a customer's mails counts none of it.
  const notifyEmail = 'told-elsewhere@customer.example';
  return raised(db, { customerId: of.customerId, invoiceId, claim, notifyEmail }, moment);
}

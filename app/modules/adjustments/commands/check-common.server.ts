import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { closedPeriodOf } from '#app/modules/ledger/queries/periods.server.ts';
import type { PeriodClosed } from '#app/modules/ledger/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';

export type CommonRefusal =
  | { readonly code: 'amount-not-positive' }
  | { readonly code: 'reason-missing' }
  | { readonly code: 'unknown-reason' }
  | { readonly code: 'in-the-future' }
  | PeriodClosed;

/** What every adjustment by a person needs: an amount, a reason of the list, and an open day that is not ahead. */
export async function checkCommon(
  tx: Tx,
  asked: {
    readonly amountMinor: bigint;
    readonly reason: string;
    readonly effectiveOn: PlainDate;
    readonly reasonOf?: { readonly kind: 'write_off' | 'refund'; readonly code: string };
  },
  moment: Moment,
): Promise<Result<void, CommonRefusal>> {
  if (asked.amountMinor <= 0n) return refuse({ code: 'amount-not-positive' });
  if (asked.reason.trim() === '') return refuse({ code: 'reason-missing' });
  if (asked.effectiveOn > moment.today) return refuse({ code: 'in-the-future' });
  if (asked.reasonOf) {
    const known = await tx
      .selectFrom('adjustment_reasons')
      .select('code')
      .where('for_kind', '=', asked.reasonOf.kind)
      .where('code', '=', asked.reasonOf.code)
      .executeTakeFirst();
    if (!known) return refuse({ code: 'unknown-reason' });
  }
  const closed = await closedPeriodOf(tx, ['posting'], asked.effectiveOn);
  return closed ? refuse(closed) : ok();
}

/** The law of the second person, as a refusal; anything else is thrown on. */
export function refuseUndecided(error: unknown): {
  readonly ok: false;
  readonly refusal: { readonly code: 'approval-needed' };
} {
  const law = constraintOf(error);
  if (law === 'approval_needed' || law === 'approval_used') return refuse({ code: 'approval-needed' });
  throw error;
}

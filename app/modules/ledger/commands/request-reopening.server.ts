import { sql } from 'kysely';
import { formatMonth } from '#app/kernel/format-date.ts';
import { type PlainDate, startOfMonth } from '#app/kernel/plain-date.ts';
import { type Result, refuse } from '#app/kernel/result.ts';
import { requestApproval } from '#app/modules/approvals/commands/request-approval.server.ts';
import type { ApprovalId, RequestRefusal } from '#app/modules/approvals/types.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { PeriodKind } from '../types.ts';
import { periodId } from './close-period.server.ts';

export type RequestReopeningInput = {
  readonly kind: PeriodKind;
  readonly monthOn: PlainDate;
  readonly reason: string;
};
export type RequestReopeningRefusal =
  | RequestRefusal
  | { readonly code: 'already-open' }
  | { readonly code: 'already-asked'; readonly approvalId: string; readonly byName: string };

/**
 * Asks a second person to open a closed month again. Refuses a month that is open and one for which a request waits
 * already, naming who asked. Locks nothing: opening checks again.
 */
export async function requestReopening(
  tx: Tx,
  actor: Actor,
  input: RequestReopeningInput,
  moment: Moment,
): Promise<Result<{ approvalId: ApprovalId }, RequestReopeningRefusal>> {
  const of = { kind: input.kind, monthOn: startOfMonth(input.monthOn) };
  const { rows } = await sql<{
    is_closed: boolean;
  }>`select period_is_closed(${of.kind}, ${of.monthOn}::date) as is_closed`.execute(tx);
  if (!rows[0]!.is_closed) return refuse({ code: 'already-open' });
  const subjectId = await periodId(tx, of);
  const waiting = await tx
    .selectFrom('approvals')
    .select(['id', 'requested_by_name'])
    .where('subject_id', '=', subjectId)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  if (waiting)
    return refuse({ code: 'already-asked', approvalId: waiting.id!, byName: waiting.requested_by_name ?? '' });
  return requestApproval(
    tx,
    actor,
    {
      kind: 'period_reopen',
      subjectKind: 'period',
      subjectId,
      summary: `Open ${formatMonth(of.monthOn, 'en-GB')} again for ${of.kind === 'tax' ? 'tax documents' : 'postings'}.`,
      reason: input.reason,
      payload: of,
    },
    moment,
  );
}

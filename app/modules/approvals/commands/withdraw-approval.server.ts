import { type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { getApproval } from '../queries/get-approval.server.ts';
import type { Approval, WithdrawRefusal } from '../types.ts';
import { decidedAlready, writeDecision } from './decide-approval.server.ts';

/** Takes one's own request back while nobody has decided. It stays on record as withdrawn. */
export async function withdrawApproval(
  tx: Tx,
  actor: Actor,
  { approvalId, note }: { approvalId: string; note: string },
  moment: Moment,
): Promise<Result<Approval, WithdrawRefusal>> {
  const asked = await getApproval(tx, approvalId);
  if (!asked) return refuse({ code: 'unknown-approval' });
  if (asked.requestedBy !== actor.id) return refuse({ code: 'not-yours' });
  if (asked.state !== 'waiting') return refuse(decidedAlready(asked));
  const authority = { role: asked.requestedRole, standIn: null };
  return writeDecision(tx, actor, { asked, outcome: 'withdrawn', note: note.trim(), authority }, moment);
}

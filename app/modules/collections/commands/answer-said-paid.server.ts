import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

type Answer = { readonly saidPaidId: string; readonly answer: 'found' | 'not_found' };

/** A colleague looked for the money a customer says they paid; reminders go by what is open from now on. Once. */
export async function answerSaidPaid(
  tx: Tx,
  actor: Actor,
  { saidPaidId, answer }: Answer,
  moment: Moment,
): Promise<Result<{ customerId: string }, { readonly code: 'answered-already' }>> {
  const row = await tx
    .updateTable('said_paid')
    .set({ answered_by: actor.id, answered_by_name: actor.name, answered_at: moment.now, answer })
    .where('id', '=', saidPaidId)
    .where('answered_at', 'is', null)
    .returning(['customer_id', 'invoice_id'])
    .executeTakeFirst();
  if (!row) return refuse({ code: 'answered-already' });
  await writeAudit(tx, actor, {
    ...{ action: 'invoice.said-paid-answered', subjectKind: 'invoice', subjectId: row.invoice_id },
    ...{ customerId: row.customer_id, after: { answer } },
  });
  return ok({ customerId: row.customer_id });
}

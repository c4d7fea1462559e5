import { addDays, type PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import { policyRowOn } from '../queries/collection-policy.server.ts';

export type SaidPaid = {
  readonly customerId: string;
  readonly invoiceId: string;
  readonly amountMinor: bigint;
  readonly paidOn: PlainDate;
  readonly reference: string;
};
export type SayRefusal =
  | { readonly code: 'said-already' }
  | { readonly code: 'too-late' }
  | { readonly code: 'too-early' };

/** A payment on its way may be dated a little ahead; a year back is as far as anybody looks. */
const AHEAD_DAYS = 5;
const BACK_DAYS = 366;

/**
 * A customer, signed in or by a link, says an invoice is paid. Runs as the portal within its scope. Reminders of the invoice
 * wait as long as the policy says; a colleague looks for the money. Refuses a second note while one waits, and odd days.
 */
export async function sayPaid(tx: Tx, actor: Actor, said: SaidPaid, moment: Moment): Promise<Result<void, SayRefusal>> {
  const { customerId, invoiceId, amountMinor, paidOn, reference } = said;
  if (paidOn > addDays(moment.today, AHEAD_DAYS)) return refuse({ code: 'too-late' });
  if (paidOn < addDays(moment.today, -BACK_DAYS)) return refuse({ code: 'too-early' });
  const { saidPaidDays } = await policyRowOn(tx, moment.today);
  try {
    await tx
      .insertInto('said_paid')
      .values({
        ...{ customer_id: customerId, invoice_id: invoiceId, amount_minor: amountMinor, paid_on: paidOn },
        ...{ reference: reference.trim(), said_on: moment.today, paused_to_on: addDays(moment.today, saidPaidDays) },
        ...{ said_by_kind: actor.kind === 'link' ? 'link' : 'customer', said_by: actor.id, said_by_name: actor.name },
        said_at: moment.now,
      })
      .execute();
  } catch (error) {
    if (constraintOf(error) === 'said_paid_one_waiting_unique') return refuse({ code: 'said-already' });
    throw error;
  }
  await writeAudit(tx, actor, {
    ...{ action: 'invoice.said-paid', subjectKind: 'invoice', subjectId: invoiceId, customerId },
    after: { amountMinor: amountMinor.toString(), paidOn, reference: reference.trim() },
  });
  return ok();
}

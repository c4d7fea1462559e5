import { assert } from '#app/kernel/assert.ts';
import { later, type PlainDate } from '#app/kernel/plain-date.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { issueCreditNote } from '#app/modules/invoicing/commands/issue-credit-note.server.ts';
import { firstOpenDay } from '#app/modules/ledger/queries/periods.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

/**
 * Takes the surcharge of a payment that came back with it: a credit note of all that is left of its debit note, at that
 * note's own tax. It follows from the reversal, which stands already, so nobody decides it. Answers the credit note's id, or
 * null where there was no surcharge or it was credited before.
 */
export async function creditSurcharge(
  tx: Tx,
  actor: Actor,
  of: { readonly paymentId: string; readonly effectiveOn: PlainDate },
  moment: Moment,
): Promise<string | null> {
  const note = await tx
    .selectFrom('surcharge_notes as n')
    .innerJoin('invoices as v', 'v.id', 'n.invoice_id')
    .select(['v.id', 'v.document_on'])
    .where('n.payment_id', '=', of.paymentId)
    .executeTakeFirst();
  if (!note) return null;
  const documentOn = await firstOpenDay(tx, ['posting', 'tax'], later(of.effectiveOn, note.document_on as PlainDate));
  const credited = await issueCreditNote(
    tx,
    actor,
    {
      ...{ invoiceId: note.id, choice: { kind: 'whole' as const }, reasonCode: 'surcharge_back', note: '', documentOn },
      apply: { kind: 'corrected-first' },
    },
    // While this month is closed, what the outside world did today is dated in the next.
    { ...moment, today: later(moment.today, documentOn) },
  );
  if (credited.ok) return credited.value.id;
  assert(credited.refusal.code === 'nothing-left', `the surcharge of payment ${of.paymentId} cannot be credited`);
  return null;
}

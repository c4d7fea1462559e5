import { recordDecision } from '#app/modules/disputes/commands/record-decision.server.ts';
import { reopenDispute } from '#app/modules/disputes/commands/reopen-dispute.server.ts';
import { replyToDispute } from '#app/modules/disputes/commands/reply-to-dispute.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { PAYER, raised } from '#tests/support/disputes.ts';
import { CLERK } from '#tests/support/people.ts';
import { must } from '#tests/support/plans.ts';

type Of = {
  readonly customerId: string;
  readonly invoiceId: string;
  readonly linkedInvoiceId: string;
  readonly sha256: string;
};
export type DisputeSample = { readonly disputeId: string; readonly disputeFileId: string };

/** A dispute that was refused and opened again, with files and words of both kinds, and what its customer wrote down. */
export async function aDispute(
  { owner, staff }: Pick<TestDatabase, 'owner' | 'staff'>,
  { customerId, invoiceId, linkedInvoiceId, sha256 }: Of,
  moment: Moment,
): Promise<DisputeSample> {
  const file = { name: 'ticket.pdf', mediaType: 'application/pdf', sha256, sizeBytes: 10 } as const;
  const claim = { kind: 'lines', lines: [{ lineNo: 1, what: 'amount', netMinor: 100n }] } as const;
  const { disputeId } = await raised(staff.db, { customerId, invoiceId, claim, files: [file] }, moment);
  const note = { disputeId, words: 'Between ourselves.', files: [file], visibility: 'internal' as const };
  must(await inTransaction(staff.db, (tx) => replyToDispute(tx, CLERK, note, moment)));
  const refused = { disputeId, decision: 'refused', agreedMinor: 0n, creditNoteId: null, approvalId: null } as const;
  must(await inTransaction(staff.db, (tx) => recordDecision(tx, CLERK, { ...refused, words: 'As agreed.' }, moment)));
  const again = { disputeId, words: 'It was not.', files: [] };
  must(await inTransaction(staff.db, (tx) => reopenDispute(tx, PAYER, again, moment)));
  await owner.pool.query(
    `insert into dispute_asks (customer_id, key, act, invoice_id, wish, asked_by_kind, asked_by_name, asked_at)
     values ($1, 'sample-of-customer', 'raise', $2, '{}', 'customer', 'Someone', now()),
       ($1, 'sample-of-link', 'raise', $3, '{}', 'link', 'Someone', now())`,
    [customerId, invoiceId, linkedInvoiceId],
  );
  await owner.pool.query(
    `insert into ask_faults (kind, subject_id, customer_id, reason, tries, first_failed_at, failed_at, next_try_at, told_at)
     select 'dispute', id, customer_id, 'It could not be read.', 5, now(), now(), now(), now() from dispute_asks where customer_id = $1`,
    [customerId],
  );
  const { rows } = await owner.pool.query<{ id: string }>(
    `select id from dispute_files where dispute_id = $1 and visibility = 'customer'`,
    [disputeId],
  );
  return { disputeId, disputeFileId: rows[0]?.id ?? '' };
}

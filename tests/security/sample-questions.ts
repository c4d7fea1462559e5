import type { Actor } from '#app/modules/audit/types.ts';
import { raiseDispute } from '#app/modules/disputes/commands/raise-dispute.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { on } from '#tests/support/people.ts';

type File = { readonly sha256: string; readonly bytes: number };
type Samples = Record<'dispute' | 'disputeFile' | 'disputeAskKey' | 'linkDisputeAskKey' | 'linkDispute', string>;

/** A question of a customer's with a file, and two askings nobody has answered: one signed in, one under a link; and a question raised with the link. */
export async function aQuestionOf(
  { owner, staff }: Pick<TestDatabase, 'owner' | 'staff'>,
  { linkId, ...of }: { readonly customerId: string; readonly invoiceId: string; readonly linkId: string },
  file: File,
): Promise<Samples> {
  const asker: Actor = { kind: 'customer', id: null, name: 'Pat Payer', requestId: null };
  const stored = {
    name: 'note.pdf',
    mediaType: 'application/pdf' as const,
    sha256: file.sha256,
    sizeBytes: file.bytes,
  };
  const asked = { ...of, kind: 'question' as const, reasonCode: 'other', claim: null, words: 'Which site is it for?' };
  const made = await inTransaction(staff.db, (tx) =>
    raiseDispute(tx, asker, { ...asked, expects: '', files: [stored], notifyEmail: '' }, on('2026-04-08')),
  );
  if (!made.ok) throw new Error(made.refusal.code);
  const { rows } = await owner.pool.query<{ id: string }>('select id from dispute_files where dispute_id = $1', [
    made.value.disputeId,
  ]);
  const keys = { disputeAskKey: `asked-${of.customerId}`, linkDisputeAskKey: `link-${of.customerId}` };
  await owner.pool.query(
    `insert into dispute_asks (customer_id, invoice_id, key, act, wish, asked_by_kind, asked_by_name, asked_at)
     values ($1, $2, $3, 'raise', '{}', 'customer', 'Pat Payer', now()), ($1, $2, $4, 'raise', '{}', 'link', 'ap@customer.example', now())`,
    [of.customerId, of.invoiceId, keys.disputeAskKey, keys.linkDisputeAskKey],
  );
  const link: Actor = { kind: 'link', id: linkId, name: 'ap@customer.example', requestId: null };
  const linked = await inTransaction(staff.db, (tx) =>
    raiseDispute(tx, link, { ...asked, expects: '', files: [], notifyEmail: link.name }, on('2026-04-08')),
  );
  if (!linked.ok) throw new Error(linked.refusal.code);
  return {
    ...{ dispute: made.value.disputeId, disputeFile: rows[0]?.id ?? '', linkDispute: linked.value.disputeId },
    ...keys,
  };
}

import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { contestedDocument } from '../queries/contested-document.server.ts';
import { type Contest, contest } from '../rules/contest.ts';
import type { DisputeRefusal, StoredDisputeFile } from '../types.ts';
import { holdContested, writeParts } from './hold-contested.server.ts';
import { type LockedDispute, lockDispute } from './lock-dispute.server.ts';
import { dueFrom } from './raise-dispute.server.ts';
import { stepDispute } from './step-dispute.server.ts';
import { wordsFault, writeMessage } from './write-message.server.ts';

type Reopening = {
  readonly disputeId: string;
  readonly customerId?: string;
  readonly words: string;
  readonly files: readonly StoredDisputeFile[];
};

/**
 * Opens a closed dispute again, with words why and new targets. What was not agreed is contested and held again, as far as it is
 * still there. Refuses one that lives, one that was agreed in full, billed again or joined with another, and what is contested
 * elsewhere meanwhile.
 */
export async function reopenDispute(
  tx: Tx,
  actor: Actor,
  input: Reopening,
  moment: Moment,
): Promise<Result<{ customerId: string }, DisputeRefusal>> {
  const fault = wordsFault(input.words, input.files);
  if (fault) return refuse(fault);
  const found = await lockDispute(tx, input);
  if (!found.ok) return found;
  const dispute = found.value;
  if (dispute.outcome === null) return refuse({ code: 'not-closed' });
  if (['agreed', 'rebilled', 'merged'].includes(dispute.outcome)) return refuse({ code: 'not-contested' });
  const again = await contestedAgain(tx, dispute);
  if (!again.ok) return again;
  const contested = again.value;
  const { customerId, itemId, invoiceId, queue } = dispute;
  const amountMinor = contested?.amountMinor ?? null;
  const holdId = await holdContested(
    tx,
    actor,
    { customerId, itemId, amountMinor, reason: dispute.reasonCode },
    moment,
  );
  if (contested) await writeParts(tx, { id: dispute.id, customerId, invoiceId }, contested.parts);
  const kind = contested?.kind ?? dispute.kind;
  const ours = actor.kind === 'staff' || actor.kind === 'system';
  const at = await stepDispute(tx, actor, dispute, { to: 'reopened', waitsFor: 'us', why: 'opened again' }, moment, {
    ...{ outcome: null, agreed_minor: null, credit_note_id: null, rebill_invoice_id: null, closed_at: null },
    ...{ kind, amount_minor: amountMinor, hold_id: holdId, promised_on: null, warned_at: null },
    ...{ last_word_by: ours ? 'us' : 'customer', last_word_at: moment.now },
    ...(await dueFrom(tx, { queue, kind }, moment.now)),
  });
  const said = { visibility: 'customer', via: ours ? 'staff' : 'portal', body: input.words } as const;
  await writeMessage(tx, { dispute, author: actor, ...said, files: input.files, at });
  await writeAudit(tx, actor, {
    ...{ action: 'dispute.reopened', subjectKind: 'dispute', subjectId: dispute.id, customerId },
    before: { outcome: dispute.outcome },
    after: { amountMinor },
  });
  return ok({ customerId });
}

/** What was not agreed of what was claimed, as an amount of the document; null for a question. */
async function contestedAgain(tx: Tx, dispute: LockedDispute): Promise<Result<Contest | null, DisputeRefusal>> {
  if (dispute.amountMinor === null || dispute.invoiceId === null) return ok(null);
  const document = await contestedDocument(tx, dispute.invoiceId);
  if (!document) return refuse({ code: 'unknown-invoice' });
  const { agreed_minor: agreed } = await tx
    .selectFrom('disputes')
    .select('agreed_minor')
    .where('id', '=', dispute.id)
    .executeTakeFirstOrThrow();
  const amountMinor = dispute.amountMinor - (agreed ?? 0n);
  return contest(document, { kind: 'refund_claim', claim: { kind: 'amount', amountMinor } });
}

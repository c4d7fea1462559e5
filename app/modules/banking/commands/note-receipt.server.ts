import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { NoteReceiptRefusal } from '../types.ts';

const NOTE_MAX = 1_000;

/** Keeps what was found out about a receipt, and who looks for its owner from now on where that is said. */
export async function noteReceipt(
  tx: Tx,
  actor: Actor,
  input: { readonly receiptId: string; readonly note: string; readonly ownerId: string | null },
  moment: Moment,
): Promise<Result<void, NoteReceiptRefusal>> {
  const note = input.note.trim();
  if (note === '') return refuse({ code: 'note-missing' });
  if (note.length > NOTE_MAX) return refuse({ code: 'note-too-long' });
  const receipt = await tx
    .selectFrom('unidentified_receipts')
    .select('id')
    .where('id', '=', input.receiptId)
    .executeTakeFirst();
  if (!receipt) return refuse({ code: 'unknown-receipt' });
  await tx
    .insertInto('unidentified_notes')
    .values({
      ...{ receipt_id: receipt.id, note, owner_id: input.ownerId },
      ...{ made_by: actor.kind === 'staff' ? actor.id : null, made_by_name: actor.name, made_at: moment.now },
    })
    .execute();
  await writeAudit(tx, actor, {
    ...{ action: 'receipt.noted', subjectKind: 'unidentified_receipt', subjectId: receipt.id },
    after: { note, ...(input.ownerId ? { ownerId: input.ownerId } : {}) },
  });
  return ok();
}

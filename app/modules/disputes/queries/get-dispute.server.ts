import { sql } from 'kysely';
import { decimal } from '#app/kernel/decimal.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { inLanguage } from '../rules/system-sentences.ts';
import type {
  AuthorKind,
  Decision,
  DisputeDecision,
  DisputeFile,
  DisputeHandover,
  DisputeLine,
  DisputeMessage,
  DisputeStage,
  DisputeState,
  DisputeView,
  Visibility,
  WaitsFor,
} from '../types.ts';
import { type Reader, readDisputes, type StoredDispute, toDisputeRow } from './dispute-rows.server.ts';

/**
 * A dispute with its parts, stages, thread, decisions and questions to departments, as staff read it; null where there is none.
 * `sayIn`: the language of what the system itself says in the thread, English without one.
 */
export const getDispute = (
  db: ReadDb,
  of: { readonly disputeId: string; readonly sayIn?: string },
): Promise<DisputeView | null> => read(db, { side: 'staff' }, of);

/** The same as the customer reads it: their own, in their words, without what we say among ourselves. */
export const getOwnDispute = (
  db: ReadDb,
  of: { readonly disputeId: string; readonly customerId: string; readonly language: string; readonly sayIn?: string },
): Promise<DisputeView | null> => read(db, { side: 'customer', language: of.language }, of);

type Of = { readonly disputeId: string; readonly customerId?: string; readonly sayIn?: string };

async function read(db: ReadDb, reader: Reader, of: Of): Promise<DisputeView | null> {
  const mine = of.customerId ? sql`and d.customer_id = ${of.customerId}::uuid` : sql``;
  const [row] = await readDisputes(db, reader, sql`where d.id = ${of.disputeId}::uuid ${mine}`);
  if (!row) return null;
  const isStaff = reader.side === 'staff';
  const [lines, stages, messages, decisions, handovers] = await Promise.all([
    readLines(db, row),
    readStages(db, row, isStaff),
    readMessages(db, row, { isStaff, sayIn: of.sayIn ?? 'en' }),
    readDecisions(db, row),
    isStaff ? readHandovers(db, row) : [],
  ]);
  return {
    ...toDisputeRow(row),
    ...{ itemId: row.item_id, expects: row.expects, raisedByName: row.raised_by_name },
    raisedByKind: row.raised_by_kind as DisputeView['raisedByKind'],
    ...{
      notifyEmail: row.notify_email ?? '',
      creditNoteId: row.credit_note_id,
      rebillInvoiceId: row.rebill_invoice_id,
    },
    ...{ mergedInto: row.merged_into, splitFrom: row.split_from, caseId: row.case_id, approvalId: row.approval_id },
    ...{ lines, stages, messages, decisions, handovers },
  };
}

async function readLines(db: ReadDb, { id }: StoredDispute): Promise<DisputeLine[]> {
  const rows = await db
    .selectFrom('dispute_lines as l')
    .leftJoin('invoice_lines as v', (join) =>
      join.onRef('v.invoice_id', '=', 'l.invoice_id').onRef('v.line_no', '=', 'l.invoice_line_no'),
    )
    .select(['l.id', 'l.invoice_line_no', 'l.what', 'l.quantity', 'l.unit_price', 'l.net_minor', 'l.amount_minor'])
    .select(['l.is_contested', 'v.description', 'v.quantity as billed_quantity', 'v.unit_price as billed_price'])
    .select('v.net_minor as billed_net')
    .where('l.dispute_id', '=', id)
    .orderBy('l.invoice_line_no')
    .orderBy('l.id')
    .execute();
  const number = (text: string | null) => (text === null ? null : decimal(text));
  return rows.map((row) => ({
    ...{ id: row.id, lineNo: row.invoice_line_no, description: row.description, what: row.what as DisputeLine['what'] },
    ...{ billedQuantity: number(row.billed_quantity), billedUnitPrice: number(row.billed_price) },
    ...{ billedNetMinor: row.billed_net, quantity: number(row.quantity), unitPrice: number(row.unit_price) },
    ...{ netMinor: row.net_minor, amountMinor: row.amount_minor, isContested: row.is_contested },
  }));
}

async function readStages(db: ReadDb, { id }: StoredDispute, isStaff: boolean): Promise<DisputeStage[]> {
  const rows = await db
    .selectFrom('dispute_stages')
    .select(['position', 'to_state', 'waits_for', 'changed_at'])
    .$if(isStaff, (query) => query.select(['why', 'by_name']))
    .where('dispute_id', '=', id)
    .orderBy('position')
    .execute();
  return rows.map((row) => ({
    ...{ position: row.position, toState: row.to_state as DisputeState, waitsFor: row.waits_for as WaitsFor | null },
    ...{ why: row.why ?? '', at: row.changed_at, byName: row.by_name ?? '' },
  }));
}

async function readMessages(
  db: ReadDb,
  { id }: StoredDispute,
  { isStaff, sayIn }: { readonly isStaff: boolean; readonly sayIn: string },
): Promise<DisputeMessage[]> {
  const files = await db
    .selectFrom('dispute_files')
    .select(['id', 'message_id', 'visibility', 'file_name', 'media_type', 'sha256', 'size_bytes'])
    .where('dispute_id', '=', id)
    .orderBy('id')
    .execute();
  const kept = files.map((file) => ({
    ...{ id: file.id, messageId: file.message_id, visibility: file.visibility as Visibility, name: file.file_name },
    ...{ mediaType: file.media_type as DisputeFile['mediaType'], sha256: file.sha256 },
    sizeBytes: Number(file.size_bytes),
  }));
  const rows = await db
    .selectFrom('dispute_messages')
    .select(['id', 'visibility', 'author_kind', 'author_name', 'body', 'via', 'written_at'])
    .where('dispute_id', '=', id)
    .$if(!isStaff, (query) => query.where('visibility', '=', 'customer'))
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, visibility: row.visibility as Visibility, authorKind: row.author_kind as AuthorKind },
    ...{ authorName: row.author_name, via: row.via as DisputeMessage['via'], at: row.written_at },
    body: row.author_kind === 'system' ? inLanguage(row.body, sayIn) : row.body,
    files: kept.filter((file) => file.messageId === row.id),
  }));
}

async function readDecisions(db: ReadDb, { id }: StoredDispute): Promise<DisputeDecision[]> {
  const rows = await db
    .selectFrom('dispute_decisions as x')
    .leftJoin('invoices as v', 'v.id', 'x.credit_note_id')
    .select(['x.decision', 'x.agreed_minor', 'x.credit_note_id', 'v.number', 'x.words', 'x.decided_at'])
    .where('x.dispute_id', '=', id)
    .orderBy('x.id')
    .execute();
  return rows.map((row) => ({
    ...{ decision: row.decision as Decision, agreedMinor: row.agreed_minor, creditNoteId: row.credit_note_id },
    ...{ creditNoteNumber: row.number, words: row.words, at: row.decided_at },
  }));
}

async function readHandovers(db: ReadDb, { id }: StoredDispute): Promise<DisputeHandover[]> {
  const rows = await db
    .selectFrom('dispute_handovers')
    .select(['id', 'to_name', 'to_queue', 'to_user', 'question', 'asked_by_name', 'asked_at', 'due_at', 'answered_at'])
    .select('recalled_at')
    .where('dispute_id', '=', id)
    .orderBy('asked_at')
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, toName: row.to_name, toQueue: row.to_queue, toUser: row.to_user, question: row.question },
    ...{ askedByName: row.asked_by_name, askedAt: row.asked_at, dueAt: row.due_at },
    ...{ answeredAt: row.answered_at, recalledAt: row.recalled_at },
  }));
}

import { sql } from 'kysely';
import { addBusinessMinutes } from '#app/kernel/business-hours.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { lockCustomers } from '#app/modules/ledger/commands/lock-customers.server.ts';
import { heldParts } from '#app/modules/ledger/queries/held-parts.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { contestedDocument, type DocumentToContest } from '../queries/contested-document.server.ts';
import { deskClock } from '../queries/desk-clock.server.ts';
import { type Contest, contest } from '../rules/contest.ts';
import { sentence } from '../rules/system-sentences.ts';
import type { DisputeId, DisputeKind, DisputeRefusal, RaiseInput } from '../types.ts';
import { holdContested, writeParts } from './hold-contested.server.ts';
import { writeStage } from './step-dispute.server.ts';
import { wordsFault, writeMessage } from './write-message.server.ts';

export type Raised = { readonly disputeId: DisputeId; readonly number: string; readonly kind: DisputeKind };

/**
 * Raises a dispute, a question, a complaint or a claim for refund, in the customer's words. What is contested is held at once, in
 * the same transaction, and nothing but that. A claim for refund of what is not paid is a dispute. Refuses what is more than
 * the line or the document, contested already, settled (saying as what it can be raised), or not this customer's.
 */
export async function raiseDispute(
  tx: Tx,
  actor: Actor,
  input: RaiseInput,
  moment: Moment,
): Promise<Result<Raised, DisputeRefusal>> {
  const fault = wordsFault(input.words, input.files);
  if (fault) return refuse(fault);
  await lockCustomers(tx, [input.customerId]);
  const reason = await findReason(tx, input);
  if (!reason) return refuse({ code: 'unknown-reason' });
  const found = await documentOf(tx, input);
  if (!found.ok) return found;
  const document = found.value;
  const contested = contestOf(document, input);
  if (!contested.ok) return contested;
  const kind = contested.value?.kind ?? input.kind;
  const made = await insertDispute(
    tx,
    actor,
    { input, kind, queue: reason.queue, document, contested: contested.value },
    moment,
  );
  if (contested.value && document) await sayOfPlan(tx, { id: made.disputeId, ...document }, moment);
  await writeAudit(tx, actor, {
    ...{ action: 'dispute.raised', subjectKind: 'dispute', subjectId: made.disputeId, customerId: input.customerId },
    after: { number: made.number, kind, invoiceId: input.invoiceId, amountMinor: contested.value?.amountMinor ?? null },
    reason: input.reasonCode,
  });
  return ok(made);
}

/** Of an item in a plan the customer is told what their asking does to it. */
async function sayOfPlan(
  tx: Tx,
  of: { readonly id: string; readonly customerId: string; readonly itemId: string },
  { now }: Moment,
): Promise<void> {
  if (!(await heldParts(tx, of)).get(of.itemId)?.includes('in_plan')) return;
  const author = { kind: 'system', id: null, name: 'Tallystick' } as const;
  const said = { visibility: 'customer', via: 'system', body: sentence('inPlan'), withoutMail: true } as const;
  await writeMessage(tx, { dispute: of, author, ...said, at: now });
}

const findReason = (tx: Tx, { reasonCode, kind }: RaiseInput) =>
  tx
    .selectFrom('dispute_reasons')
    .select(['queue'])
    .where('code', '=', reasonCode)
    .where('retired_at', 'is', null)
    .where(sql<boolean>`${kind} = any (kinds)`)
    .executeTakeFirst();

async function documentOf(tx: Tx, input: RaiseInput): Promise<Result<DocumentToContest | null, DisputeRefusal>> {
  if (input.invoiceId === null) return ok(null);
  const document = await contestedDocument(tx, input.invoiceId);
  if (!document || document.customerId !== input.customerId) {
    const creditNote = await isOwnCreditNote(tx, input);
    return refuse({ code: creditNote ? 'not-disputable' : 'unknown-invoice' });
  }
  if (document.kind === 'credit_note' && contests(input.kind)) return refuse({ code: 'not-disputable' });
  return ok(document);
}

async function isOwnCreditNote(tx: Tx, input: RaiseInput): Promise<boolean> {
  const { invoiceId, customerId } = input;
  const row = await tx
    .selectFrom('invoices')
    .select('id')
    .where('id', '=', invoiceId)
    .where('customer_id', '=', customerId)
    .executeTakeFirst();
  return row !== undefined;
}

const contests = (kind: DisputeKind): boolean => kind === 'dispute' || kind === 'refund_claim';

function contestOf(
  document: DocumentToContest | null,
  { kind, claim }: RaiseInput,
): Result<Contest | null, DisputeRefusal> {
  if (!contests(kind)) {
    const lines = claim?.kind === 'lines' ? claim.lines : [];
    const unknown = lines.find(({ lineNo }) => !document?.lines.some((line) => line.lineNo === lineNo));
    return unknown ? refuse({ code: 'unknown-line', lineNo: unknown.lineNo }) : ok(null);
  }
  if (!document) return refuse({ code: 'unknown-invoice' });
  return claim ? contest(document, { kind, claim }) : refuse({ code: 'nothing-chosen' });
}

type ToInsert = {
  readonly input: RaiseInput;
  readonly kind: DisputeKind;
  readonly queue: string;
  readonly document: DocumentToContest | null;
  readonly contested: Contest | null;
};

async function insertDispute(tx: Tx, actor: Actor, raise: ToInsert, moment: Moment): Promise<Raised> {
  const { input, kind, queue, document, contested } = raise;
  const disputeId = newId<DisputeId>();
  const { customerId, invoiceId } = input;
  const about = { customerId, itemId: document?.itemId ?? null, invoiceId };
  const amountMinor = contested?.amountMinor ?? null;
  const holdId = await holdContested(tx, actor, { ...about, amountMinor, reason: input.reasonCode }, moment);
  const { number } = await tx
    .insertInto('disputes')
    .values({
      ...{
        id: disputeId,
        raised_on: moment.today,
        customer_id: customerId,
        item_id: about.itemId,
        invoice_id: invoiceId,
      },
      ...{ kind, reason_code: input.reasonCode, amount_minor: amountMinor, currency: document?.currency ?? null },
      ...{ hold_id: holdId, state: 'new', waits_for: 'us', state_at: moment.now, expects: input.expects.trim() },
      ...{ severity: kind === 'complaint' ? (input.severity ?? 'normal') : null, queue, case_id: input.caseId ?? null },
      ...{ raised_by_kind: actor.kind === 'system' ? 'staff' : actor.kind, raised_by: actor.id },
      ...{ raised_by_name: actor.name, raised_at: moment.now, notify_email: input.notifyEmail.trim().toLowerCase() },
      ...{ last_word_by: 'customer', last_word_at: moment.now, ...(await dueFrom(tx, { queue, kind }, moment.now)) },
    })
    .returning('number')
    .executeTakeFirstOrThrow();
  const of = { id: disputeId, customerId };
  await writeParts(tx, { ...of, invoiceId }, partsOf(input, contested));
  const step = { to: 'new', waitsFor: 'us', why: '' } as const;
  await writeStage(tx, actor, { ...of, from: null, step, at: moment.now });
  const author = { kind: actor.kind, id: actor.id, name: actor.name };
  const via = input.via ?? (actor.kind === 'staff' || actor.kind === 'system' ? 'staff' : 'portal');
  const said = { visibility: 'customer' as const, via, body: input.words, files: input.files };
  await writeMessage(tx, { dispute: of, author, ...said, at: moment.now });
  return { disputeId, number: number ?? '', kind };
}

const partsOf = ({ claim }: RaiseInput, contested: Contest | null): Contest['parts'] => {
  if (contested) return contested.parts;
  if (claim?.kind !== 'lines') return [];
  return claim.lines.map(({ lineNo }) => ({ lineNo, what: 'about', claim: null, netMinor: null, amountMinor: 0n }));
};

/** When an answer and a solution are due for what comes to a queue now. */
export async function dueFrom(tx: Tx, of: { readonly queue: string; readonly kind: DisputeKind }, from: Date) {
  const { answerMinutes, resolveMinutes, hours } = await deskClock(tx, of);
  return {
    answer_due_at: addBusinessMinutes(from, answerMinutes, hours),
    resolve_due_at: addBusinessMinutes(from, resolveMinutes, hours),
    resolve_left_minutes: null,
  };
}

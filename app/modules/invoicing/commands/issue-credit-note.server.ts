import { sql } from 'kysely';
import { later } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { limitFor } from '#app/modules/approvals/queries/may-do-alone.server.ts';
import { auditInsert } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { releaseDeferred } from '#app/modules/deferrals/commands/release-deferred.server.ts';
import { applyItems } from '#app/modules/ledger/commands/apply-items.server.ts';
import { postingsJson } from '#app/modules/ledger/commands/post-entries.server.ts';
import { periodClosedIn } from '#app/modules/ledger/queries/periods.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import { type DocumentToCorrect, getCorrected } from '../queries/get-corrected.server.ts';
import { listCreditReasons } from '../queries/list-credit-reasons.server.ts';
import { buildCreditEntry } from '../rules/build-credit-entry.ts';
import { documentJson } from '../rules/document-json.ts';
import { planCredit } from '../rules/plan-credit.ts';
import type { CreditNoteInput, CreditNoteRefusal, CreditPlan, IssuedCreditNote } from '../types.ts';

type Ready = { readonly id: string; readonly entryId: string; readonly openItemId: string };

/**
 * Issues a credit note of an invoice or debit note at its own tax and exchange rate, and sets it first against what it
 * corrects. What a deferred line has earned by its date is released first. The customer is locked before anything is counted, and the database counts again. Within the maker's own limit
 * it is issued at once; beyond it refuses `needs-approval` with the plan and writes nothing; with an approval it must still
 * come to the amounts approved. Everything else it refuses is in CreditNoteRefusal. Minor units.
 */
export async function issueCreditNote(
  tx: Tx,
  actor: Actor,
  input: CreditNoteInput,
  moment: Moment,
): Promise<Result<IssuedCreditNote, CreditNoteRefusal>> {
  if (await lockCustomerOf(tx, input))
    await releaseDeferred(tx, actor, { throughOn: input.documentOn, invoiceId: input.invoiceId });
  const [document, reasons] = await Promise.all([
    getCorrected(tx, input.invoiceId),
    listCreditReasons(tx, 'credit_note'),
  ]);
  if (!document) return refuse({ code: 'unknown-invoice' });
  const reason = reasons.find(({ code }) => code === input.reasonCode);
  const planned = planCredit(input, { document, reason, today: moment.today });
  if (!planned.ok) return planned;
  const plan = planned.value;
  const allowed = await decided(tx, actor, input, plan);
  if (!allowed.ok) return allowed;
  const ids: Ready = { id: newId(), entryId: newId(), openItemId: newId() };
  const recorded = await record(tx, actor, { input, plan, document, ids }, moment);
  if (!recorded.ok) return recorded;
  const applied = await applyFirst(tx, actor, { input, plan, document, ids }, moment);
  if (!applied.ok) return applied;
  return ok({
    id: ids.id,
    number: recorded.value,
    openItemId: ids.openItemId,
    customerId: plan.customerId,
    currency: plan.currency,
    grossMinor: plan.amounts.grossMinor,
    plan,
    applicationIds: applied.value,
  });
}

/**
 * Locks the customer, then what is deferred of the document. True when a month of it has ended by the day of the credit and
 * is not released yet: that was earned, and is no longer what a credit takes from 2400 first.
 */
async function lockCustomerOf(tx: Tx, { invoiceId, documentOn }: CreditNoteInput): Promise<boolean> {
  const { rows } = await sql<{ is_due: boolean }>`/*prepared*/
    with customer as materialized (
      select c.id, v.id as invoice_id from invoices v join customers c on c.id = v.customer_id
      where v.id = ${invoiceId}::uuid for no key update of c)
    select coalesce(bool_or(f.next_month_on + interval '1 month' <= ${documentOn}::date + 1), false) as is_due
    from customer left join lateral lock_deferrals(customer.invoice_id) f on true`.execute(tx);
  return rows[0]?.is_due ?? false;
}

/** Whether this may be done now, by this person or by the approval it carries out. The database asks the same again. */
async function decided(
  tx: Tx,
  actor: Actor,
  { approved, reasonCode }: CreditNoteInput,
  plan: CreditPlan,
): Promise<Result<void, CreditNoteRefusal>> {
  const { grossMinor, grossBaseMinor } = plan.amounts;
  if (approved)
    return approved.grossMinor === grossMinor && approved.baseMinor === grossBaseMinor
      ? ok()
      : refuse({ code: 'changed-since-approval', plan });
  // A surcharge falls with its payment; the database sees that the payment came back.
  if (reasonCode === 'surcharge_back' && actor.kind === 'system') return ok();
  const kind = reasonCode === 'waiver' ? 'waiver' : 'credit_note';
  const { alone, rule } = await limitFor(tx, { kind, role: actor.role ?? '', baseMinor: grossBaseMinor });
  return alone ? ok() : refuse({ code: 'needs-approval', kind, rule, plan });
}

type Work = {
  readonly input: CreditNoteInput;
  readonly plan: CreditPlan;
  readonly document: DocumentToCorrect;
  readonly ids: Ready;
};

async function record(
  tx: Tx,
  actor: Actor,
  { input, plan, document, ids }: Work,
  moment: Moment,
): Promise<Result<string, CreditNoteRefusal>> {
  const { amounts, customerId, currency } = plan;
  const { documentOn, note, reasonCode } = input;
  const entry = buildCreditEntry({
    ...{ entryId: ids.entryId, creditNoteId: ids.id, itemId: ids.openItemId },
    ...{ customerId, currency, effectiveOn: documentOn, memo: `Credit of ${document.number}`, amounts },
  });
  const { title, poNumber, serviceFromOn, serviceToOn, billTo } = document;
  const said = {
    customerId,
    currency,
    documentOn,
    dueOn: documentOn,
    serviceFromOn,
    serviceToOn,
    poNumber,
    note,
    title,
  };
  const json = documentJson(
    { ...ids, input: { ...said, correctsId: document.id, reasonCode }, priced: amounts, billTo },
    {
      ...{ kind: 'credit_note' as const, seriesCode: 'CN', actor, issuedAt: moment.now },
      approvalId: input.approved?.approvalId ?? null,
    },
  );
  const after = { grossMinor: amounts.grossMinor, currency, documentOn, corrects: document.number };
  const about = { subjectKind: 'invoice', customerId, reason: reasonCode };
  const audit = [
    { ...about, action: 'credit-note.issued', subjectId: ids.id, after },
    { ...about, action: 'invoice.credited', subjectId: document.id, after: { creditNoteId: ids.id, ...after } },
  ];
  try {
    const { rows } = await sql<{ number: string }>`/*prepared*/ with audited as (${auditInsert(actor, audit)})
      select number from issue_documents(${postingsJson([entry])}::jsonb, ${JSON.stringify([json])}::jsonb)`.execute(
      tx,
    );
    return ok(rows[0]!.number);
  } catch (error) {
    return refuseCredit(error);
  }
}

/** Maps the laws' names to refusals; anything else is weather or a bug and is thrown on. */
function refuseCredit(error: unknown): { readonly ok: false; readonly refusal: CreditNoteRefusal } {
  const closed = periodClosedIn(error);
  if (closed) return refuse(closed.refusal);
  switch (constraintOf(error)) {
    case 'credit_fits':
    case 'correction_fits':
    case 'deferred_first':
    case 'approval_needed':
    case 'approval_used':
      return refuse({ code: 'changed-meanwhile' });
    case 'credit_leaves_nothing':
      return refuse({ code: 'leaves-lines-over' });
    default:
      throw error;
  }
}

/** On the day of both, and not before today: what was open on a day that is over stays what it was. */
async function applyFirst(
  tx: Tx,
  actor: Actor,
  { input, plan, document, ids }: Work,
  moment: Moment,
): Promise<Result<readonly string[], CreditNoteRefusal>> {
  if (plan.appliedMinor === 0n) return ok([]);
  const applied = await applyItems(tx, actor, {
    applications: [
      {
        customerId: plan.customerId,
        creditItemId: ids.openItemId,
        debitItemId: document.openItemId,
        amountMinor: plan.appliedMinor,
        effectiveOn: later(later(input.documentOn, document.itemOn), moment.today),
      },
    ],
  });
  if (applied.ok) return applied;
  return refuse(applied.refusal.code === 'period-closed' ? applied.refusal : { code: 'changed-meanwhile' });
}

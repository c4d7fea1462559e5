import { requestApproval } from '#app/modules/approvals/commands/request-approval.server.ts';
import { reduceItem } from '#app/modules/cash-application/commands/reduce-item.server.ts';
import { issueCreditNote } from '#app/modules/invoicing/commands/issue-credit-note.server.ts';
import { saveDraft } from '#app/modules/invoicing/commands/save-draft.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { createFileStore } from '#app/platform/storage/file-store.server.ts';
import type { Sample } from '#tests/security/route-table.ts';
import { aBankImport, aBankStatement } from '#tests/security/sample-bank.ts';
import { aPricedProduct } from '#tests/security/sample-catalog.ts';
import { einvoiceSamples } from '#tests/security/sample-einvoices.ts';
import { aHandoverOf } from '#tests/security/sample-handovers.ts';
import { anInboundMail } from '#tests/security/sample-inbound.ts';
import { anOpeningItem, aSecondPaper, aTransferOf } from '#tests/security/sample-items.ts';
import { aPlanOf } from '#tests/security/sample-plans.ts';
import { aQuestionOf } from '#tests/security/sample-questions.ts';
import { anAdvice } from '#tests/security/sample-remittances.ts';
import { aPortfolioPack, aRunOf, aStatementRun } from '#tests/security/sample-runs.ts';
import { aPrintBatch } from '#tests/security/sample-sendings.ts';
import { someUsage } from '#tests/security/sample-usage.ts';
import type { ServedApp } from '#tests/security/served-app.ts';
import { type TwoCustomers, twoCustomers } from '#tests/security/two-customers.ts';
import { bank, setUpBank } from '#tests/support/cheques.ts';
import { aColleague } from '#tests/support/colleagues.ts';
import { aMadePayout } from '#tests/support/made-payouts.ts';
import { anInvoice, CLERK, on } from '#tests/support/people.ts';

const PDF = new TextEncoder().encode('%PDF-1.7 a stored file');
const LOGO = new TextEncoder().encode(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"><path d="M0 0h60v20z"/></svg>',
);

/** Two customers with everything in them, stored files that can be read, and an id of customer A for each kind of thing. */
export async function samplesFor({
  database,
  filesDir,
}: ServedApp): Promise<{ made: TwoCustomers; samples: Record<Sample, string> }> {
  const stored = await createFileStore(filesDir).put(PDF);
  const logo = await createFileStore(filesDir).put(LOGO);
  if (!stored.ok || !logo.ok) throw new Error('the disk is full');
  const made = await twoCustomers(database, { sha256: stored.value.sha256 });
  const { a } = made;
  const draft = await inTransaction(database.staff.db, (tx) =>
    saveDraft(tx, CLERK, { invoice: anInvoice(a.customerId, 3_000n) }, on('2026-04-08')),
  );
  if (!draft.ok) throw new Error(draft.refusal.code);
  const asker = await aColleague(database.staff.db, 'billing_clerk');
  const approval = await inTransaction(database.staff.db, (tx) =>
    requestApproval(
      tx,
      asker,
      {
        ...{ kind: 'credit_note', subjectKind: 'invoice', subjectId: a.linkedInvoiceId, customerId: a.customerId },
        ...{
          currency: 'GBP',
          amountMinor: 50_000n,
          baseMinor: 50_000n,
          summary: 'Credit it',
          reason: 'late',
          payload: {},
        },
      },
      on('2026-04-08'),
    ),
  );
  if (!approval.ok) throw new Error(approval.refusal.code);
  const credited = await inTransaction(database.staff.db, async (tx) =>
    issueCreditNote(
      tx,
      await aColleague(database.staff.db, 'manager'),
      {
        ...{ invoiceId: a.otherInvoiceId, choice: { kind: 'amount', grossMinor: 500n }, reasonCode: 'goodwill' },
        ...{ note: '', documentOn: on('2026-04-08').today, apply: { kind: 'later' } },
      },
      on('2026-04-08'),
    ),
  );
  if (!credited.ok) throw new Error(credited.refusal.code);
  await setUpBank(database.owner.db);
  const deposit = await bank(database.staff.db, [a.chequePaymentId], '2026-04-08');
  const { open_item_id: itemId } = await database.staff.db
    .selectFrom('invoices')
    .select('open_item_id')
    .where('id', '=', a.otherInvoiceId)
    .executeTakeFirstOrThrow();
  const deducted = await inTransaction(database.staff.db, (tx) =>
    reduceItem(
      tx,
      CLERK,
      {
        ...{ kind: 'deduction', itemId: itemId ?? '', amountMinor: 1n, effectiveOn: on('2026-04-08').today },
        ...{ code: 'damage', reason: '' },
      },
      on('2026-04-08'),
    ),
  );
  if (!deducted.ok) throw new Error(deducted.refusal.code);
  const imported = await database.owner.pool.query<{ id: string }>(
    `insert into import_files (kind, file_name, sha256, content, uploaded_at, expires_at)
     values ('customers', 'people.csv', encode(sha256($1), 'hex'), $1, now(), now() + interval '6 hours') returning id`,
    [Buffer.from('number,name\nX-1,')],
  );
  const { rows } = await database.owner.pool.query<{ id: string }>(
    `select id from documents where invoice_id = $1 and kind = 'invoice'`,
    [a.linkedInvoiceId],
  );
  const kept = await database.owner.pool.query<{ id: string }>(
    `insert into documents (customer_id, kind, file_name, media_type, sha256, size_bytes, produced_at, currency, from_on, to_on, seal_no)
     values ($1, 'statement', 'statement.pdf', 'application/pdf', $2, $3, now(), 'GBP', '2026-04-01', '2026-04-30', 0) returning id`,
    [a.customerId, stored.value.sha256, PDF.length],
  );
  // Made when it is first asked for, as the one who received the cheque did.
  await database.owner.pool.query(
    `insert into documents (customer_id, kind, file_name, media_type, sha256, size_bytes, produced_at, instrument_id)
     values ($1, 'provisional_receipt', 'receipt.pdf', 'application/pdf', $2, $3, now(), $4)`,
    [a.customerId, stored.value.sha256, PDF.length, a.chequeId],
  );
  const open = await database.owner.pool.query<{ id: string }>(
    `select id from open_items where customer_id = $1 and side = 'credit' and residual_minor > 0 order by id limit 1`,
    [a.customerId],
  );
  const run = await aRunOf(database.owner.pool, a.customerId);
  const asked = await aQuestionOf(
    database,
    { customerId: a.customerId, invoiceId: a.linkedInvoiceId, linkId: a.linkId },
    { sha256: stored.value.sha256, bytes: PDF.length },
  );
  return {
    made,
    samples: {
      ...{ billingRun: run.runId, runDraft: run.draftId },
      openCredit: open.rows[0]?.id ?? '',
      otherCustomer: made.b.customerId,
      ...{ customer: a.customerId, invoice: a.linkedInvoiceId, draft: draft.value.draftId, payment: a.paymentId },
      creditUse: a.creditUseId,
      ...{ attempt: a.attemptId, linkAttempt: a.linkAttemptId, document: rows[0]?.id ?? '' },
      ...{ keptStatement: kept.rows[0]?.id ?? '', statementRun: await aStatementRun(database.owner.pool) },
      portfolioPack: await aPortfolioPack(database.owner.pool, { sha256: stored.value.sha256, bytes: PDF.length }),
      packFile: 'pdf',
      ...{ importFile: imported.rows[0]?.id ?? '', month: '2026-03', approval: approval.value.approvalId },
      ...{ creditItem: credited.value.openItemId, case: deducted.value.reductionId },
      ...{ cheque: a.chequeId, deposit: deposit.id },
      payout: await aMadePayout(database.owner.db, on('2026-04-08')),
      ...{
        contract: a.contractId,
        paper: a.paperId,
        secondPaper: await aSecondPaper(database.owner.pool, a.customerId),
        writeOff: a.writeOffId,
        refund: a.refundId,
        transfer: await aTransferOf(database.owner.pool, a.customerId),
      },
      ...(await aPricedProduct(database.staff.db)),
      ...(await someUsage(database, a.customerId)),
      ...(await aPlanOf(database, a.customerId, { sha256: stored.value.sha256, bytes: PDF.length })),
      ...asked,
      ...(await aHandoverOf(database, asked)),
      openingItem: await anOpeningItem(database, a.customerId),
      ...(await deliverySamples(database, made, stored.value.sha256)),
      ...(await einvoiceSamples(database.owner.pool)),
      bankImport: await aBankImport(database.owner.pool),
      ...(await aBankStatement(database)),
      remittance: await anAdvice(database.owner.pool, a.customerId),
      ...(await anInboundMail(database.owner.pool, { sha256: stored.value.sha256, bytes: PDF.length })),
      ...{ person: a.personId, ask: a.askId, helpSlug: 'statements' },
      ...{ setting: 'names', logo: logo.value.sha256 },
      ...{ linkToken: a.linkToken, signInToken: 'no-sign-in-link-of-ours' },
    },
  };
}

async function deliverySamples({ owner }: ServedApp['database'], { a }: TwoCustomers, sha256: string) {
  const { rows } = await owner.pool.query<{ id: string }>('select id from contacts where customer_id = $1', [
    a.customerId,
  ]);
  return {
    ...{ sending: a.sendingId, evidence: a.evidenceId, contact: rows[0]?.id ?? '' },
    printBatch: await aPrintBatch(owner, sha256),
  };
}

import type { CustomerId, InvoiceId } from '#app/kernel/ids.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import type { Result } from '#app/kernel/result.ts';
import { createScopedLink } from '#app/modules/auth/commands/create-scoped-link.server.ts';
import { applyPayment } from '#app/modules/cash-application/commands/apply-payment.server.ts';
import { transferCredit } from '#app/modules/cash-application/commands/transfer-credit.server.ts';
import { reversePayment } from '#app/modules/payments/commands/reverse-payment.server.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { anAutopay } from '#tests/security/sample-autopay.ts';
import { aGrantedChange } from '#tests/security/sample-changes.ts';
import { aDispute } from '#tests/security/sample-disputes.ts';
import { somePeople } from '#tests/security/sample-people.ts';
import { aSending } from '#tests/security/sample-sendings.ts';
import { anApprovedAccount, refunded, writtenOff } from '#tests/support/adjusting.ts';
import { billedAlone, runUpTo, use } from '#tests/support/billing.ts';
import { aCheque, take } from '#tests/support/cheques.ts';
import { aColleague } from '#tests/support/colleagues.ts';
import { plantContract } from '#tests/support/contracts.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { aCustomer, anInvoice, CLERK, issue, on, receive, setUpCompany } from '#tests/support/people.ts';
import { plantUsage } from '#tests/support/usage.ts';
import { someEinvoices } from './sample-einvoices.ts';
import { aPaymentWithChoices } from './sample-paying.ts';
import { aPlan } from './sample-plans.ts';

type FilledCustomer = {
  customerId: string;
  linkId: string;
  linkToken: string;
  linkedInvoiceId: string;
  linkedItemId: string;
  otherInvoiceId: string;
  paymentId: string;
  attemptId: string;
  linkAttemptId: string;
  refundId: string;
  chequeId: string;
  chequePaymentId: string;
  writeOffId: string;
  contractId: string;
  paperId: string;
  sendingId: string;
  evidenceId: string;
  planId: string;
  personId: string;
  askId: string;
  creditUseId: string;
  disputeId: string;
  disputeFileId: string;
};
export type TwoCustomers = { a: FilledCustomer; b: FilledCustomer };

type Handles = Pick<TestDatabase, 'owner' | 'staff'>;
/** The digest the documents claim; give one of a file that is there where files are read. */
type StoredAs = { sha256: string };

const MOMENT = on('2026-04-08');

/** Two customers with rows in every table a customer may see, so that nothing passes because there was nothing to see. */
export async function twoCustomers(
  database: Handles,
  file: StoredAs = { sha256: 'a'.repeat(64) },
): Promise<TwoCustomers> {
  await setUpCompany(database.owner.db);
  return { a: await filled(database, { name: 'a', file }), b: await filled(database, { name: 'b', file }) };
}

async function filled(
  { owner, staff }: Handles,
  { name, file }: { name: string; file: StoredAs },
): Promise<FilledCustomer> {
  const db = staff.db;
  const work = async <Value>(run: (tx: Tx) => Promise<Result<Value, unknown>>): Promise<Value> => {
    const done = await inTransaction(db, run);
    if (!done.ok) throw new Error(JSON.stringify(done.refusal));
    return done.value;
  };
  const customerId = await aCustomer(db, { name: `Customer ${name}`, email: `${name}@customer.example` });
  const linked = await issue(db, anInvoice(customerId, 12_000n));
  const other = await issue(db, anInvoice(customerId, 8_000n));
  const payment = await receive(db, customerId, 5_000n);
  const effectiveOn = plainDate('2026-04-06');
  const allocations = [{ itemId: linked.openItemId, amountMinor: 5_000n }];
  await work((tx) =>
    applyPayment(tx, CLERK, { creditItemId: payment.openItemId, how: { kind: 'chosen', allocations }, effectiveOn }),
  );
  const bounced = await receive(db, customerId, 1_000n);
  await work((tx) => reversePayment(tx, CLERK, { paymentId: bounced.id, reason: 'returned', effectiveOn }, MOMENT));
  const childId = await aCustomer(db, { name: `Child of ${name}` });
  await db.updateTable('customers').set({ parent_id: customerId }).where('id', '=', childId).execute();
  const moved = await receive(db, customerId, 700n);
  const transfer = {
    creditItemId: moved.openItemId,
    toCustomerId: childId,
    amountMinor: 300n,
    effectiveOn,
    reason: '',
  };
  await work((tx) => transferCredit(tx, CLERK, transfer, MOMENT));
  await owner.pool.query(
    `insert into credit_requests (customer_id, open_item_id, wish, asked_by_name, asked_at) values ($1, $2, 'refund', 'Someone', now())`,
    [customerId, moved.openItemId],
  );
  const people = { asks: await aColleague(db, 'manager'), approves: await aColleague(db, 'controller') };
  const bankAccountId = await anApprovedAccount(db, people, customerId);
  const wish = { creditItemId: moved.openItemId, amountMinor: 100n, method: 'bank' as const, bankAccountId };
  const refundId = await refunded(db, people, wish, MOMENT.today);
  const writeOffId = await writtenOff(db, people, { itemId: other.openItemId, amountMinor: 50n }, MOMENT.today);
  const link = await work((tx) =>
    createScopedLink(
      tx,
      CLERK,
      {
        customerId: customerId as CustomerId,
        invoiceIds: [linked.id as InvoiceId],
        sentTo: `${name}@customer.example`,
      },
      { ...MOMENT, now: new Date() },
    ),
  );
  const cheque = await take(db, aCheque(customerId, 900n, '2026-04-07'), { apply: { kind: 'none' } });
  const at = { customerId, invoiceId: linked.id, paymentId: payment.id };
  const about = { customerId, invoiceId: other.id, linkedInvoiceId: linked.id, ...file };
  const dispute = await aDispute({ owner, staff }, about, MOMENT);
  await storedAs(owner, { ...at, ...file });
  await aGrantedChange(owner.pool, customerId);
  const sample = await somePeople(owner.pool, customerId, other.openItemId);
  const sending = await aSending(owner, { ...at, ...file });
  const contract = await plantContract(owner, customerId, file.sha256);
  const { contractId, fileId: paperId } = contract;
  await plantUsage(owner, { customerId, ...contract });
  await use(owner, contract.lineId, [{ on: '2026-01-15', quantity: '2' }]);
  await billedAlone(db, runUpTo('2026-01-31', { filter: { customerIds: [customerId] } }));
  // After the run: who wants e-invoices is stopped before one could not be made.
  await someEinvoices(owner.pool, { customerId, invoiceId: linked.id, sha256: file.sha256 });
  const attemptId = await anAttempt(owner, { customerId, itemId: other.openItemId, linkId: null });
  await aSavedMethod(owner, customerId);
  const paying = { customerId, creditItemId: moved.openItemId, debitItemId: other.openItemId };
  const creditUseId = await aPaymentWithChoices({ owner, staff }, paying);
  await anAutopay(owner, { customerId, itemId: other.openItemId });
  await aGivenWord(owner, { customerId, invoiceId: linked.id });
  const planId = await aPlan({ owner, staff }, customerId, MOMENT);
  const linkAttemptId = await anAttempt(owner, { customerId, itemId: linked.openItemId, linkId: link.linkId });
  return {
    ...{ customerId, linkId: link.linkId, linkToken: link.token, attemptId, linkAttemptId, paymentId: payment.id },
    ...{ contractId, paperId, refundId, writeOffId, chequeId: cheque.id, chequePaymentId: cheque.paymentId ?? '' },
    ...{ sendingId: sending.deliveryId, evidenceId: sending.evidenceId },
    ...{ planId, personId: sample.person, askId: sample.ask, creditUseId, ...dispute },
    ...{ linkedInvoiceId: linked.id, linkedItemId: linked.openItemId, otherInvoiceId: other.id },
  };
}

/** A card kept with the processor, and the visit on which it was added. */
async function aSavedMethod({ pool }: Handles['owner'], customerId: string): Promise<void> {
  const ref = customerId.replaceAll('-', '');
  await pool.query(`insert into processor_customers (customer_id, ref, made_at) values ($1, $2, now())`, [
    customerId,
    `cus_${ref}`,
  ]);
  const { rows } = await pool.query<{ id: string }>(
    `insert into saved_methods (customer_id, kind, processor_kind, processor_ref, processor_customer_ref, brand, last4, exp_month,
       exp_year, is_default, added_by_name, added_at, changed_at)
     values ($1, 'card', 'card', $2, $3, 'visa', '4242', 12, 2034, true, 'Someone', now(), now()) returning id`,
    [customerId, `pm_${ref}`, `cus_${ref}`],
  );
  await pool.query(
    `insert into method_setups (customer_id, state, session_ref, saved_method_id, requested_by_name, return_path, created_at, changed_at, expires_at)
     values ($1, 'saved', $2, $3, 'Someone', '/autopay', now(), now(), now())`,
    [customerId, `cs_${ref}`, rows[0]?.id],
  );
}

/** A promise of the customer's, and an invoice they say is paid. */
async function aGivenWord(
  { pool }: Handles['owner'],
  { customerId, invoiceId }: { customerId: string; invoiceId: string },
): Promise<void> {
  await pool.query(
    `with made as (
       insert into promises (customer_id, currency, amount_minor, made_on, promised_on, grace_days, pauses, made_by_kind, source, made_by_name, made_at)
       values ($1, 'GBP', 100, '2026-04-08', '2026-04-10', 2, 'covered', 'customer', 'portal', 'Someone', now()) returning id)
     insert into promise_events (promise_id, customer_id, position, kind, amount_minor, promised_on, by_kind, by_name, happened_at)
     select id, $1, 1, 'made', 100, '2026-04-10', 'customer', 'Someone', now() from made`,
    [customerId],
  );
  await pool.query(
    `insert into said_paid (customer_id, invoice_id, amount_minor, paid_on, said_on, paused_to_on, said_by_kind, said_by_name, said_at)
     values ($1, $2, 100, '2026-04-07', '2026-04-08', '2026-04-13', 'customer', 'Someone', now())`,
    [customerId, invoiceId],
  );
}

type AttemptRow = { customerId: string; itemId: string; linkId: string | null };

/** An attempt at paying that failed, as the processor leaves it. */
async function anAttempt({ pool }: Handles['owner'], { customerId, itemId, linkId }: AttemptRow): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    `insert into payment_attempts (customer_id, currency, amount_minor, state, requested_by_kind, requested_by,
       requested_by_name, created_at, changed_at, expires_at)
     values ($1, 'GBP', 100, 'failed', $2, $3, 'Someone', now(), now(), now()) returning id`,
    [customerId, linkId ? 'link' : 'customer', linkId],
  );
  const attemptId = rows[0]?.id ?? '';
  await pool.query(
    `insert into payment_attempt_items (attempt_id, item_id, customer_id, amount_minor, live) values ($1, $2, $3, 100, false)`,
    [attemptId, itemId, customerId],
  );
  return attemptId;
}

type Stored = StoredAs & { customerId: string; invoiceId: string; paymentId: string };

/** The invoice's and the receipt's file, and one look at the invoice. */
async function storedAs(
  { pool }: Handles['owner'],
  { customerId, invoiceId, paymentId, sha256 }: Stored,
): Promise<void> {
  for (const [kind, invoice, payment] of [
    ['invoice', invoiceId, null],
    ['receipt', null, paymentId],
  ]) {
    await pool.query(
      `insert into documents (customer_id, kind, invoice_id, payment_id, file_name, media_type, sha256, size_bytes, produced_at)
       values ($1, $2, $3, $4, 'file.pdf', 'application/pdf', $5, 10, now())`,
      [customerId, kind, invoice, payment, sha256],
    );
  }
  await pool.query(
    `insert into invoice_views (invoice_id, customer_id, viewer_name, viewed_on, viewed_at) values ($1, $2, 'Someone', '2026-04-08', now())`,
    [invoiceId, customerId],
  );
  await pool.query(
    `insert into statement_preferences (customer_id, form, changed_at) values ($1, 'open_item', now())`,
    [customerId],
  );
}

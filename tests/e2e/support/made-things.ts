import { randomBytes } from 'node:crypto';
import { decimal } from '#app/kernel/decimal.ts';
import type { CustomerId, DraftId, InvoiceId } from '#app/kernel/ids.ts';
import { type Currency, currency } from '#app/kernel/money.ts';
import type { Result } from '#app/kernel/result.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { addPortalUser } from '#app/modules/auth/commands/add-portal-user.server.ts';
import { createScopedLink } from '#app/modules/auth/commands/create-scoped-link.server.ts';
import { digest } from '#app/modules/auth/rules/digest.ts';
import { reduceItem } from '#app/modules/cash-application/commands/reduce-item.server.ts';
import { createCustomer } from '#app/modules/customers/commands/create-customer.server.ts';
import { keepImportFile } from '#app/modules/files/commands/keep-import-file.server.ts';
import type { KeptKind } from '#app/modules/files/types.ts';
import { issueInvoices } from '#app/modules/invoicing/commands/issue-invoices.server.ts';
import { saveDraft } from '#app/modules/invoicing/commands/save-draft.server.ts';
import type { InvoiceInput, IssuedInvoice } from '#app/modules/invoicing/types.ts';
import { recordPayment } from '#app/modules/payments/commands/record-payment.server.ts';
import { type Moment, momentIn } from '#app/platform/clock/clock.server.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { demoDatabase, oneValue } from './demo-database.ts';

const now = (): Moment => momentIn('Europe/London');

/** Runs a command as a test's preparation; a refusal is the test's mistake. */
export async function done<Value>(run: (tx: Tx) => Promise<Result<Value, unknown>>): Promise<Value> {
  const result = await inTransaction(demoDatabase().db, run);
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
}

export type MadeCustomer = { customerId: CustomerId; number: string; name: string; payer: string };

/** A customer of the test's own with nothing owed, and a person who may pay for them. */
export async function aNewCustomer(about: string): Promise<MadeCustomer> {
  const mark = randomBytes(4).toString('hex');
  const made = { number: `T-${mark}`, name: `${about} ${mark}`, payer: `payer-${mark}@browser.example` };
  const { customerId } = await done((tx) =>
    createCustomer(tx, SYSTEM, {
      ...{ number: made.number, name: made.name, addressLines: ['1 Test Lane', 'Halifax'], country: 'GB' },
      ...{ taxNumber: '', language: 'en', currency: currency('GBP'), termsDays: 30, poRequired: false },
    }),
  );
  const person = { customerId, email: made.payer, name: 'Pat Payer', role: 'payer' as const };
  await done((tx) => addPortalUser(tx, SYSTEM, person, now()));
  return { customerId, ...made };
}

/** One line without tax, so that the gross amount is the price given, like '120.00'. */
export function anInvoiceFor(customerId: CustomerId, price: string, code: Currency = currency('GBP')): InvoiceInput {
  return {
    customerId,
    currency: code,
    ...{ documentOn: now().today, dueOn: now().today, poNumber: '', note: '', title: 'Ash collected' },
    lines: [
      {
        ...{ description: 'Ash collected', quantity: decimal('1'), unit: 'load', unitPrice: decimal(price) },
        ...{ taxCode: 'Z', accountCode: '4000' },
      },
    ],
  };
}

export async function anIssuedInvoice(customerId: CustomerId, price: string): Promise<IssuedInvoice> {
  const issued = await done((tx) =>
    issueInvoices(tx, SYSTEM, { seriesCode: 'INV', invoices: [anInvoiceFor(customerId, price)] }, now()),
  );
  return issued[0]!;
}

/** A payer whose customer has paid, owes nothing, and has asked for it back once and was answered. */
export async function aPayerWithCredit(): Promise<{ creditPayer: string; payerCredit: string; creditUse: string }> {
  const { customerId, payer, name } = await aNewCustomer('Has credit');
  const { openItemId } = await done((tx) =>
    recordPayment(
      tx,
      SYSTEM,
      {
        ...{ customerId, method: 'transfer', currency: currency('GBP'), amountMinor: 4_200n },
        ...{ receivedOn: now().today, reference: 'too much', payerName: name, note: '' },
      },
      now(),
    ),
  );
  await demoDatabase().pool.query(
    `insert into credit_requests (customer_id, open_item_id, wish, asked_by_name, asked_at) values ($1, $2, 'refund', 'Pat Payer', now())`,
    [customerId, openItemId],
  );
  await demoDatabase().pool.query(
    `update credit_requests set answered_at = now(), answered_by_name = 'Test', answer = 'Which account should it go to?' where open_item_id = $1`,
    [openItemId],
  );
  const used = await demoDatabase().pool.query<{ id: string }>(
    `insert into credit_uses (customer_id, currency, amount_minor, asked_by_name, asked_at) values ($1, 'GBP', 100, 'Pat Payer', now()) returning id`,
    [customerId],
  );
  const creditUse = used.rows[0]?.id ?? '';
  const invoice = await anIssuedInvoice(customerId, '1.00');
  await demoDatabase().pool.query(
    `insert into credit_use_parts (use_id, credit_item_id, debit_item_id, customer_id, amount_minor) values ($1, $2, $3, $4, 100)`,
    [creditUse, openItemId, invoice.openItemId, customerId],
  );
  await demoDatabase().pool.query(`update credit_uses set done_at = now(), used_minor = 100 where id = $1`, [
    creditUse,
  ]);
  return { creditPayer: payer, payerCredit: openItemId, creditUse };
}

/** A deduction from an invoice of the customer, which nobody has looked into yet. */
export async function aDeduction(customerId: CustomerId): Promise<string> {
  const invoice = await anIssuedInvoice(customerId, '118.00');
  const { reductionId } = await done((tx) =>
    reduceItem(
      tx,
      SYSTEM,
      {
        ...{ kind: 'deduction', itemId: invoice.openItemId ?? '', amountMinor: 1_800n, code: 'damage', reason: '' },
        effectiveOn: now().today,
      },
      now(),
    ),
  );
  return reductionId;
}

export async function aDraft(invoice: InvoiceInput): Promise<DraftId> {
  return (await done((tx) => saveDraft(tx, SYSTEM, { invoice }, now()))).draftId;
}

export async function aKeptFile(kind: KeptKind, text: string): Promise<string> {
  const file = { kind, fileName: `${kind}.csv`, content: new TextEncoder().encode(text) };
  return (await done((tx) => keepImportFile(tx, SYSTEM, file, now()))).fileId;
}

/** The token of a link that shows one invoice without a sign-in. */
export async function aScopedLink(
  customerId: CustomerId,
  invoiceId: InvoiceId,
): Promise<{ linkId: string; token: string }> {
  const wanted = { customerId, invoiceIds: [invoiceId], sentTo: 'someone@browser.example' };
  return done((tx) => createScopedLink(tx, SYSTEM, wanted, now()));
}

/** The token of a sign-in mail that was never sent. */
export async function aSignInLink(email: string): Promise<string> {
  const token = randomBytes(20).toString('hex');
  await demoDatabase().pool.query(
    `insert into sign_in_links (email, user_id, token_hash, code_hash, browser_hash, created_at, expires_at)
     select email, id, $2, $2, $2, now(), now() + interval '10 minutes' from users where email = $1`,
    [email, digest(token)],
  );
  return token;
}

type AttemptMade = { customerId: string; itemId: string; state: 'failed' | 'expired'; linkId?: string };

/** A try to pay that came to nothing, as the processor leaves it. */
export async function anEndedAttempt({ customerId, itemId, state, linkId }: AttemptMade): Promise<string> {
  const id = await oneValue<string>(
    `insert into payment_attempts (customer_id, currency, amount_minor, state, requested_by_kind, requested_by,
       requested_by_name, created_at, changed_at, expires_at)
     values ($1, 'GBP', 100, $2, $3, $4, 'Someone', now(), now(), now()) returning id`,
    [customerId, state, linkId ? 'link' : 'customer', linkId ?? null],
  );
  await demoDatabase().pool.query(
    `insert into payment_attempt_items (attempt_id, item_id, customer_id, amount_minor, live) values ($1, $2, $3, 100, false)`,
    [id, itemId, customerId],
  );
  return id;
}

import { decimal } from '#app/kernel/decimal.ts';
import { issueDebitNote } from '#app/modules/invoicing/commands/issue-debit-note.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { anInvoice, CLERK, on, receive } from '#tests/support/people.ts';

type Of = { customerId: string; creditItemId: string; debitItemId: string };
const MOMENT = on('2026-04-08');

/** A payment with a surcharge that was billed, credit used by itself, and how that was split. Answers the use. */
export async function aPaymentWithChoices(
  { owner, staff }: Pick<TestDatabase, 'owner' | 'staff'>,
  { customerId, creditItemId, debitItemId }: Of,
): Promise<string> {
  const base = anInvoice(customerId, 20n);
  const line = base.lines[0]!;
  const note = await inTransaction(staff.db, (tx) =>
    issueDebitNote(
      tx,
      CLERK,
      {
        ...{ ...base, documentOn: MOMENT.today, dueOn: MOMENT.today, reasonCode: 'surcharge', correctsId: null },
        lines: [{ ...line, accountCode: '4110', unitPrice: decimal('0.20'), quantity: decimal('1') }],
      },
      MOMENT,
    ),
  );
  if (!note.ok) throw new Error(note.refusal.code);
  const payment = await receive(staff.db, customerId, 100n + note.value.grossMinor);
  await owner.pool.query(
    `with tried as (
       insert into payment_attempts (customer_id, currency, amount_minor, state, requested_by_kind, requested_by_name, created_at, changed_at, expires_at)
       values ($1, 'GBP', 100 + $2::bigint, 'created', 'customer', 'Someone', now(), now(), now()) returning id)
     select id from tried`,
    [customerId, note.value.grossMinor.toString()],
  );
  const { rows } = await owner.pool.query<{ id: string }>(
    `select id from payment_attempts where customer_id = $1 and state = 'created' order by id desc limit 1`,
    [customerId],
  );
  const attemptId = rows[0]?.id ?? '';
  await owner.pool.query(
    `insert into attempt_surcharges (attempt_id, customer_id, method, of_minor, net_minor, tax_minor, gross_minor, tax_code, tax_rate_bp, shown_on)
     select $1, $2, 'card', 100, v.net_minor, v.tax_minor, v.gross_minor, t.tax_code, t.rate_bp, v.document_on
     from invoices v join invoice_taxes t on t.invoice_id = v.id where v.id = $3`,
    [attemptId, customerId, note.value.id],
  );
  await owner.pool.query(`update payment_attempts set state = 'succeeded', payment_id = $2 where id = $1`, [
    attemptId,
    payment.id,
  ]);
  await owner.pool.query(
    `insert into surcharge_notes (attempt_id, customer_id, payment_id, invoice_id) values ($1, $2, $3, $4)`,
    [attemptId, customerId, payment.id, note.value.id],
  );
  const use = await owner.pool.query<{ id: string }>(
    `insert into credit_uses (customer_id, currency, amount_minor, asked_by_name, asked_at) values ($1, 'GBP', 1, 'Someone', now()) returning id`,
    [customerId],
  );
  const useId = use.rows[0]?.id ?? '';
  await owner.pool.query(
    `insert into credit_use_parts (use_id, credit_item_id, debit_item_id, customer_id, amount_minor) values ($1, $2, $3, $4, 1)`,
    [useId, creditItemId, debitItemId, customerId],
  );
  await owner.pool.query(`update credit_uses set done_at = now(), used_minor = 0 where id = $1`, [useId]);
  return useId;
}

import { type RawBuilder, sql } from 'kysely';
import { currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { DisputeId, DisputeKind, DisputeOutcome, DisputeRow, DisputeState, Severity, WaitsFor } from '../types.ts';

/** Who reads: staff everything, a customer (or partner) the columns that are theirs. The words of reasons in their language. */
export type Reader = { readonly side: 'staff' } | { readonly side: 'customer'; readonly language: string };

type Row = {
  id: string;
  number: string;
  customer_id: string;
  customer_number: string;
  customer_name: string;
  invoice_id: string | null;
  invoice_number: string | null;
  item_id: string | null;
  kind: string;
  reason_code: string;
  reason_label: string;
  amount_minor: bigint | null;
  currency: string | null;
  state: string;
  waits_for: string | null;
  raised_at: Date;
  queue: string | null;
  owner_user: string | null;
  owner_name: string | null;
  promised_on: string | null;
  answer_due_at: Date | null;
  resolve_due_at: Date | null;
  breached_at: Date | null;
  severity: string | null;
  last_word_by: string;
  last_word_at: Date;
  outcome: string | null;
  agreed_minor: bigint | null;
  closed_at: Date | null;
  expects: string;
  raised_by_kind: string;
  raised_by_name: string;
  credit_note_id: string | null;
  rebill_invoice_id: string | null;
  merged_into: string | null;
  split_from: string | null;
  case_id: string | null;
  approval_id: string | null;
  notify_email: string | null;
};
export type StoredDispute = Row;

const FOR_ALL =
  sql.raw(`d.id, d.number, d.customer_id, coalesce(c.number, '') as customer_number, coalesce(c.name, '') as customer_name, d.invoice_id, v.number as invoice_number,
  d.item_id, d.kind, d.reason_code, d.amount_minor, d.currency, d.state, d.waits_for, d.raised_at, d.owner_name, d.promised_on, d.answer_due_at,
  d.last_word_by, d.last_word_at, d.outcome, d.agreed_minor, d.closed_at, d.expects, d.raised_by_kind, d.raised_by_name, d.credit_note_id,
  d.rebill_invoice_id, d.merged_into`);
const FOR_STAFF =
  sql.raw(`r.label as reason_label, d.queue, d.owner_user, d.resolve_due_at, d.breached_at, d.severity, d.split_from, d.case_id,
  d.approval_id, d.notify_email`);

/** Disputes with their customer (whom a link does not see), document and reason, narrowed and ordered by `rest` (a `where …` over d, v, c and r). */
export async function readDisputes(db: ReadDb, reader: Reader, rest: RawBuilder<unknown>): Promise<StoredDispute[]> {
  const more =
    reader.side === 'staff'
      ? FOR_STAFF
      : sql`coalesce(r.customer_words ->> ${reader.language}, r.customer_words ->> 'en') as reason_label, null as queue, null as owner_user,
          null as resolve_due_at, null as breached_at, null as severity, null as split_from, null as case_id, null as approval_id, null as notify_email`;
  const { rows } =
    await sql<Row>`select ${FOR_ALL}, ${more} from disputes d left join customers c on c.id = d.customer_id
    join dispute_reasons r on r.code = d.reason_code left join invoices v on v.id = d.invoice_id ${rest}`.execute(db);
  return rows;
}

export const toDisputeRow = (row: StoredDispute): DisputeRow => ({
  ...{ id: row.id as DisputeId, number: row.number, customerId: row.customer_id },
  ...{ customerNumber: row.customer_number, customerName: row.customer_name },
  ...{ invoiceId: row.invoice_id, invoiceNumber: row.invoice_number, kind: row.kind as DisputeKind },
  ...{ reasonCode: row.reason_code, reasonLabel: row.reason_label, amountMinor: row.amount_minor },
  currency: row.currency === null ? null : currency(row.currency),
  ...{ state: row.state as DisputeState, waitsFor: row.waits_for as WaitsFor | null, raisedAt: row.raised_at },
  ...{ queue: row.queue ?? '', ownerUser: row.owner_user, ownerName: row.owner_name },
  ...{ promisedOn: row.promised_on as PlainDate | null, answerDueAt: row.answer_due_at },
  ...{ resolveDueAt: row.resolve_due_at, breachedAt: row.breached_at, severity: row.severity as Severity | null },
  ...{ lastWordBy: row.last_word_by as 'customer' | 'us', lastWordAt: row.last_word_at },
  ...{ outcome: row.outcome as DisputeOutcome | null, agreedMinor: row.agreed_minor, closedAt: row.closed_at },
});

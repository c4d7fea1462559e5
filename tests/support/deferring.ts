import { sql } from 'kysely';
import { decimal } from '#app/kernel/decimal.ts';
import type { Currency } from '#app/kernel/money.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import { type Actor, SYSTEM } from '#app/modules/audit/types.ts';
import { issueCreditNote } from '#app/modules/invoicing/commands/issue-credit-note.server.ts';
import type { CreditNoteInput, InvoiceInput, InvoiceLineInput } from '#app/modules/invoicing/types.ts';
import type { Db } from '#app/platform/db/pools.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { releaseThrough } from '#app/workflows/release-revenue.server.ts';
import { anInvoice, on } from './people.ts';

/** A line billed in advance, untaxed unless told: its price in major units, and the days over which it is earned. */
export const inAdvance = (
  price: string,
  [fromOn, toOn]: readonly [string, string],
  fields: Partial<InvoiceLineInput> = {},
): InvoiceLineInput => ({
  ...{ description: 'Service in advance', quantity: decimal('1'), unit: '', unitPrice: decimal(price) },
  ...{ taxCode: 'Z', accountCode: '4040', deferFromOn: plainDate(fromOn), deferToOn: plainDate(toOn) },
  ...fields,
});

export const YEAR = ['2026-01-01', '2026-12-31'] as const;

export const billedOn = (
  customerId: string,
  day: string,
  lines: readonly InvoiceLineInput[],
  code?: Currency,
): InvoiceInput =>
  anInvoice(customerId, 1n, { documentOn: plainDate(day), lines, ...(code ? { currency: code } : {}) });

export const releasedThrough = (db: Db, day: string) => releaseThrough(db, SYSTEM, plainDate(day));

/** Managers credit any amount by themselves: what these stories are about is what is posted. Needs the owner's handle. */
export async function creditsWithoutLimit(owner: Db): Promise<void> {
  await sql`insert into approval_rules (kind, role, alone_up_to_minor, approves_up_to_minor, reason)
    values ('credit_note', 'manager', null, null, 'story')`.execute(owner);
}

/** Credits a document, whole unless told, on a day. */
export const creditOn = (db: Db, actor: Actor, invoiceId: string, day: string, fields: Partial<CreditNoteInput> = {}) =>
  inTransaction(db, (tx) =>
    issueCreditNote(
      tx,
      actor,
      {
        ...{ invoiceId, choice: { kind: 'whole' as const }, reasonCode: 'cancellation', note: '' },
        ...{ documentOn: plainDate(day), apply: { kind: 'corrected-first' as const } },
        ...fields,
      },
      on(day),
    ),
  );

type Balance = { readonly minor: bigint; readonly base: bigint };

/** What all entries of a document, its releases and its credit notes have left on an account by a day; debit above zero. */
export async function onAccount(db: Db, invoiceId: string, account: string, asOf = '2099-12-31'): Promise<Balance> {
  const { rows } = await sql<Balance>`
    select coalesce(sum(l.amount_minor), 0)::bigint as minor, coalesce(sum(l.base_minor), 0)::bigint as base
    from entry_lines l join entries e on e.id = l.entry_id
    where l.account_code = ${account} and e.effective_on <= ${asOf}::date and e.id in (
      select v.entry_id from invoices v where v.id = ${invoiceId}::uuid or v.corrects_id = ${invoiceId}::uuid
      union all select r.entry_id from deferral_releases r where r.invoice_id = ${invoiceId}::uuid)`.execute(db);
  return rows[0]!;
}

/** Month and amount of each release of a document, oldest first. */
export async function releasesOf(
  db: Db,
  invoiceId: string,
): Promise<[month: string, minor: bigint, countsOn: string][]> {
  const { rows } = await sql<{ month: string; minor: bigint; day: string }>`
    select r.month_on as month, r.amount_minor as minor, e.effective_on as day from deferral_releases r join entries e on e.id = r.entry_id
    where r.invoice_id = ${invoiceId}::uuid order by r.line_no, r.month_on`.execute(db);
  return rows.map(({ month, minor, day }) => [month.slice(0, 7), minor, day]);
}

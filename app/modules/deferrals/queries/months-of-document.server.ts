import { sql } from 'kysely';
import { type Currency, currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { plannedReleases } from '../rules/due-releases.ts';

/** One month of one deferred line: released and counted on a day, or still to come. */
export type DeferredMonth = {
  readonly lineNo: number;
  readonly monthOn: PlainDate;
  readonly amountMinor: bigint;
  readonly countsOn: PlainDate | null;
};
export type DocumentMonths = {
  readonly number: string;
  readonly currency: Currency;
  readonly months: readonly DeferredMonth[];
};

/** Every month of a document's deferred lines, done and to come, as known now; null where it defers nothing. */
export async function monthsOfDocument(db: ReadDb, invoiceId: string): Promise<DocumentMonths | null> {
  const { rows: lines } = await sql<LineRow>`
    select f.line_no as "lineNo", v.number, f.currency, f.left_minor as "leftMinor", f.plan_from_on as "planFromOn",
      f.plan_minor as "planMinor", f.to_on as "toOn", f.next_month_on as "nextMonthOn"
    from deferrals f join invoices v on v.id = f.invoice_id where f.invoice_id = ${invoiceId}::uuid order by f.line_no`.execute(
    db,
  );
  const [first] = lines;
  if (!first) return null;
  const { rows: done } = await sql<DeferredMonth>`
    select r.line_no as "lineNo", r.month_on as "monthOn", r.amount_minor as "amountMinor", e.effective_on as "countsOn"
    from deferral_releases r join entries e on e.id = r.entry_id where r.invoice_id = ${invoiceId}::uuid
    order by r.line_no, r.month_on`.execute(db);
  const months = lines.flatMap((line) => [
    ...done.filter(({ lineNo }) => lineNo === line.lineNo),
    ...(line.leftMinor === 0n ? [] : plannedReleases(line)).map((month) => ({
      ...{ ...month, lineNo: line.lineNo, countsOn: null },
    })),
  ]);
  return { number: first.number, currency: currency(first.currency), months };
}

type LineRow = {
  lineNo: number;
  number: string;
  currency: string;
  leftMinor: bigint;
  planFromOn: PlainDate;
  planMinor: bigint;
  toOn: PlainDate;
  nextMonthOn: PlainDate;
};

import { type SqlBool, sql } from 'kysely';
import { foreignText } from '#app/kernel/foreign-text.ts';
import { currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { planAdvice } from '../rules/plan-advice.ts';
import type {
  AdviceFormat,
  AdvicePlan,
  AdviceProblem,
  AdviceSource,
  DiscountAs,
  Remittance,
  RestKind,
} from '../types.ts';
import { itemsOfAdvice } from './advice-items.server.ts';

type Row = {
  id: string;
  source: AdviceSource;
  format: AdviceFormat;
  file_name: string;
  mail_id: string | null;
  customer_id: string | null;
  customer_name: string;
  customer_number: string;
  parent_id: string | null;
  reference: string;
  currency: string;
  paid_on: string | null;
  stated_minor: bigint | null;
  sum_minor: bigint;
  row_count: number;
  problems: AdviceProblem[];
  made_by_name: string;
  made_at: Date;
  dropped_at: Date | null;
  dropped_by_name: string;
  drop_reason: string;
  line_id: string | null;
  statement_id: string;
  booked_on: string;
  amount_minor: bigint;
  line_text: string;
  party_name: string;
  line_state: string;
};

/** Advices by a condition on `m`, each with whose it is and the line it stands with. */
export async function remittancesWhere(
  db: ReadDb,
  condition: ReturnType<typeof sql<SqlBool>>,
  tail = sql``,
): Promise<Remittance[]> {
  const { rows } = await sql<Row>`
    select m.id, m.source, m.format, m.file_name, m.mail_id, m.customer_id, c.name as customer_name, c.number as customer_number, c.parent_id,
      m.reference, m.currency, m.paid_on::text, m.stated_minor, m.sum_minor, m.row_count, m.problems, m.made_by_name, m.made_at,
      m.dropped_at, m.dropped_by_name, m.drop_reason, k.line_id, l.statement_id, l.booked_on::text, l.amount_minor, l.text as line_text,
      l.party_name, s.state as line_state
    from remittances m left join customers c on c.id = m.customer_id
      left join remittance_links k on k.remittance_id = m.id and k.detached_at is null
      left join bank_lines l on l.id = k.line_id left join bank_line_states s on s.line_id = k.line_id
    where ${condition} ${tail}`.execute(db);
  return rows.map(toRemittance);
}

export async function getRemittance(db: ReadDb, id: string): Promise<Remittance | null> {
  return (await remittancesWhere(db, sql<SqlBool>`m.id = ${id}::uuid`))[0] ?? null;
}

const toRemittance = (row: Row): Remittance => ({
  ...{ id: row.id, source: row.source, format: row.format, fileName: row.file_name, mailId: row.mail_id },
  customer: row.customer_id
    ? { id: row.customer_id, name: row.customer_name, number: row.customer_number, parentId: row.parent_id }
    : null,
  ...{ reference: row.reference, currency: currency(row.currency), paidOn: row.paid_on as PlainDate | null },
  ...{ statedMinor: row.stated_minor, sumMinor: row.sum_minor, totalMinor: row.stated_minor ?? row.sum_minor },
  ...{ rowCount: row.row_count, problems: row.problems, madeByName: row.made_by_name, madeAt: row.made_at },
  dropped: row.dropped_at ? { at: row.dropped_at, byName: row.dropped_by_name, reason: row.drop_reason } : null,
  line: row.line_id
    ? {
        ...{
          id: row.line_id,
          statementId: row.statement_id,
          bookedOn: row.booked_on as PlainDate,
          state: row.line_state,
        },
        ...{ amountMinor: row.amount_minor, text: row.line_text, partyName: row.party_name },
      }
    : null,
});

/** What the rows of an advice mean for what is open now, with what people took them for. */
export async function planOfRemittance(
  db: ReadDb,
  { id, customer, currency: code }: Pick<Remittance, 'id' | 'customer' | 'currency'>,
): Promise<AdvicePlan> {
  const { rows } = await sql<{
    row_no: number;
    file_line: number;
    number: string;
    paid_minor: bigint;
    gross_minor: bigint | null;
    discount_minor: bigint;
    withheld_minor: bigint;
    deducted_minor: bigint;
    reason: string;
    chosen_number: string | null;
    rest: RestKind;
    code: string | null;
    discount_as: DiscountAs;
  }>`
    select r.row_no, r.file_line, r.number, r.paid_minor, r.gross_minor, r.discount_minor, r.withheld_minor, r.deducted_minor, r.reason,
      h.number as chosen_number, h.rest, h.code, h.discount_as
    from remittance_rows r left join lateral (select * from remittance_choices h
      where h.remittance_id = r.remittance_id and h.row_no = r.row_no order by h.version desc limit 1) h on true
    where r.remittance_id = ${id}::uuid order by r.row_no`.execute(db);
  const told = rows.map((row) => ({
    rowNo: row.row_no,
    row: {
      ...{ line: row.file_line, number: row.number, paidMinor: row.paid_minor, grossMinor: row.gross_minor },
      ...{ discountMinor: row.discount_minor, withheldMinor: row.withheld_minor, deductedMinor: row.deducted_minor },
      reason: row.reason,
    },
    choice:
      row.chosen_number === null
        ? null
        : { number: row.chosen_number, rest: row.rest, code: row.code, discountAs: row.discount_as },
  }));
  const numbers = told.map(({ row, choice }) => choice?.number || row.number);
  const { items, settled } = await itemsOfAdvice(db, { customer, currency: code, numbers });
  return planAdvice(told, items, settled);
}

/** The text an advice was read from, for who doubts the reading; null where it is a workbook. */
export async function textOfRemittance(db: ReadDb, id: string): Promise<string | null> {
  const row = await db
    .selectFrom('remittances')
    .select(['format', 'source_bytes'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row && row.format !== 'xlsx' ? foreignText(row.source_bytes).slice(0, 20_000) : null;
}

import { sql } from 'kysely';
import type { CustomerId } from '#app/kernel/ids.ts';
import { currency } from '#app/kernel/money.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { BankLine, BankLineState, BankLinkKind } from '../types.ts';

/** A part of what a line is explained by. `amountMinor` above zero into the account; `customerName` where it is a customer's. */
export type BankLineLink = {
  readonly no: number;
  readonly kind: BankLinkKind;
  readonly subjectId: string | null;
  readonly customerId: CustomerId | null;
  readonly customerName: string | null;
  readonly amountMinor: bigint;
  readonly entryId: string | null;
  readonly note: string;
};

export type BankLineView = BankLine & { readonly links: readonly BankLineLink[] };

type Row = Omit<BankLineView, 'part' | 'links' | 'currency'> & {
  currency: string;
  partNo: number | null;
  partOf: number | null;
  links: (Omit<BankLineLink, 'amountMinor'> & { amountMinor: string })[];
};

const LINES = sql`
  select l.id, l.statement_id as "statementId", l.bank_account_id as "bankAccountId", l.line_no as "lineNo", l.file_line as "fileLine",
    l.booked_on as "bookedOn", l.value_on as "valueOn", l.amount_minor as "amountMinor", l.currency, l.kind, l.return_reason as "returnReason",
    l.is_reversal as "isReversal", l.bank_ref as "bankRef", l.payer_ref as "payerRef", l.creditor_ref as "creditorRef", l.text,
    l.party_name as "partyName", l.party_account as "partyAccount", l.part_no as "partNo", l.part_of as "partOf", l.same_as as "sameAs",
    s.state, s.explanation_id as "explanationId", s.note, s.asked_user as "askedUser", s.changed_at as "changedAt", s.changed_by_name as "changedByName",
    (select coalesce(jsonb_agg(jsonb_build_object('no', k.no, 'kind', k.kind, 'subjectId', k.subject_id, 'customerId', k.customer_id,
        'customerName', c.name, 'amountMinor', k.amount_minor::text, 'entryId', k.entry_id, 'note', k.note) order by k.no), '[]')
      from bank_line_links k left join customers c on c.id = k.customer_id where k.explanation_id = s.explanation_id) as links
  from bank_line_states s join bank_lines l on l.id = s.line_id`;

/** The lines of a stored statement in the bank's order, each with its state and the parts it is explained by. Keyset by line number. */
export async function linesOfStatement(
  db: ReadDb,
  asked: {
    readonly statementId: string;
    readonly state?: BankLineState | readonly BankLineState[];
    readonly after?: number;
    readonly limit: number;
  },
): Promise<BankLineView[]> {
  const { statementId, state, after, limit } = asked;
  const states = state === undefined ? null : [state].flat();
  const { rows } = await sql<Row>`${LINES}
    where s.statement_id = ${statementId}::uuid and (${states}::text[] is null or s.state = any (${states}::text[]))
      and l.line_no > ${after ?? 0} order by l.line_no limit ${limit}`.execute(db);
  return rows.map(asView);
}

/** Lines that count, by id, in no order. */
export async function bankLinesById(db: ReadDb, lineIds: readonly string[]): Promise<BankLineView[]> {
  if (lineIds.length === 0) return [];
  const { rows } = await sql<Row>`${LINES} where s.line_id = any (${[...lineIds]}::uuid[])`.execute(db);
  return rows.map(asView);
}

/** The side bar counts no further. */
const COUNT_MAX = 10_000;

/** How many lines of all statements wait to be explained. */
export async function openLineCount(db: ReadDb): Promise<number> {
  const { rows } = await sql<{ count: number }>`/*prepared*/ select count(*)::int as count
    from (select from bank_line_states where state in ('open', 'parked', 'asked') limit ${COUNT_MAX}) waiting`.execute(
    db,
  );
  return rows[0]!.count;
}

function asView({ partNo, partOf, links, ...row }: Row): BankLineView {
  return {
    ...row,
    currency: currency(row.currency),
    part: partNo === null || partOf === null ? null : { no: partNo, of: partOf },
    links: links.map((link) => ({ ...link, amountMinor: BigInt(link.amountMinor) })),
  };
}

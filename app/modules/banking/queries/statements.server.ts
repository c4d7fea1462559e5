import { type RawBuilder, sql } from 'kysely';
import { type Currency, currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { type BankGap, gapBefore } from '../rules/gap-before.ts';
import type { StagedStatement } from '../rules/staged-preview.ts';
import type { BankAccountId, BankFileProblem, BankImportId, BankLineState, BankStatementId } from '../types.ts';

/** A stored statement. Amounts in minor units of its currency; `gap` is what is missing between it and the one before. */
export type BankStatementView = {
  readonly id: BankStatementId;
  readonly importId: BankImportId;
  readonly fileName: string;
  readonly bankAccountId: BankAccountId;
  readonly accountName: string;
  readonly account: string;
  readonly number: string;
  readonly currency: Currency;
  readonly fromOn: PlainDate | null;
  readonly toOn: PlainDate | null;
  readonly openingMinor: bigint | null;
  readonly closingMinor: bigint | null;
  readonly sumMinor: bigint;
  readonly lineCount: number;
  /** What opening and lines miss of closing; taken knowingly when it was stored. */
  readonly differenceMinor: bigint;
  readonly problems: readonly BankFileProblem[];
  readonly gap: BankGap | null;
};

/** How many lines of a statement, and how much in and out of the account together, stand in a state. */
export type StateProgress = { readonly state: BankLineState; readonly count: number; readonly sumMinor: bigint };

type Row = Omit<BankStatementView, 'gap' | 'currency'> & {
  currency: string;
  beforeId: string | null;
  beforeFromOn: PlainDate | null;
  beforeToOn: PlainDate | null;
  beforeOpening: bigint | null;
  beforeClosing: bigint | null;
};

/** Statements of stored imports, each beside the one before it of its account. */
const STORED = sql`
  select t.id, t.import_id as "importId", i.file_name as "fileName", t.bank_account_id as "bankAccountId", a.name as "accountName", a.account,
    t.number, t.currency, t.from_on as "fromOn", t.to_on as "toOn", t.opening_minor as "openingMinor", t.closing_minor as "closingMinor",
    t.sum_minor as "sumMinor", t.line_count as "lineCount", t.difference_minor as "differenceMinor", t.problems,
    lag(t.id) over w as "beforeId", lag(t.from_on) over w as "beforeFromOn", lag(t.to_on) over w as "beforeToOn",
    lag(t.opening_minor) over w as "beforeOpening", lag(t.closing_minor) over w as "beforeClosing"
  from bank_statements t join bank_imports i on i.id = t.import_id and i.state = 'stored' join bank_accounts a on a.id = t.bank_account_id`;
const WINDOW = sql`window w as (partition by t.bank_account_id order by t.to_on nulls first, t.from_on nulls first, i.staged_at, t.statement_no)`;

const read = (db: ReadDb, within: RawBuilder<unknown>, rest: RawBuilder<unknown>) =>
  sql<Row>`with stored as (${STORED} ${within} ${WINDOW}) select * from stored t ${rest}`.execute(db);

/** Newest first by their last day. Keyset by the id of the last one seen. */
export async function listStatements(
  db: ReadDb,
  { after, limit, accountId }: { readonly after?: string | null; readonly limit: number; readonly accountId?: string },
): Promise<BankStatementView[]> {
  const within = accountId ? sql`where t.bank_account_id = ${accountId}::uuid` : sql``;
  const beyond = after
    ? sql`where (coalesce(t."toOn", '-infinity'), t.id) < (select coalesce(s.to_on, '-infinity'), s.id from bank_statements s where s.id = ${after}::uuid)`
    : sql``;
  const rest = sql`${beyond} order by coalesce(t."toOn", '-infinity') desc, t.id desc limit ${limit}`;
  return (await read(db, within, rest)).rows.map(asView);
}

/** A statement of a stored import, or null. */
export async function getStatement(
  db: ReadDb,
  { statementId }: { readonly statementId: string },
): Promise<BankStatementView | null> {
  const within = sql`where t.bank_account_id = (select s.bank_account_id from bank_statements s where s.id = ${statementId}::uuid)`;
  const { rows } = await read(db, within, sql`where t.id = ${statementId}::uuid`);
  return rows[0] ? asView(rows[0]) : null;
}

/** What of each statement is open, explained, parked, asked or skipped; states without a line are left out. */
export async function progressOf(
  db: ReadDb,
  statementIds: readonly string[],
): Promise<ReadonlyMap<string, readonly StateProgress[]>> {
  const { rows } = await sql<StateProgress & { statementId: string }>`
    select s.statement_id as "statementId", s.state, count(*)::int as count, sum(l.amount_minor)::bigint as "sumMinor"
    from bank_line_states s join bank_lines l on l.id = s.line_id
    where s.statement_id = any (${[...statementIds]}::uuid[]) group by s.statement_id, s.state order by s.state`.execute(
    db,
  );
  return Map.groupBy(rows, ({ statementId }) => statementId);
}

export async function statementProgress(
  db: ReadDb,
  { statementId }: { readonly statementId: string },
): Promise<readonly StateProgress[]> {
  return (await progressOf(db, [statementId])).get(statementId) ?? [];
}

/** The last stored statement of each of some accounts, to name what is missing before a file that is not stored yet. */
export async function lastStatements(
  db: ReadDb,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, BankStatementView>> {
  const { rows } = await read(
    db,
    sql`where t.bank_account_id = any (${[...accountIds]}::uuid[])`,
    sql`where t.id = (select s.id from stored s where s."bankAccountId" = t."bankAccountId" order by s."toOn" desc nulls last, s.id desc limit 1)`,
  );
  return new Map(rows.map((row) => [row.bankAccountId, asView(row)]));
}

function asView({ beforeId, beforeFromOn, beforeToOn, beforeOpening, beforeClosing, ...row }: Row): BankStatementView {
  const before =
    beforeId === null
      ? null
      : {
          ...{ fromOn: beforeFromOn, toOn: beforeToOn, openingMinor: beforeOpening, closingMinor: beforeClosing },
        };
  return { ...row, currency: currency(row.currency), gap: gapBefore(before, row) };
}

/** What is missing between the last stored statement and one that is not stored yet; amounts of that one as text of minor units. */
export const gapAfter = (
  last: BankStatementView,
  next: Pick<StagedStatement, 'fromOn' | 'toOn' | 'openingMinor' | 'closingMinor'>,
): BankGap | null =>
  gapBefore(last, {
    ...{ fromOn: next.fromOn, toOn: next.toOn },
    openingMinor: next.openingMinor === null ? null : BigInt(next.openingMinor),
    closingMinor: next.closingMinor === null ? null : BigInt(next.closingMinor),
  });

import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { accountKey } from '../rules/account-key.ts';
import { findSameLines, type SameLine } from '../rules/same-lines.ts';
import { type KnownLine, stagedEntries } from '../rules/staged-preview.ts';
import type { BankFile } from '../types.ts';

type Row = Omit<KnownLine, 'bookedOn'> & { bookedOn: string; account: string };

/**
 * Which lines of a file came before: compared with the stored lines of the same accounts on the same days. `account` is the one
 * a person named for a file that names none. The places are those of the file's lines, one after the other.
 */
export async function sameAsStored(db: ReadDb, file: BankFile, account: string): Promise<SameLine<KnownLine>[]> {
  const entries = stagedEntries(file);
  const keyOf = (statementNo: number): string => {
    const statement = file.statements[statementNo - 1]!;
    return `${accountKey(statement.account || account)} ${statement.currency}`;
  };
  const days = entries.map(({ bookedOn }) => bookedOn).sort();
  const keys = [...new Set(file.statements.map((_, index) => keyOf(index + 1)))];
  if (days.length === 0) return [];
  const { rows } = await sql<Row>`
    select l.id, l.booked_on as "bookedOn", l.amount_minor as "amountMinor", l.bank_ref as "bankRef", l.payer_ref as "payerRef",
      l.party_name as "partyName", l.text, i.file_name as "fileName", i.stored_at as "storedAt", a.account || ' ' || a.currency as account
    from bank_accounts a join bank_lines l on l.bank_account_id = a.id join bank_line_states s on s.line_id = l.id
      join bank_statements t on t.id = l.statement_id join bank_imports i on i.id = t.import_id
    where a.account || ' ' || a.currency = any (${keys}::text[]) and l.booked_on between ${days[0]}::date and ${days.at(-1)}::date
      and s.state <> 'skipped' order by l.booked_on, l.statement_id, l.line_no`.execute(db);
  const known = Map.groupBy(rows, (row) => row.account);
  const places = entries.map((entry, at) => ({ entry, at }));
  return [...Map.groupBy(places, ({ entry }) => keyOf(entry.statementNo))].flatMap(([key, own]) =>
    findSameLines(
      own.map(({ entry }) => entry),
      (known.get(key) ?? []).map((row) => ({ ...row, bookedOn: row.bookedOn as PlainDate })),
    ).map((same) => ({ ...same, at: own[same.at]!.at })),
  );
}

/** How often any import was stored or undone: while it is the same, what lines are compared with is the same. */
export async function timesStored(db: ReadDb): Promise<number> {
  const { rows } = await sql<{ times: number }>`
    select (count(*) + count(undone_at))::int as times from bank_imports where stored_at is not null`.execute(db);
  return rows[0]!.times;
}

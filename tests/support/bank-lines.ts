import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { BankLineId, BankStatementId } from '#app/modules/banking/types.ts';
import type { TestDatabase } from './database.ts';

export type MadeLine = {
  readonly amountMinor: bigint;
  readonly bookedOn?: string;
  readonly text?: string;
  readonly bankRef?: string;
  readonly payerRef?: string;
  readonly creditorRef?: string;
  readonly partyName?: string;
  readonly partyAccount?: string;
  readonly returnReason?: string;
  readonly isReversal?: boolean;
  readonly kind?: string;
};

export type MadeStatement = {
  readonly account?: string;
  readonly currency?: string;
  readonly bookedOn?: PlainDate;
  readonly openingMinor?: bigint;
  readonly lines: readonly MadeLine[];
};

let made = 0;

/** A stored statement with its lines, all open, as the owner writes it in one statement; line ids in the order given. */
export async function storedBankLines(
  { owner }: Pick<TestDatabase, 'owner'>,
  { account = 'GB33BUKB20201555555555', currency = 'GBP', openingMinor = 0n, lines, bookedOn }: MadeStatement,
): Promise<{ statementId: BankStatementId; bankAccountId: string; importId: string; lineIds: BankLineId[] }> {
  made += 1;
  const day = bookedOn ?? '2026-11-02';
  const rows = lines.map((line) => ({ bookedOn: day, ...line, amountMinor: line.amountMinor.toString() }));
  const total = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  const { rows: found } = await owner.pool.query<{
    statement: BankStatementId;
    account: string;
    import: string;
    lines: BankLineId[];
  }>(
    `with account as (
       insert into bank_accounts (account, currency, name, from_settings, confirmed_by_name, confirmed_at)
       values ($1, $2, 'Our bank', true, 'Test', now()) on conflict (account, currency) do update set name = excluded.name returning id),
     import as (
       insert into bank_imports (id, file_name, sha256, size_bytes, format, state, preview, line_count, stored_count, imported_by_name, staged_at, stored_at)
       values (uuidv7(), 'made.sta', encode(sha256(convert_to($3 || random()::text, 'UTF8')), 'hex'), 1, 'mt940', 'stored', '{}', $4, $4, 'Test', now(), now()) returning id),
     statement as (
       insert into bank_statements (id, import_id, statement_no, bank_account_id, number, currency, from_on, to_on, opening_minor, closing_minor, sum_minor, line_count)
       select uuidv7(), import.id, 1, account.id, $3, $2, $5::date, $5::date, $6::bigint, $6::bigint + $7::bigint, $7::bigint, $4 from import, account returning id),
     line as (
       insert into bank_lines (id, statement_id, bank_account_id, line_no, file_line, booked_on, value_on, amount_minor, currency, kind, return_reason,
         is_reversal, bank_ref, payer_ref, creditor_ref, text, party_name, party_account)
       select uuidv7(), statement.id, account.id, r.no, r.no, (r.l ->> 'bookedOn')::date, (r.l ->> 'bookedOn')::date, (r.l ->> 'amountMinor')::bigint, $2,
         coalesce(r.l ->> 'kind', ''), coalesce(r.l ->> 'returnReason', ''), coalesce((r.l ->> 'isReversal')::boolean, false), coalesce(r.l ->> 'bankRef', ''),
         coalesce(r.l ->> 'payerRef', ''), coalesce(r.l ->> 'creditorRef', ''), coalesce(r.l ->> 'text', ''), coalesce(r.l ->> 'partyName', ''),
         coalesce(r.l ->> 'partyAccount', '')
       from statement, account, jsonb_array_elements($8::jsonb) with ordinality as r (l, no) returning id, line_no),
     standing as (
       insert into bank_line_states (line_id, statement_id, changed_at, changed_by_name) select line.id, statement.id, now(), 'Test' from line, statement)
     select statement.id as statement, account.id as account, import.id as import, (select array_agg(id order by line_no) from line) as lines
     from statement, account, import`,
    [
      account,
      currency,
      String(made),
      lines.length,
      day,
      openingMinor.toString(),
      total.toString(),
      JSON.stringify(rows),
    ],
  );
  const row = found[0]!;
  return { statementId: row.statement, bankAccountId: row.account, importId: row.import, lineIds: row.lines };
}

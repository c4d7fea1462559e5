import { sql } from 'kysely';
import { assert } from '#app/kernel/assert.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import { type Actor, SYSTEM } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { ReadDb, Tx } from '#app/platform/db/transaction.server.ts';
import { enqueue } from '#app/platform/jobs/jobs.server.ts';
import { sameAsStored } from '../queries/known-lines.server.ts';
import { ownAccounts } from '../queries/own-accounts.server.ts';
import { type StagedEntry, type StagedStatement, stagedEntries, stagedStatement } from '../rules/staged-preview.ts';
import type { BankFile, BankImportChoices, BankImportId, BankLineId, BankStatementId } from '../types.ts';

/** Lines of one transaction: enough that round trips do not count, few enough that a kill loses a moment. */
export const LOT = 1_000;

export type StoringPlan = {
  readonly importId: BankImportId;
  readonly statements: readonly (StagedStatement & { readonly bankAccountId: string })[];
  readonly entries: readonly StagedEntry[];
  /** The stored line that an entry, by its place, is the same as. */
  readonly sameAs: ReadonlyMap<number, string>;
};

/**
 * What storing a file will write, the same each time it is asked while the import stands at `storing`: nothing else is stored
 * or undone then.
 */
export async function planStoring(
  db: ReadDb,
  of: {
    readonly importId: BankImportId;
    readonly file: BankFile;
    readonly account: string;
    readonly choices: BankImportChoices;
  },
): Promise<StoringPlan> {
  const { importId, file, account, choices } = of;
  const entries = stagedEntries(file);
  const known = await ownAccounts(db);
  const statements = file.statements.map((statement, index) => {
    const staged = stagedStatement(statement, index + 1, account);
    const own = known.find((one) => one.account === staged.account && one.currency === staged.currency);
    assert(own?.id, 'a file is stored only into accounts that are ours');
    return { ...staged, bankAccountId: own.id };
  });
  const placeOf = (at: number) => `${entries[at]!.statementNo}.${entries[at]!.lineNo}`;
  const same = (await sameAsStored(db, file, account)).filter(({ at, how }) =>
    how === 'reference' ? !choices.apart.includes(placeOf(at)) : choices.same.includes(placeOf(at)),
  );
  return { importId, statements, entries, sameAs: new Map(same.map(({ at, known: { id } }) => [at, id])) };
}

/** Stores the next lot from where the import stands; false when there is none left, or the import stands elsewhere. Takes its row. */
export async function storeBankLot(tx: Tx, plan: StoringPlan, moment: Moment): Promise<boolean> {
  const { importId, entries } = plan;
  const row = await tx
    .selectFrom('bank_imports')
    .select(['state', 'stored_count', 'line_count'])
    .where('id', '=', importId)
    .forUpdate()
    .executeTakeFirst();
  if (row?.state !== 'storing') return false;
  assert(row.line_count === entries.length, 'a file holds the lines it was shown with');
  const from = row.stored_count;
  if (from === 0) await insertStatements(tx, plan);
  const lot = entries.slice(from, from + LOT);
  await insertLines(tx, plan, from, lot);
  const stored = from + lot.length;
  await tx.updateTable('bank_imports').set({ stored_count: stored }).where('id', '=', importId).execute();
  if (stored < row.line_count) return true;
  await finish(tx, SYSTEM, plan, moment);
  return false;
}

async function insertStatements(tx: Tx, { importId, statements }: StoringPlan): Promise<void> {
  const rows = statements.map((one) => ({
    ...{
      id: newId<BankStatementId>(),
      no: one.no,
      account: one.bankAccountId,
      number: one.number,
      currency: one.currency,
    },
    ...{
      from_on: one.fromOn,
      to_on: one.toOn,
      opening: one.openingMinor,
      closing: one.closingMinor,
      sum: one.sumMinor,
    },
    ...{ lines: one.lineCount, problems: one.problems, difference: one.differenceMinor },
  }));
  await sql`
    insert into bank_statements (id, import_id, statement_no, bank_account_id, number, currency, from_on, to_on, opening_minor, closing_minor,
      sum_minor, line_count, problems, difference_minor)
    select id, ${importId}::uuid, no, account, number, currency, from_on, to_on, opening, closing, sum, lines, problems, difference
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, no integer, account uuid, number text, currency text, from_on date, to_on date,
      opening bigint, closing bigint, sum bigint, lines integer, problems jsonb, difference bigint)`.execute(tx);
}

async function insertLines(tx: Tx, plan: StoringPlan, from: number, lot: readonly StagedEntry[]): Promise<void> {
  const rows = lot.map((entry, at) => ({
    ...{ id: newId<BankLineId>(), statement: entry.statementNo, line_no: entry.lineNo, file_line: entry.line },
    ...{ booked_on: entry.bookedOn, value_on: entry.valueOn, amount: entry.amountMinor.toString(), kind: entry.kind },
    ...{ return_reason: entry.returnReason, is_reversal: entry.isReversal, bank_ref: entry.bankRef },
    ...{ payer_ref: entry.payerRef, creditor_ref: entry.creditorRef, text: entry.text, party_name: entry.partyName },
    ...{ party_account: entry.partyAccount, part_no: entry.part?.no ?? null, part_of: entry.part?.of ?? null },
    same_as: plan.sameAs.get(from + at) ?? null,
  }));
  await sql`
    insert into bank_lines (id, statement_id, bank_account_id, line_no, file_line, booked_on, value_on, amount_minor, currency, kind, return_reason,
      is_reversal, bank_ref, payer_ref, creditor_ref, text, party_name, party_account, part_no, part_of, same_as)
    select r.id, s.id, s.bank_account_id, r.line_no, r.file_line, r.booked_on, r.value_on, r.amount, s.currency, r.kind, r.return_reason, r.is_reversal,
      r.bank_ref, r.payer_ref, r.creditor_ref, r.text, r.party_name, r.party_account, r.part_no, r.part_of, r.same_as
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, statement integer, line_no integer, file_line integer, booked_on date, value_on date,
      amount bigint, kind text, return_reason text, is_reversal boolean, bank_ref text, payer_ref text, creditor_ref text, text text, party_name text,
      party_account text, part_no integer, part_of integer, same_as uuid)
    join bank_statements s on s.import_id = ${plan.importId}::uuid and s.statement_no = r.statement`.execute(tx);
}

/** From here on the lines count, all at once. A line that came before, or that moves nothing, is skipped. */
async function finish(tx: Tx, actor: Actor, { importId, sameAs }: StoringPlan, moment: Moment): Promise<void> {
  const standing = await sql<{ state: string }>`
    insert into bank_line_states (line_id, statement_id, state, changed_at, changed_by_name)
    select l.id, l.statement_id, case when l.same_as is not null or l.amount_minor = 0 then 'skipped' else 'open' end, ${moment.now}, ${actor.name}
    from bank_statements s join bank_lines l on l.statement_id = s.id where s.import_id = ${importId}::uuid returning state`.execute(
    tx,
  );
  const skipped = standing.rows.filter(({ state }) => state === 'skipped').length;
  await tx
    .updateTable('bank_imports')
    .set({ state: 'stored', stored_at: moment.now, skipped_count: skipped })
    .where('id', '=', importId)
    .execute();
  await writeAudit(tx, actor, {
    ...{ action: 'bank_file.stored', subjectKind: 'bank_import', subjectId: importId },
    after: { lines: standing.rows.length, skipped, same: sameAs.size },
  });
  await enqueue(tx, 'post-exact', { importId });
}

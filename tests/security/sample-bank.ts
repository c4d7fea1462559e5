import type { Pool } from 'pg';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { explainLine } from '#app/workflows/explain-line.server.ts';
import { storedBankLines } from '#tests/support/bank-lines.ts';
import { aColleague } from '#tests/support/colleagues.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { on } from '#tests/support/people.ts';

/** A file of the bank that was read and waits for a person, with one line of an account nobody knows. */
export async function aBankImport(pool: Pick<Pool, 'query'>): Promise<string> {
  const statement = {
    ...{
      no: 1,
      shownAccount: 'DE00',
      account: 'DE00',
      number: '1',
      currency: 'EUR',
      fromOn: '2026-04-01',
      toOn: '2026-04-01',
    },
    ...{ openingMinor: '0', closingMinor: '100', sumMinor: '100', creditsMinor: '100', debitsMinor: '0' },
    ...{ differenceMinor: '0', lineCount: 1, problems: [] },
  };
  const line = {
    ...{ statementNo: 1, lineNo: 1, fileLine: 1, bookedOn: '2026-04-01', amountMinor: '100', currency: 'EUR' },
    ...{ partyName: 'A payer', text: 'For something', bankRef: 'B1' },
  };
  const preview = {
    ...{ statements: [statement], problems: [], first: [line], twins: [], sameCount: 0, looksCount: 0 },
    ...{ toTake: [], mapping: null, readAt: '2026-04-02T08:00:00.000Z', asOf: 0 },
  };
  const { rows } = await pool.query<{ id: string }>(
    `insert into bank_imports (id, file_name, sha256, size_bytes, format, state, preview, line_count, imported_by_name, staged_at)
     values (uuidv7(), 'sample.sta', encode(sha256(convert_to(random()::text, 'UTF8')), 'hex'), 9, 'mt940', 'ready', $1, 1, 'Sample', now()) returning id`,
    [JSON.stringify(preview)],
  );
  return rows[0]?.id ?? '';
}

/** A stored statement with a line that is open and one that is a receipt nobody could place. */
export async function aBankStatement(
  database: TestDatabase,
): Promise<{ bankStatement: string; bankLine: string; unidentifiedReceipt: string }> {
  const { statementId, lineIds } = await storedBankLines(database, {
    bookedOn: on('2026-04-08').today,
    lines: [
      { amountMinor: 12_300n, text: 'For something' },
      { amountMinor: 4_500n, partyName: 'A stranger' },
    ],
  });
  const clerk = await aColleague(database.staff.db, 'cash_poster');
  const parts = [{ kind: 'unidentified' as const, amountMinor: 4_500n, note: 'No name we know' }];
  const said = await inTransaction(database.staff.db, (tx) =>
    explainLine(tx, clerk, { lineId: lineIds[1]!, parts }, on('2026-04-08')),
  );
  if (!said.ok) throw new Error(said.refusal.code);
  const receipts = database.owner.db.selectFrom('unidentified_receipts').select('id');
  const { id } = await receipts.where('line_id', '=', lineIds[1]!).executeTakeFirstOrThrow();
  return { bankStatement: statementId, bankLine: lineIds[0]!, unidentifiedReceipt: id };
}

import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { BankLinkKind } from '../types.ts';
import { type BankStatementView, getStatement, statementProgress } from './statements.server.ts';

/** Lines of a statement that are of one kind, minor units of its currency. */
export type ExplainedAs = { readonly kind: BankLinkKind; readonly parts: number; readonly sumMinor: bigint };

/**
 * What proves a statement, in minor units of its currency: opening and all its lines make closing. `explainedMinor`,
 * `waitingMinor` (open, parked, asked) and `skippedMinor` (the same movement came in an earlier file and counts there) are
 * those lines. `differenceMinor` is what is missing; null where the bank gave no opening or closing.
 */
export type StatementProof = {
  readonly statement: BankStatementView;
  readonly explainedMinor: bigint;
  readonly explainedCount: number;
  readonly waitingMinor: bigint;
  readonly waitingCount: number;
  readonly parkedMinor: bigint;
  readonly parkedCount: number;
  readonly skippedMinor: bigint;
  readonly skippedCount: number;
  readonly differenceMinor: bigint | null;
  readonly byKind: readonly ExplainedAs[];
};

/** Null where no stored import has this statement. */
export async function statementProof(
  db: ReadDb,
  { statementId }: { readonly statementId: string },
): Promise<StatementProof | null> {
  const statement = await getStatement(db, { statementId });
  if (!statement) return null;
  const progress = await statementProgress(db, { statementId });
  const of = (...states: string[]) => progress.filter((one) => states.includes(one.state));
  const sum = (...states: string[]) => of(...states).reduce((total, one) => total + one.sumMinor, 0n);
  const count = (...states: string[]) => of(...states).reduce((total, one) => total + one.count, 0);
  const { openingMinor, closingMinor } = statement;
  const all = sum('explained', 'open', 'parked', 'asked', 'skipped');
  return {
    ...{ statement, explainedMinor: sum('explained'), explainedCount: count('explained') },
    ...{ waitingMinor: sum('open', 'parked', 'asked'), waitingCount: count('open', 'parked', 'asked') },
    ...{ parkedMinor: sum('parked', 'asked'), parkedCount: count('parked', 'asked') },
    ...{ skippedMinor: sum('skipped'), skippedCount: count('skipped') },
    differenceMinor: openingMinor === null || closingMinor === null ? null : closingMinor - openingMinor - all,
    byKind: await explainedAs(db, statementId),
  };
}

async function explainedAs(db: ReadDb, statementId: string): Promise<readonly ExplainedAs[]> {
  const { rows } = await sql<ExplainedAs>`
    select k.kind, count(*)::int as parts, sum(k.amount_minor)::bigint as "sumMinor"
    from bank_line_states s join bank_line_links k on k.explanation_id = s.explanation_id
    where s.statement_id = ${statementId}::uuid group by k.kind order by abs(sum(k.amount_minor)) desc, k.kind`.execute(
    db as never,
  );
  return rows;
}

import { assert } from '#app/kernel/assert.ts';
import type { Currency } from '#app/kernel/money.ts';
import { groupMembers } from '#app/modules/customers/queries/group-members.server.ts';
import type { StatementFacts } from '#app/modules/documents/types.ts';
import { findSeal } from '#app/modules/ledger/queries/seals.server.ts';
import type { Seal } from '#app/modules/ledger/types.ts';
import { getGroupStatement } from '#app/modules/statements/queries/get-group-statement.server.ts';
import { getStatement } from '#app/modules/statements/queries/get-statement.server.ts';
import type { GroupStatement, Statement, StatementAgeing, StatementForm } from '#app/modules/statements/types.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** A statement that was read, of one account or of a group. */
export type ReadStatement =
  | { readonly of: 'account'; readonly statement: Statement }
  | { readonly of: 'group'; readonly statement: GroupStatement };

export type StatementWanted = Omit<StatementFacts, 'sealNo' | 'isOpenItem'> & {
  readonly customerId: string;
  readonly knownAt: Seal;
  readonly form: StatementForm;
};

/** Reads a statement by what it is of, by the one query of its kind; null where a group has no children any more. */
export async function readStatement(db: ReadDb, wanted: StatementWanted): Promise<ReadStatement | null> {
  const { customerId, currency, ...range } = wanted;
  if (currency !== null)
    return { of: 'account', statement: await getStatement(db, { ...range, customerId, currency }) };
  const members = await groupMembers(db, customerId);
  if (members.length === 0) return null;
  return { of: 'group', statement: await getGroupStatement((_, read) => read(db), { ...range, members }) };
}

/** The statement a kept document is of, read again at its seal: the figures its file holds. */
export async function readKeptStatement(
  db: ReadDb,
  of: StatementFacts & { readonly customerId: string },
): Promise<ReadStatement | null> {
  const { sealNo, isOpenItem, ...wanted } = of;
  const knownAt = await findSeal(db, sealNo);
  assert(knownAt, 'a kept statement names a seal that stands');
  return readStatement(db, { ...wanted, knownAt, form: isOpenItem ? 'open_item' : 'balance_forward' });
}

/** The sums of a statement, one per currency. */
export const totalsOf = (
  read: ReadStatement,
): { readonly currency: Currency; readonly closingMinor: bigint; readonly ageing: StatementAgeing }[] =>
  read.of === 'account'
    ? [read.statement]
    : read.statement.parts.map(({ currency, total }) => ({ currency, ...total }));

/** Whether it says anything: something moved, stood open before, or is open. */
export function saysSomething(read: ReadStatement): boolean {
  const statements = read.of === 'account' ? [read.statement] : read.statement.parts.flatMap(accountsOf);
  return statements.some(
    ({ rows, openingMinor, ageing }) =>
      rows.length > 0 || openingMinor !== 0n || ageing.totalMinor !== 0n || ageing.creditsMinor !== 0n,
  );
}

const accountsOf = ({ accounts }: GroupStatement['parts'][number]) => accounts.map(({ statement }) => statement);

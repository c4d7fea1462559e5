import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { NamedCustomer } from '#app/modules/customers/types.ts';
import type { Seal } from '#app/modules/ledger/types.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { addStatements } from '../rules/add-statements.ts';
import type { GroupPart, GroupStatement, Statement, StatementForm } from '../types.ts';
import { getStatement } from './get-statement.server.ts';
import { statementChoices } from './statement-choices.server.ts';

export type GroupStatementAsked = {
  /** The parent first. */
  readonly members: readonly NamedCustomer[];
  /** Both days are part of the statement. */
  readonly fromOn: PlainDate;
  readonly toOn: PlainDate;
  /** All members are read at this one seal, so that a transfer is in both accounts or in neither. */
  readonly knownAt: Seal;
  readonly form?: StatementForm;
};

/** Reads one member's account. In the portal that is a reading of its own, which sees this member and nobody else. */
export type ReadMember = <Value>(customerId: string, read: (db: ReadDb) => Promise<Value>) => Promise<Value>;

/**
 * The statement of a group as one document: per currency, in its alphabet, what getStatement answers for each member that
 * ever moved in it, and their sums. Currencies are never added. Members are those the group has now.
 */
export async function getGroupStatement(readMember: ReadMember, asked: GroupStatementAsked): Promise<GroupStatement> {
  const { members, ...range } = asked;
  const parts = new Map<Currency, { member: NamedCustomer; statement: Statement }[]>();
  for (const member of members) {
    for (const statement of await readMember(member.id, (db) => statementsOf(db, member.id, range))) {
      const part = parts.get(statement.currency) ?? [];
      part.push({ member, statement });
      parts.set(statement.currency, part);
    }
  }
  const currencies = [...parts.keys()].sort();
  return {
    parent: members[0]!,
    ...range,
    form: range.form ?? 'balance_forward',
    parts: currencies.map((currency): GroupPart => {
      const accounts = parts.get(currency) ?? [];
      return { currency, accounts, total: addStatements(accounts.map(({ statement }) => statement)) };
    }),
  };
}

async function statementsOf(
  db: ReadDb,
  customerId: string,
  range: Omit<GroupStatementAsked, 'members'>,
): Promise<Statement[]> {
  const statements: Statement[] = [];
  for (const { currency } of await statementChoices(db, { customerId }))
    statements.push(await getStatement(db, { customerId, currency, ...range }));
  return statements;
}

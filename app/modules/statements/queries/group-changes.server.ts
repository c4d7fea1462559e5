import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { NamedCustomer } from '#app/modules/customers/types.ts';
import type { Seal } from '#app/modules/ledger/types.ts';
import type { AccountChange, GroupChanges } from '../types.ts';
import type { ReadMember } from './get-group-statement.server.ts';
import { statementChanges } from './statement-changes.server.ts';
import { statementChoices } from './statement-choices.server.ts';

export type GroupChangesAsked = {
  /** The parent first. */
  readonly members: readonly NamedCustomer[];
  readonly fromOn: PlainDate;
  readonly toOn: PlainDate;
  readonly before: Seal;
  readonly after: Seal;
};

/**
 * What the statement of a group would say at a later seal that it did not say at an earlier one: per currency each account that
 * ever moved in it, by the question a single statement asks (`statementChanges`). Members are those the group has now.
 */
export async function groupChanges(
  readMember: ReadMember,
  { members, ...range }: GroupChangesAsked,
): Promise<GroupChanges> {
  const found = new Map<Currency, AccountChange[]>();
  for (const member of members)
    await readMember(member.id, async (db) => {
      for (const { currency } of await statementChoices(db, { customerId: member.id })) {
        const { before, after, learned } = await statementChanges(db, { customerId: member.id, currency, ...range });
        const sums = { beforeMinor: before.closingMinor, afterMinor: after.closingMinor, learned: learned.length };
        found.set(currency, [...(found.get(currency) ?? []), { member, ...sums }]);
      }
    });
  return [...found.keys()].sort().map((currency) => ({ currency, accounts: found.get(currency) ?? [] }));
}

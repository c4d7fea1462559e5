import { groupMembers } from '#app/modules/customers/queries/group-members.server.ts';
import type { Seal } from '#app/modules/ledger/types.ts';
import type { Period } from '#app/modules/statements/forms.ts';
import { getGroupStatement, type ReadMember } from '#app/modules/statements/queries/get-group-statement.server.ts';
import { type GroupChangesAsked, groupChanges } from '#app/modules/statements/queries/group-changes.server.ts';
import type { GroupChanges, GroupStatement, StatementForm } from '#app/modules/statements/types.ts';
import { portalDb, staffDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';

export type GroupAsked = {
  /** The customer of the session leads a group. */
  readonly isLead: boolean;
  /** The whole group, where it was asked for. */
  readonly statement: GroupStatement | null;
};

/**
 * The group of the signed-in customer for the page of statements. Who belongs to it is looked up for the customer of the
 * session alone; each member is then read in a scope of its own, so that no reading sees two customers.
 */
export async function groupFor(of: {
  readonly customerId: string;
  readonly url: URL;
  readonly period: Period | null;
  readonly knownAt: Seal;
  readonly form: StatementForm;
}): Promise<GroupAsked> {
  const members = await groupMembers(staffDb(), of.customerId);
  const isAsked = of.url.searchParams.get('group') === 'yes';
  if (members.length === 0 || !isAsked || !of.period) return { isLead: members.length > 0, statement: null };
  const range = { ...of.period, knownAt: of.knownAt, form: of.form };
  return { isLead: true, statement: await getGroupStatement(readMember, { members, ...range }) };
}

/** Each member is read in a scope of its own. */
const readMember: ReadMember = (customerId, read) => readAsPortal(portalDb(), { kind: 'customer', customerId }, read);

/** What was learned between two seals that belongs on the statement of the group the customer leads; null for who leads none. */
export async function changesOfGroup(
  customerId: string,
  range: Omit<GroupChangesAsked, 'members'>,
): Promise<{ readonly changes: GroupChanges; readonly own: string } | null> {
  const members = await groupMembers(staffDb(), customerId);
  if (members.length === 0) return null;
  return { changes: await groupChanges(readMember, { members, ...range }), own: customerId };
}

import { sentence } from '#app/guards/guarded-request.server.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { groupMembers } from '#app/modules/customers/queries/group-members.server.ts';
import type { Seal } from '#app/modules/ledger/types.ts';
import { readForm, readPeriod } from '#app/modules/statements/forms.ts';
import { getGroupStatement, type ReadMember } from '#app/modules/statements/queries/get-group-statement.server.ts';
import type { GroupStatement } from '#app/modules/statements/types.ts';
import { portalDb, staffDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { csvResponse } from '#app/platform/http/csv-response.server.ts';
import { downloadResponse } from '#app/platform/http/download-response.server.ts';
import { groupFileName } from '#app/workflows/keep-statement.server.ts';
import { renderGroupStatement } from '#app/workflows/render-statement.server.ts';
import { webProducer } from '#app/workflows/web-outside.server.ts';
import { foundOr404 } from './give-file.server.ts';
import { groupStatementColumns, groupStatementLines } from './group-statement-columns.ts';

/** Whether an address asks for the whole group and not for one account. */
export const asksForGroup = (url: URL): boolean => url.searchParams.get('group') === 'yes';

/** Reads members as the desk does. */
export const asStaff: ReadMember = (_, read) => read(staffDb());

/**
 * Reads members in the portal: one customer a transaction, as its own user would. Only for members of the group whose
 * parent the signed-in user's session is for; `groupMembers` answers nobody for who is parent of nobody.
 */
export const asPortal: ReadMember = (customerId, read) =>
  readAsPortal(portalDb(), { kind: 'customer', customerId }, read);

/** The group's statement an address asks for; 404 for a customer that leads no group. */
export async function askedGroupStatement(
  url: URL,
  of: {
    readonly customerId: string;
    readonly today: PlainDate;
    readonly knownAt: Seal;
    readonly readMember: ReadMember;
  },
): Promise<GroupStatement> {
  const asked = url.searchParams;
  const period = readPeriod({ from: asked.get('from'), to: asked.get('to') }, of.today);
  if (!period.ok)
    throw sentence(422, 'These are no dates of a statement. Go back and choose the first and the last day.');
  const members = await groupMembers(staffDb(), of.customerId);
  foundOr404(members.length > 0, 'group of this customer');
  const form = readForm(asked.get('form'));
  return getGroupStatement(of.readMember, { members, ...period.value, knownAt: of.knownAt, form });
}

export async function groupStatementPdf(statement: GroupStatement): Promise<Response> {
  const body = await renderGroupStatement(webProducer(), statement);
  return downloadResponse({ body, fileName: groupFileName(statement, 'pdf'), contentType: 'application/pdf' });
}

export const groupStatementCsv = (statement: GroupStatement): Response =>
  csvResponse({
    fileName: groupFileName(statement, 'csv'),
    columns: groupStatementColumns(statement),
    rows: groupStatementLines(statement),
  });

import { requirePortal } from '#app/guards/require-portal.server.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import type { Route } from './+types/statement-csv.ts';
import { askedSeal, askedStatement, statementCsvResponse } from './asked-statement.server.ts';
import { askedGroupStatement, asksForGroup, asPortal, groupStatementCsv } from './group-statement-response.server.ts';

/** The customer's own statement for any dates. */
export async function loader(args: Route.LoaderArgs) {
  const { scope, customerId, membership, moment } = await requirePortal(args, 'view');
  const of = { customerId, today: moment.today, knownAt: await askedSeal(portalDb(), args.url) };
  if (asksForGroup(args.url))
    return groupStatementCsv(await askedGroupStatement(args.url, { ...of, readMember: asPortal }));
  const statement = await readAsPortal(portalDb(), scope, (db) => askedStatement(db, args.url, of));
  return statementCsvResponse({ statement, customerNumber: membership.customerNumber });
}

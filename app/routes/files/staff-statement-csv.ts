import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type CustomerId, parseId } from '#app/kernel/ids.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import type { Route } from './+types/staff-statement-csv.ts';
import { askedSeal, askedStatement, statementCsvResponse } from './asked-statement.server.ts';
import { foundOr404 } from './give-file.server.ts';
import { askedGroupStatement, asksForGroup, asStaff, groupStatementCsv } from './group-statement-response.server.ts';

/** A customer's statement for the desk: the same query, the same file. */
export async function loader(args: Route.LoaderArgs) {
  const { moment, db, user } = await requireStaff(args, 'accounts.read');
  const customerId = foundOr404(parseId<CustomerId>(args.params.id), 'customer');
  const customer = foundOr404(await getCustomer(db, customerId), 'customer');
  const knownAt = await askedSeal(staffDb(), args.url);
  // A partner is shown assigned customers, which need not be the whole group.
  if (asksForGroup(args.url) && mayStaff(user.role, 'desk.read')) {
    const of = { customerId, today: moment.today, knownAt, readMember: asStaff };
    return groupStatementCsv(await askedGroupStatement(args.url, of));
  }
  const statement = await askedStatement(db, args.url, { customerId, today: moment.today, knownAt });
  return statementCsvResponse({ statement, customerNumber: customer.number });
}

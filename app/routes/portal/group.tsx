import { requirePortal } from '#app/guards/require-portal.server.ts';
import { balancesOf } from '#app/modules/customers/queries/list-customers.server.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { PortalTitle } from '#app/ui/portal-title.tsx';
import type { Route } from './+types/group.ts';
import { foundOr404 } from './found-or-404.ts';

const MEMBERS_SHOWN = 100;

/** Each account of the group the person looks after, read in a scope of its own: no reading sees two customers. */
export async function loader(args: Route.LoaderArgs) {
  const { customerId, company, membership, memberships, moment } = await requirePortal(args, 'view');
  const leadId = membership.throughGroupOf ?? customerId;
  const members = memberships.filter((one) => one.customerId === leadId || one.throughGroupOf === leadId);
  foundOr404(members.length > 1 ? members : undefined, 'group');
  const shown = members.slice(0, MEMBERS_SHOWN);
  const rows = [];
  for (const member of shown) {
    const scope = { kind: 'customer', customerId: member.customerId } as const;
    const found = await readAsPortal(portalDb(), scope, (db) =>
      balancesOf(db, { customerIds: [member.customerId], today: moment.today }),
    );
    rows.push({
      ...{ id: member.customerId, name: member.customerName, number: member.customerNumber },
      ...{ isLead: member.customerId === leadId, isThis: member.customerId === customerId },
      balances: found.get(member.customerId) ?? [],
    });
  }
  rows.sort((a, b) => Number(b.isLead) - Number(a.isLead));
  return { company: company.name, rows, more: members.length - shown.length };
}

export default function Group({ loaderData }: Route.ComponentProps) {
  const { company, rows, more } = loaderData;
  return (
    <>
      <PageTitle title="Your group" site={company} />
      <BackLink to="/account">Account</BackLink>
      <PortalTitle title="Your group" under="Every account you look after, with what each owes." />
      <DataTable
        caption="Accounts of your group"
        cards
        rows={rows}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'name',
            head: 'Account',
            rowHeader: true,
            cell: (row) => (
              <>
                <bdi>{row.name}</bdi>
                <span className="under">
                  {row.number}
                  {row.isLead && ', leads the group'}
                </span>
              </>
            ),
          },
          {
            key: 'owed',
            head: 'Owed',
            numeric: true,
            card: 'amount',
            cell: (row) =>
              row.balances.length === 0
                ? 'Nothing'
                : row.balances.map(({ balance }) => <MoneyText key={balance.currency} money={balance} />),
          },
          {
            key: 'late',
            head: 'Was due',
            numeric: true,
            card: 'line',
            cell: (row) =>
              row.balances
                .filter(({ overdue }) => overdue.minor > 0n)
                .map(({ overdue }) => <MoneyText key={overdue.currency} money={overdue} />),
          },
          {
            key: 'look',
            head: 'Look',
            headHidden: true,
            card: 'action',
            cell: (row) =>
              row.isThis ? (
                'You are here'
              ) : (
                <form method="post" action="/switch-customer">
                  <Button small variant="second" name="customer" value={row.id}>
                    Look at it<span className="sr-only">: {row.name}</span>
                  </Button>
                </form>
              ),
          },
        ]}
      />
      {more > 0 && <p className="mt-4 text-muted">And {more} more; choose one of them at the foot of the page.</p>}
    </>
  );
}

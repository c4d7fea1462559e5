import { Link } from 'react-router';
import { requirePortal } from '#app/guards/require-portal.server.ts';
import { money } from '#app/kernel/money.ts';
import { HelpLink } from '#app/modules/help/ui/help-link.tsx';
import { paymentAsks } from '#app/modules/payments/queries/payment-asks.server.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { InstantText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { PortalTitle } from '#app/ui/portal-title.tsx';
import type { Route } from './+types/asks.ts';
import { AskState } from './ask-state.tsx';

export async function loader(args: Route.LoaderArgs) {
  const { scope, customerId, company, moment } = await requirePortal(args, 'pay');
  const asks = await readAsPortal(portalDb(), scope, (db) =>
    paymentAsks(db, { customerId, waiting: false }, moment.now),
  );
  return { company: company.name, zone: company.timeZone, asks };
}

export default function Asks({ loaderData }: Route.ComponentProps) {
  const { company, zone, asks } = loaderData;
  return (
    <>
      <PageTitle title="Payments for approval" site={company} />
      <BackLink to="/">What you owe</BackLink>
      <PortalTitle
        title="Payments for approval"
        under="Payments above what somebody may pay alone. An approver pays them or sends them back."
      />
      {asks.length === 0 ? (
        <EmptyState>Nobody has asked for a payment to be approved.</EmptyState>
      ) : (
        <DataTable
          caption="Payments somebody prepared"
          cards
          rows={asks}
          rowKey={(ask) => ask.id}
          columns={[
            {
              key: 'by',
              head: 'Asked',
              rowHeader: true,
              cell: (ask) => (
                <>
                  <Link to={`/asks/${ask.id}`}>
                    <bdi>{ask.askedByName}</bdi>, <InstantText at={ask.askedAt} zone={zone} show="date-time" />
                  </Link>
                  <span className="under">{ask.items.map((item) => item.number).join(', ') || 'On account'}</span>
                </>
              ),
            },
            {
              key: 'amount',
              head: 'Amount',
              numeric: true,
              card: 'amount',
              cell: (ask) => <MoneyText money={money(ask.amountMinor, ask.currency)} />,
            },
            { key: 'state', head: 'State', cell: (ask) => <AskState ask={ask} /> },
          ]}
        />
      )}
      <HelpLink page="people-and-approval" />
    </>
  );
}

import { Link } from 'react-router';
import { requirePortal } from '#app/guards/require-portal.server.ts';
import { money } from '#app/kernel/money.ts';
import { mayPortal } from '#app/modules/auth/types.ts';
import { listPlans } from '#app/modules/payment-plans/queries/list-plans.server.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Badge } from '#app/ui/badge.tsx';
import { LinkButton } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { MoneyText, NotApplicable } from '#app/ui/money-text.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { PortalTitle } from '#app/ui/portal-title.tsx';
import type { Route } from './+types/plans.ts';
import { PLAN_STATES } from './plan-state.ts';

export async function loader(args: Route.LoaderArgs) {
  const { scope, customerId, moment, company, membership } = await requirePortal(args, 'view');
  const plans = await readAsPortal(portalDb(), scope, (db) => listPlans(db, { customerId }, moment.today));
  return { plans, company: company.name, mayPay: mayPortal(membership.role, 'pay') };
}

export default function Plans({ loaderData }: Route.ComponentProps) {
  const { plans, company, mayPay } = loaderData;
  return (
    <>
      <PageTitle title="Payment plans" site={company} />
      <BackLink to="/">What you owe</BackLink>
      <PortalTitle
        title="Payment plans"
        under={plans.length === 0 ? 'You have none. A plan spreads what you owe over dates that suit you.' : undefined}
      />
      {plans.length > 0 && (
        <DataTable
          cards
          caption="Your payment plans, newest first"
          rows={plans}
          rowKey={(row) => row.id}
          columns={[
            {
              key: 'no',
              head: 'Plan',
              rowHeader: true,
              cell: (row) => <Link to={`/plans/${row.id}`}>{row.number}</Link>,
            },
            { key: 'state', head: 'How it stands', cell: (row) => <State row={row} /> },
            {
              key: 'next',
              head: 'Next payment',
              cell: (row) =>
                row.nextOn && row.nextMinor !== null ? (
                  <>
                    <MoneyText money={money(row.nextMinor, row.currency)} />, <DateText date={row.nextOn} weekday />
                  </>
                ) : (
                  <NotApplicable words="None" />
                ),
            },
            {
              key: 'left',
              head: 'Left',
              numeric: true,
              cell: (row) => <MoneyText money={money(row.leftMinor, row.currency)} />,
            },
          ]}
        />
      )}
      {mayPay && (
        <div className="gap-part">
          <LinkButton to="/plans/new" variant={plans.length === 0 ? 'primary' : 'second'}>
            Spread what you owe
          </LinkButton>
        </div>
      )}
    </>
  );
}

function State({ row }: { row: Route.ComponentProps['loaderData']['plans'][number] }) {
  const { tone, icon, text } = PLAN_STATES[row.isLate ? 'late' : row.state];
  return (
    <Badge tone={tone} icon={icon}>
      {text}
    </Badge>
  );
}

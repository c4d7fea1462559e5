import { Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { listPlans } from '#app/modules/payment-plans/queries/list-plans.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Route } from './+types/plans.ts';
import { addressWith, askedView } from './list-address.ts';
import { PLAN_VIEWS, VIEW_EMPTY, VIEW_NAMES } from './plan-state.ts';
import { PlanTable } from './plan-table.tsx';

const PAGE = 50;

export async function loader(args: Route.LoaderArgs) {
  const { moment } = await requireStaff(args, 'desk.read');
  const { url } = args;
  const view = askedView(url, PLAN_VIEWS);
  const text = url.searchParams.get('after') ?? '';
  const after = /^\d{1,18}$/.test(text) ? BigInt(text) : null;
  const of = { view, limit: PAGE, ...(after === null ? {} : { after }) };
  const rows = await listPlans(staffDb(), of, moment.today);
  const last = rows.at(-1);
  return {
    ...{ view, rows, today: moment.today },
    views: PLAN_VIEWS.map((one) => ({ view: one, to: addressWith(url, { view: one === 'requests' ? null : one }) })),
    nextHref: rows.length === PAGE && last ? addressWith(url, { after: last.no.toString() }) : null,
  };
}

export default function StaffPlans({ loaderData }: Route.ComponentProps) {
  const { view, views, rows, nextHref } = loaderData;
  return (
    <>
      <PageTitle title="Payment plans" site="Tallystick" />
      <PageHead
        title="Payment plans"
        facts={
          <span>
            On time or late by the money that came. <Link to="/staff/settings/plans">What customers agree alone</Link>
          </span>
        }
      />
      <Tabs
        label="Views"
        tabs={views.map((one) => ({ to: one.to, label: VIEW_NAMES[one.view], current: one.view === view }))}
      />
      <Panel title={VIEW_NAMES[view]}>
        {rows.length > 0 ? (
          <PlanTable caption={`Payment plans: ${VIEW_NAMES[view].toLowerCase()}`} rows={rows} withCustomer />
        ) : (
          <EmptyState action={view === 'requests' && <Link to="/staff/plans?view=active">Show active plans</Link>}>
            {VIEW_EMPTY[view]}
          </EmptyState>
        )}
      </Panel>
      <Pager label="Payment plans" nextHref={nextHref} />
    </>
  );
}

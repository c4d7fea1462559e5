import { Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { listRequests } from '#app/modules/approvals/queries/list-requests.server.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { givenBackByReason } from '#app/modules/reports/queries/given-back-by-reason.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Route } from './+types/adjustments.ts';
import { adjustmentColumns } from './adjustment-columns.tsx';
import { ADJUSTMENT_KINDS, ADJUSTMENT_VIEWS, type AdjustmentView, narrowed } from './adjustment-views.ts';
import { GivenBackPanel } from './given-back-panel.tsx';
import { addressWith, askedView } from './list-address.ts';

const LABELS: Readonly<Record<AdjustmentView, string>> = {
  mine: 'Mine',
  waiting: 'Waiting',
  approved: 'Approved',
  'sent-back': 'Sent back',
};
const EMPTY: Readonly<Record<AdjustmentView, string>> = {
  mine: 'You have asked for nothing yet. A credit begins on an invoice.',
  waiting: 'Nothing waits for a second person.',
  approved: 'Nothing was approved yet.',
  'sent-back': 'Nothing was sent back.',
};
const PAGE_SIZE = 50;
const MONTHS = 6;

/** What was asked for to give back or give up money. What one does alone stands among the credit notes at once. */
export async function loader(args: Route.LoaderArgs) {
  const { company, user, moment } = await requireStaff(args, 'desk.read');
  const view = askedView(args.url, ADJUSTMENT_VIEWS);
  const after = parseId(args.url.searchParams.get('after')) ?? undefined;
  const asked = { kinds: ADJUSTMENT_KINDS, limit: PAGE_SIZE + 1, ...narrowed(view, user.id) };
  const [found, givenBack] = await Promise.all([
    listRequests(staffDb(), { ...asked, ...(after ? { after } : {}) }),
    givenBackByReason(staffDb(), { today: moment.today, months: MONTHS }),
  ]);
  const rows = found.slice(0, PAGE_SIZE);
  return {
    view,
    rows,
    givenBack,
    zone: company.timeZone,
    exportHref: addressWith(args.url, {}).replace('/staff/adjustments', '/staff/adjustments.csv'),
    firstHref: after ? addressWith(args.url, {}) : null,
    nextHref: found.length > PAGE_SIZE ? addressWith(args.url, { after: rows.at(-1)?.id }) : null,
    may: {
      refund: mayStaff(user.role, 'refunds.request'),
      writeOff: mayStaff(user.role, 'write-offs.request'),
    },
    tabs: ADJUSTMENT_VIEWS.map((one) => ({
      view: one,
      to: addressWith(args.url, { view: one === 'mine' ? null : one }),
    })),
  };
}

export default function Adjustments({ loaderData }: Route.ComponentProps) {
  const { view, rows, givenBack, zone, tabs, may, exportHref, firstHref, nextHref } = loaderData;
  return (
    <>
      <PageTitle title={`Adjustments, ${LABELS[view].toLowerCase()}`} site="Tallystick" />
      <PageHead
        title="Adjustments"
        facts={
          <>
            <Link to="/staff/invoices?view=credit_notes">Credit notes that were issued</Link>
            <Link to="/staff/write-offs">Write-offs</Link>
          </>
        }
        actions={
          <>
            {may.refund && (
              <LinkButton variant="second" to="/staff/refunds/batches">
                Refunds and bank files
              </LinkButton>
            )}
            {may.writeOff && (
              <LinkButton variant="second" to="/staff/write-offs/small">
                Small balances
              </LinkButton>
            )}
          </>
        }
      />
      <Tabs
        label="Views"
        tabs={tabs.map((one) => ({ to: one.to, label: LABELS[one.view], current: one.view === view }))}
      />
      <div className="staff-stack">
        <Panel title={LABELS[view]} aside={<a href={exportHref}>Export CSV</a>}>
          {rows.length === 0 ? (
            <EmptyState>{EMPTY[view]}</EmptyState>
          ) : (
            <DataTable
              caption={`Adjustments, ${LABELS[view].toLowerCase()}`}
              rows={rows}
              rowKey={(row) => row.id}
              columns={adjustmentColumns(zone)}
            />
          )}
        </Panel>
        <Pager label="Adjustments" previousHref={firstHref} nextHref={nextHref} />
        <GivenBackPanel {...givenBack} />
      </div>
    </>
  );
}

import { Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { listRequests } from '#app/modules/approvals/queries/list-requests.server.ts';
import type { Approval } from '#app/modules/approvals/types.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Route } from './+types/adjustments.ts';
import { adjustmentColumns } from './adjustment-columns.tsx';
import { addressWith, askedView } from './list-address.ts';

const VIEWS = ['mine', 'waiting', 'approved', 'sent-back'] as const;
type View = (typeof VIEWS)[number];
const LABELS: Readonly<Record<View, string>> = {
  mine: 'Mine',
  waiting: 'Waiting',
  approved: 'Approved',
  'sent-back': 'Sent back',
};
const EMPTY: Readonly<Record<View, string>> = {
  mine: 'You have asked for nothing yet. A credit begins on an invoice.',
  waiting: 'Nothing waits for a second person.',
  approved: 'Nothing was approved yet.',
  'sent-back': 'Nothing was sent back.',
};
const KINDS = ['credit_note', 'waiver', 'refund', 'write_off'] as const;
const SHOWN_MAX = 100;

/** What was asked for to give back or give up money. What one does alone stands among the credit notes at once. */
export async function loader(args: Route.LoaderArgs) {
  const { company, user } = await requireStaff(args, 'desk.read');
  const view = askedView(args.url, VIEWS);
  const state = view === 'waiting' ? 'waiting' : view === 'approved' ? 'approved' : 'refused';
  const narrowed = view === 'mine' ? { requestedBy: user.id } : { state: state as Approval['state'] };
  const rows = await listRequests(staffDb(), { kinds: KINDS, limit: SHOWN_MAX, ...narrowed });
  return {
    view,
    rows,
    zone: company.timeZone,
    may: {
      refund: mayStaff(user.role, 'refunds.request'),
      writeOff: mayStaff(user.role, 'write-offs.request'),
    },
    tabs: VIEWS.map((one) => ({ view: one, to: addressWith(args.url, { view: one === 'mine' ? null : one }) })),
  };
}

export default function Adjustments({ loaderData }: Route.ComponentProps) {
  const { view, rows, zone, tabs, may } = loaderData;
  return (
    <>
      <PageTitle title={`Adjustments, ${LABELS[view].toLowerCase()}`} site="Tallystick" />
      <PageHead
        title="Adjustments"
        facts={<Link to="/staff/invoices?view=credit_notes">Credit notes that were issued</Link>}
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
      <Panel title={LABELS[view]} foot={rows.length === SHOWN_MAX && `The newest ${SHOWN_MAX}.`}>
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
    </>
  );
}

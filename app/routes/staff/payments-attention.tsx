import { Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type ParkedEvent, parkedProcessorEvents } from '#app/modules/payments/queries/processor-events.server.ts';
import { type UnknownAttempt, unknownAttempts } from '#app/modules/reports/queries/unknown-attempts.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { InstantText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/payments-attention.ts';
import { NameText } from './name-text.tsx';

export async function loader(args: Route.LoaderArgs) {
  const { company } = await requireStaff(args, 'desk.read');
  const [attempts, events] = await Promise.all([unknownAttempts(staffDb()), parkedProcessorEvents(staffDb())]);
  return { attempts, events, zone: company.timeZone };
}

export default function PaymentsAttention({ loaderData }: Route.ComponentProps) {
  const { attempts, events, zone } = loaderData;
  return (
    <>
      <PageTitle title="Payments that need a person" site="Tallystick" />
      <BackLink to="/staff/payments">Payments</BackLink>
      <PageHead title="Payments that need a person" />
      <div className="staff-stack">
        <UnknownAttempts attempts={attempts} zone={zone} />
        <ParkedEvents events={events} zone={zone} />
      </div>
    </>
  );
}

function UnknownAttempts({ attempts, zone }: { attempts: readonly UnknownAttempt[]; zone: string }) {
  return (
    <Panel title={attempts.length > 0 ? 'Payments of unknown fate' : 'No payment of unknown fate'}>
      {attempts.length === 0 ? (
        <EmptyState>The processor has told us what became of every payment begun.</EmptyState>
      ) : (
        <DataTable
          caption="Payments whose fate is unknown"
          rows={attempts}
          rowKey={(row) => row.id}
          columns={[
            {
              key: 'customer',
              head: 'Customer',
              rowHeader: true,
              cell: (row) => (
                <Link className="quiet-link" to={`/staff/customers/${row.customerId}`}>
                  <NameText text={row.customerName} />
                </Link>
              ),
            },
            {
              key: 'since',
              head: 'Unknown since',
              nowrap: true,
              cell: (row) => <InstantText at={row.changedAt} zone={zone} />,
            },
            {
              key: 'ref',
              head: 'At the processor',
              cell: (row) => <span className="reference">{row.processorRef}</span>,
            },
            {
              key: 'amount',
              head: 'Amount',
              numeric: true,
              cell: (row) => <MoneyText money={row.amount} style="code" />,
            },
          ]}
        />
      )}
    </Panel>
  );
}

function ParkedEvents({ events, zone }: { events: readonly ParkedEvent[]; zone: string }) {
  return (
    <Panel title={events.length > 0 ? 'Processor events that fit nothing' : 'No processor event waits'}>
      {events.length === 0 ? (
        <EmptyState>Every event of the processor was understood.</EmptyState>
      ) : (
        <DataTable
          caption="Parked processor events"
          rows={events}
          rowKey={(row) => row.eventRef}
          columns={[
            {
              key: 'event',
              head: 'Event',
              rowHeader: true,
              cell: (row) => <span className="reference">{row.eventRef}</span>,
            },
            { key: 'kind', head: 'Kind', cell: (row) => <span className="reference">{row.kind}</span> },
            {
              key: 'at',
              head: 'Received',
              nowrap: true,
              cell: (row) => <InstantText at={row.receivedAt} zone={zone} />,
            },
            { key: 'note', head: 'Why it waits', cell: (row) => <NameText text={row.note} /> },
          ]}
        />
      )}
    </Panel>
  );
}

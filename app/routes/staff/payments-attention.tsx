import { data, Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { parkedProcessorEvents } from '#app/modules/payments/queries/processor-events.server.ts';
import { type UnknownAttempt, unknownAttempts } from '#app/modules/reports/queries/unknown-attempts.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { InstantText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { bookOutsideRefund } from '#app/workflows/book-outside-refund.server.ts';
import { checkoutPorts } from '#app/workflows/web-outside.server.ts';
import type { Route } from './+types/payments-attention.ts';
import { bookWords } from './book-words.server.ts';
import { NameText } from './name-text.tsx';
import { ParkedEvents } from './parked-events.tsx';
import { postedFields } from './posted.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const { company, user } = await requireStaff(args, 'desk.read');
  const [attempts, events] = await Promise.all([unknownAttempts(staffDb()), parkedProcessorEvents(staffDb())]);
  return { attempts, events, zone: company.timeZone, mayBook: mayStaff(user.role, 'refunds.request') };
}

/** Books what was given back at the processor, from the event that told of it. */
export async function action(args: Route.ActionArgs) {
  const { actor, moment, company } = await requireStaff(args, 'refunds.request');
  const { of } = await postedFields(args.request);
  const outside = { db: staffDb(), stripe: checkoutPorts().stripe };
  const booked = await bookOutsideRefund(outside, actor, of('eventRef'), moment);
  if (!booked.ok) return data(formRefusal({ formErrors: [bookWords(booked.refusal, company)] }), 422);
  const { waiting } = booked.value;
  return redirectWithFlash(
    '/staff/payments/attention',
    waiting > 0 ? 'It is booked once a second person has approved it.' : 'It is booked.',
  );
}

export default function PaymentsAttention({ loaderData, actionData }: Route.ComponentProps) {
  const { attempts, events, zone, mayBook } = loaderData;
  return (
    <>
      <PageTitle title="Payments that need a person" site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to="/staff/payments">Payments</BackLink>
      <PageHead title="Payments that need a person" />
      <div className="staff-stack">
        <UnknownAttempts attempts={attempts} zone={zone} />
        <ParkedEvents events={events} zone={zone} mayBook={mayBook} />
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

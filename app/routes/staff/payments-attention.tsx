import { data, Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { answerCreditRequest } from '#app/modules/cash-application/commands/answer-credit-request.server.ts';
import { waitingCreditRequests } from '#app/modules/cash-application/queries/credit-requests.server.ts';
import { parkedProcessorEvents } from '#app/modules/payments/queries/processor-events.server.ts';
import { type UnknownAttempt, unknownAttempts } from '#app/modules/reports/queries/unknown-attempts.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
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
import { CreditRequests } from './credit-requests.tsx';
import { NameText } from './name-text.tsx';
import { foundOr404 } from './not-found.ts';
import { ParkedEvents } from './parked-events.tsx';
import { postedFields } from './posted.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const { company, user } = await requireStaff(args, 'desk.read');
  const [attempts, events, requests] = await Promise.all([
    unknownAttempts(staffDb()),
    parkedProcessorEvents(staffDb()),
    waitingCreditRequests(staffDb()),
  ]);
  return {
    ...{ attempts, events, requests, zone: company.timeZone },
    mayBook: mayStaff(user.role, 'refunds.request'),
    mayAnswer: mayStaff(user.role, 'payments.record'),
  };
}

/** Books what was given back at the processor, from the event that told of it; or answers a customer. */
export async function action(args: Route.ActionArgs) {
  await requireStaff(args, 'desk.read');
  const { of, intent } = await postedFields(args.request);
  if (intent === 'answer') return answer(args, of);
  const { actor, moment, company } = await requireStaff(args, 'refunds.request');
  const outside = { db: staffDb(), stripe: checkoutPorts().stripe };
  const booked = await bookOutsideRefund(outside, actor, of('eventRef'), moment);
  if (!booked.ok) return data(formRefusal({ formErrors: [bookWords(booked.refusal, company)] }), 422);
  const { waiting } = booked.value;
  return redirectWithFlash(
    '/staff/payments/attention',
    waiting > 0 ? 'It is booked once a second person has approved it.' : 'It is booked.',
  );
}

async function answer(args: Route.ActionArgs, of: (name: string) => string) {
  const { actor, moment } = await requireStaff(args, 'payments.record');
  const requestId = foundOr404(parseId(of('requestId')), 'request') as string;
  const given = { requestId, answer: of(`answer-${requestId}`) };
  const done = await inTransaction(staffDb(), (tx) => answerCreditRequest(tx, actor, given, moment));
  if (done.ok)
    return redirectWithFlash('/staff/payments/attention', 'Answered. The customer reads it on their payments.');
  const values = { requestId, answer: given.answer };
  if (done.refusal.code === 'answered-already')
    return data(formRefusal({ formErrors: ['Somebody answered this already. Nothing was changed.'], values }), 422);
  const fieldErrors = { [`answer-${requestId}`]: ['Say what was done, or why nothing was.'] };
  return data(formRefusal({ fieldErrors, values }), 422);
}

export default function PaymentsAttention({ loaderData, actionData }: Route.ComponentProps) {
  const { attempts, events, requests, zone, mayBook, mayAnswer } = loaderData;
  const requestId = String(actionData?.values.requestId ?? '');
  const result = actionData && {
    ...{ requestId, typed: String(actionData.values.answer ?? '') },
    error: actionData.fieldErrors[`answer-${requestId}`]?.[0],
  };
  return (
    <>
      <PageTitle title="Payments that need a person" site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to="/staff/payments">Payments</BackLink>
      <PageHead title="Payments that need a person" />
      <div className="staff-stack">
        <CreditRequests {...{ requests, zone, mayAnswer }} result={result ?? null} />
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

import { Link, redirect } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { addDays, type PlainDate } from '#app/kernel/plain-date.ts';
import { approvalsForMe } from '#app/modules/approvals/queries/list-approvals.server.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { contractsWaiting } from '#app/modules/contracts/queries/list-contracts.server.ts';
import { chequesWaiting } from '#app/modules/instruments/queries/cheques-waiting.server.ts';
import { ageingTotals } from '#app/modules/ledger/queries/ageing.server.ts';
import { cashIn } from '#app/modules/reports/queries/cash-in.server.ts';
import { workWaiting } from '#app/modules/reports/queries/work-waiting.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { AgeingTable } from '#app/ui/ageing-strip.tsx';
import { LinkButton } from '#app/ui/button.tsx';
import { DateText, InstantText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Figures } from '#app/ui/figures.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { WorkList } from '#app/ui/work-list.tsx';
import type { Route } from './+types/today.ts';
import { AGE_HEADS, ageCuts } from './age-cuts.ts';
import { deskRows } from './desk-rows.tsx';
import { approvalRows, contractRows } from './work-rows.tsx';

export async function loader(args: Route.LoaderArgs) {
  const { company, moment, user } = await requireStaff(args, 'accounts.read');
  // The work lists are ours; a partner begins with its customers.
  if (!mayStaff(user.role, 'desk.read')) throw redirect('/staff/customers');
  const yesterday = addDays(moment.today, -1);
  const decides = mayStaff(user.role, 'approvals.decide');
  const [waiting, cash, ageing, approvals, cheques, contracts] = await Promise.all([
    workWaiting(staffDb(), { today: moment.today, zone: company.timeZone }),
    cashIn(staffDb(), yesterday),
    ageingTotals(staffDb(), { asOf: moment.today }),
    decides ? approvalsForMe(staffDb(), { userId: user.id, today: moment.today }) : null,
    chequesWaiting(staffDb(), moment.today),
    mayStaff(user.role, 'contracts.decide') ? contractsWaiting(staffDb(), user.id) : null,
  ]);
  return {
    ...{ approvals, contracts, cheques, waiting, cash, ageing, yesterday, today: moment.today },
    now: moment.now.toISOString(),
    zone: company.timeZone,
    may: {
      import: mayStaff(user.role, 'imports.run'),
      invoice: mayStaff(user.role, 'invoices.write'),
      record: mayStaff(user.role, 'payments.record'),
    },
  };
}

export default function Today({ loaderData }: Route.ComponentProps) {
  const { approvals, contracts, cheques, waiting, cash, ageing, today, now, zone, may, yesterday } = loaderData;
  const rows = [...approvalRows(approvals, zone), ...contractRows(contracts), ...deskRows(cheques, waiting)].filter(
    (row) => row.count > 0,
  );
  return (
    <>
      <PageTitle title="Today" site="Tallystick" />
      <PageHead
        title="Today"
        beside
        facts={
          <span>
            <DateText date={today} weekday />, as at <InstantText at={now} zone={zone} show="time" />
          </span>
        }
        actions={
          <>
            {may.invoice && (
              <LinkButton to="/staff/invoices/new" variant="second">
                New invoice
              </LinkButton>
            )}
            {may.record && (
              <LinkButton to="/staff/payments/new" variant="second">
                Record payment
              </LinkButton>
            )}
          </>
        }
      />
      <div className="work-columns">
        <div className="staff-stack">
          <Panel title="Waiting for you" aside={rows.length > 0 ? 'oldest first in each list' : undefined}>
            {rows.length > 0 ? (
              <WorkList label="Work waiting" rows={rows} />
            ) : (
              <EmptyState
                action={may.import ? <Link to="/staff/import">Import customers or invoices</Link> : undefined}
              >
                All clear. New payments, bounced mail and late invoices are listed here.
              </EmptyState>
            )}
          </Panel>
        </div>
        <div className="staff-stack">
          <CashIn cash={cash} yesterday={yesterday} />
          <Panel
            title="How late the money is, in days"
            aside={<Link to="/staff/customers?view=overdue">Who is late</Link>}
            pad
          >
            {ageing.length > 0 ? (
              <AgeingTable
                caption="Open receivables by days late, one row of figures per currency"
                heads={AGE_HEADS}
                currencies={ageing.map((row) => ({ cuts: ageCuts(row, { asOf: today }) }))}
              />
            ) : (
              <p className="text-muted">Nobody owes anything.</p>
            )}
          </Panel>
        </div>
      </div>
    </>
  );
}

type CashInProps = { cash: Awaited<ReturnType<typeof cashIn>>; yesterday: PlainDate };

/** Money received, a figure per currency, never added. */
function CashIn({ cash, yesterday }: CashInProps) {
  const payments = cash.reduce((total, row) => total + row.payments, 0);
  return (
    <Panel
      title="Cash in since yesterday"
      aside={<Link to="/staff/payments">{payments === 1 ? '1 payment' : `${payments} payments`}</Link>}
      pad
    >
      {cash.length > 0 ? (
        <Figures
          small
          figures={cash.map((row) => ({
            label: row.cash.currency,
            value: <MoneyText money={row.cash} style="bare" />,
          }))}
        />
      ) : (
        <p className="text-muted">
          Nothing was received on or after <DateText date={yesterday} weekday />.
        </p>
      )}
    </Panel>
  );
}

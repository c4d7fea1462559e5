import { Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { money } from '#app/kernel/money.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { standingChargebacks } from '#app/modules/payments/queries/chargebacks.server.ts';
import { movementsForAPerson } from '#app/modules/payments/queries/get-payout.server.ts';
import type { PayoutRow } from '#app/modules/payments/queries/list-payouts.server.ts';
import { listPayouts } from '#app/modules/payments/queries/list-payouts.server.ts';
import { type ProcessorBalance, processorBalances } from '#app/modules/payments/queries/processor-balances.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Figures } from '#app/ui/figures.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/payouts.ts';
import { ChargebackTable } from './chargeback-parts.tsx';
import { closeAskedMovement } from './close-movement.server.ts';
import { datedCursor, datedNeighbours } from './list-address.ts';
import { MovementTable, PayoutBadge } from './payout-parts.tsx';

export async function loader(args: Route.LoaderArgs) {
  const { user } = await requireStaff(args, 'desk.read');
  const cursor = datedCursor(args.url);
  const [page, balances, questions, chargebacks] = await Promise.all([
    listPayouts(staffDb(), cursor ? { cursor } : {}),
    processorBalances(staffDb()),
    movementsForAPerson(staffDb()),
    standingChargebacks(staffDb()),
  ]);
  const [first, last] = [page.rows[0], page.rows.at(-1)].map((row) => row && { on: row.arrivesOn, id: row.id });
  const neighbours = datedNeighbours(args.url, { first, last, ...page });
  const mayClose = mayStaff(user.role, 'payments.record');
  return { ...{ rows: page.rows, balances, questions, chargebacks, mayClose }, ...neighbours };
}

export async function action(args: Route.ActionArgs) {
  return closeAskedMovement(args.request, await requireStaff(args, 'payments.record'));
}

export default function Payouts({ loaderData, actionData }: Route.ComponentProps) {
  const { rows, balances, questions, chargebacks, mayClose, previousHref, nextHref } = loaderData;
  const movementId = String(actionData?.values.movementId ?? '');
  const closing = actionData
    ? {
        movementId,
        typed: String(actionData.values.note ?? ''),
        error: actionData.fieldErrors[`note-${movementId}`]?.[0],
      }
    : null;
  return (
    <>
      <PageTitle title="Payouts" site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <PageHead title="Payouts" facts={<span>What the processor took, holds and sent to the bank</span>} />
      <div className="staff-stack">
        {balances.length > 0 && <Figures figures={balances.flatMap(figuresOf)} />}
        {questions.length > 0 && (
          <Panel title="Movements that need a person">
            <MovementTable caption="Movements to look into" rows={questions} asks={{ mayClose, closing }} />
          </Panel>
        )}
        {chargebacks.length > 0 && (
          <Panel title="Chargebacks that stand open">
            <ChargebackTable caption="Open chargebacks" rows={chargebacks} named />
          </Panel>
        )}
        <Panel title="What was sent to the bank">
          {rows.length > 0 ? (
            <PayoutTable rows={rows} />
          ) : (
            <EmptyState action={<Link to="/staff/payments">See payments</Link>}>
              No payout yet. The processor is asked every few minutes.
            </EmptyState>
          )}
        </Panel>
      </div>
      <Pager label="Payouts" previousHref={previousHref} nextHref={nextHref} />
    </>
  );
}

const figuresOf = ({ currency, heldMinor, bookedMinor }: ProcessorBalance) => [
  {
    ...{ key: `held-${currency}`, label: `The processor holds, ${currency}`, large: true },
    value: <MoneyText money={money(heldMinor, currency)} style="bare" />,
  },
  {
    ...{ key: `booked-${currency}`, label: `In processor clearing, ${currency}` },
    value: <MoneyText money={money(bookedMinor, currency)} style="bare" />,
  },
  ...(heldMinor === bookedMinor
    ? []
    : [
        {
          ...{ key: `apart-${currency}`, label: `Told by one side only, ${currency}` },
          value: <MoneyText money={money(bookedMinor - heldMinor, currency)} style="bare" />,
        },
      ]),
];

const PayoutTable = ({ rows }: { rows: readonly PayoutRow[] }) => (
  <DataTable
    caption="Payouts"
    rows={rows}
    rowKey={(row) => row.id}
    columns={[
      {
        key: 'arrives',
        head: 'Arrives',
        rowHeader: true,
        nowrap: true,
        cell: (row) => (
          <>
            <Link className="quiet-link" to={`/staff/payouts/${row.id}`}>
              <DateText date={row.arrivesOn} />
            </Link>
            <span className="under reference">{row.ref}</span>
          </>
        ),
      },
      { key: 'state', head: 'State', cell: (row) => <PayoutBadge row={row} /> },
      { key: 'books', head: 'In the books', cell: (row) => (row.isPosted ? 'Yes' : 'No') },
      {
        key: 'amount',
        head: 'Amount',
        numeric: true,
        cell: (row) => <MoneyText money={money(row.amountMinor, row.currency)} style="code" />,
      },
    ]}
  />
);

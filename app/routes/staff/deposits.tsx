import { Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { money } from '#app/kernel/money.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { listDeposits } from '#app/modules/instruments/queries/get-deposit.server.ts';
import type { DepositRow } from '#app/modules/instruments/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { LinkButton } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/deposits.ts';
import { DepositBadge } from './deposit-parts.tsx';
import { datedCursor, datedNeighbours } from './list-address.ts';

export async function loader(args: Route.LoaderArgs) {
  const { user } = await requireStaff(args, 'desk.read');
  const cursor = datedCursor(args.url);
  const page = await listDeposits(staffDb(), cursor ? { cursor } : {});
  const [first, last] = [page.rows[0], page.rows.at(-1)].map((row) => row && { on: row.depositedOn, id: row.id });
  return {
    rows: page.rows,
    mayRecord: mayStaff(user.role, 'payments.record'),
    ...datedNeighbours(args.url, { first, last, ...page }),
  };
}

export default function Deposits({ loaderData }: Route.ComponentProps) {
  const { rows, mayRecord, previousHref, nextHref } = loaderData;
  return (
    <>
      <PageTitle title="Deposits" site="Tallystick" />
      <BackLink to="/staff/cheques">Cheques</BackLink>
      <PageHead
        title="Deposits"
        actions={mayRecord && <LinkButton to="/staff/deposits/new">Take to the bank</LinkButton>}
      />
      <Panel title="What went to the bank">
        {rows.length > 0 ? (
          <DepositTable rows={rows} />
        ) : (
          <EmptyState action={mayRecord && <Link to="/staff/deposits/new">See what is in hand</Link>}>
            Nothing was taken to the bank yet.
          </EmptyState>
        )}
      </Panel>
      <Pager label="Deposits" previousHref={previousHref} nextHref={nextHref} />
    </>
  );
}

const DepositTable = ({ rows }: { rows: readonly DepositRow[] }) => (
  <DataTable
    caption="Deposits"
    rows={rows}
    rowKey={(row) => row.id}
    columns={[
      {
        key: 'number',
        head: 'Slip',
        rowHeader: true,
        nowrap: true,
        cell: (row) => (
          <>
            <Link className="quiet-link reference" to={`/staff/deposits/${row.id}`}>
              {row.number}
            </Link>
            <span className="under">
              <DateText date={row.depositedOn} />
            </span>
          </>
        ),
      },
      { key: 'state', head: 'State', cell: (row) => <DepositBadge row={row} /> },
      { key: 'cheques', head: 'Cheques', numeric: true, cell: (row) => row.cheques },
      {
        key: 'amount',
        head: 'Amount',
        numeric: true,
        cell: (row) => <MoneyText money={money(row.amountMinor, row.currency)} style="code" />,
      },
    ]}
  />
);

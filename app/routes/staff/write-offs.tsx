import { Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { money } from '#app/kernel/money.ts';
import {
  listWriteOffs,
  WRITE_OFF_VIEWS,
  type WriteOffRow,
  type WriteOffView,
} from '#app/modules/adjustments/queries/list-write-offs.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Route } from './+types/write-offs.ts';
import { addressWith, askedView, datedCursor, datedNeighbours } from './list-address.ts';
import { NameText } from './name-text.tsx';
import { sourcePath } from './source-path.ts';

const PAGE_SIZE = 50;
const LABELS: Readonly<Record<WriteOffView, string>> = {
  all: 'All',
  standing: 'Not recovered',
  recovered: 'Recovered, whole or in part',
};

export async function loader(args: Route.LoaderArgs) {
  await requireStaff(args, 'desk.read');
  const { url } = args;
  const view = askedView(url, WRITE_OFF_VIEWS);
  const cursor = datedCursor(url);
  const page = await listWriteOffs(staffDb(), { view, limit: PAGE_SIZE, ...(cursor ? { cursor } : {}) });
  const key = (row: WriteOffRow | undefined) => row && { on: row.effectiveOn, id: row.id };
  const [first, last] = [key(page.rows[0]), key(page.rows.at(-1))];
  return {
    ...{ view, rows: page.rows },
    views: WRITE_OFF_VIEWS.map((one) => ({ view: one, to: addressWith(url, { view: one === 'all' ? null : one }) })),
    exportHref: addressWith(url, {}).replace('/staff/write-offs', '/staff/write-offs.csv'),
    ...datedNeighbours(url, { ...page, ...(first ? { first } : {}), ...(last ? { last } : {}) }),
  };
}

export default function WriteOffs({ loaderData }: Route.ComponentProps) {
  const { view, views, rows, exportHref, previousHref, nextHref } = loaderData;
  return (
    <>
      <PageTitle title="Write-offs" site="Tallystick" />
      <BackLink to="/staff/adjustments">Adjustments</BackLink>
      <PageHead title="Write-offs" />
      <Tabs
        label="Views"
        tabs={views.map((one) => ({ to: one.to, label: LABELS[one.view], current: one.view === view }))}
      />
      <Panel title={LABELS[view]} aside={<a href={exportHref}>Export CSV</a>}>
        {rows.length === 0 ? (
          <EmptyState>Nothing was written off here. A write-off begins on a customer’s open item.</EmptyState>
        ) : (
          <DataTable caption="Write-offs, newest first" rows={rows} rowKey={(row) => row.id} columns={COLUMNS} />
        )}
      </Panel>
      <Pager label="Write-offs" previousHref={previousHref} nextHref={nextHref} />
    </>
  );
}

const amountOf = (row: WriteOffRow, minor: bigint) => <MoneyText money={money(minor, row.currency)} style="code" />;

const COLUMNS: Column<WriteOffRow>[] = [
  {
    key: 'number',
    head: 'Number',
    rowHeader: true,
    nowrap: true,
    cell: (row) => (
      <>
        <Link className="quiet-link reference" to={`/staff/write-offs/${row.id}`}>
          {row.number}
        </Link>
        <span className="under">
          <DateText date={row.effectiveOn} />
        </span>
      </>
    ),
  },
  {
    key: 'customer',
    head: 'Customer',
    cell: (row) => (
      <>
        <Link className="quiet-link" to={`/staff/customers/${row.customerId}`}>
          <NameText text={row.customerName} />
        </Link>
        <span className="under">
          <Link
            className="quiet-link reference inline-block py-1"
            to={sourcePath({ kind: row.itemKind, sourceId: row.sourceId })}
          >
            {row.itemNumber}
          </Link>
        </span>
      </>
    ),
  },
  {
    key: 'why',
    head: 'Why',
    cell: (row) => (
      <>
        {row.reason}
        <span className="under">
          by <NameText text={row.madeByName} />
        </span>
      </>
    ),
  },
  { key: 'amount', head: 'Written off', numeric: true, cell: (row) => amountOf(row, row.amountMinor) },
  { key: 'left', head: 'Not recovered', numeric: true, cell: (row) => amountOf(row, row.unrecoveredMinor) },
];

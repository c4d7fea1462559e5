import { Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { listUsage } from '#app/modules/usage/queries/list-usage.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FilterBar } from '#app/ui/filter-bar.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Route } from './+types/usage.ts';
import { addressWith, askedText, askedView, datedCursor, datedNeighbours } from './list-address.ts';
import { NameText } from './name-text.tsx';
import { BilledMark, CustomerLink, quantityText, USAGE_KINDS } from './usage-words.tsx';

const PAGE_SIZE = 50;
const VIEWS = ['all', 'unbilled', 'billed', 'corrections'] as const;
const VIEW_LABELS = { all: 'All', unbilled: 'Not billed', billed: 'Billed', corrections: 'Corrections' };

export async function loader(args: Route.LoaderArgs) {
  const { user } = await requireStaff(args, 'desk.read');
  const { url } = args;
  const view = askedView(url, VIEWS);
  const search = askedText(url);
  const page = await listUsage(staffDb(), { search, view, cursor: datedCursor(url), limit: PAGE_SIZE });
  const keyed = page.rows.map(({ occurredOn, id }) => ({ on: occurredOn, id }));
  const [first, last] = [keyed[0], keyed.at(-1)];
  const ends = { ...(first ? { first } : {}), ...(last ? { last } : {}) };
  return {
    ...{ rows: page.rows, view, search },
    ...datedNeighbours(url, { ...ends, hasOlder: page.hasOlder, hasNewer: page.hasNewer }),
    views: VIEWS.map((one) => ({ view: one, to: addressWith(url, { view: one === 'all' ? null : one }) })),
    mayWrite: mayStaff(user.role, 'usage.write'),
  };
}

export default function Usage({ loaderData }: Route.ComponentProps) {
  const { rows, view, search, views, previousHref, nextHref, mayWrite } = loaderData;
  return (
    <>
      <PageTitle title="Usage" site="Tallystick" />
      <PageHead
        title="Usage"
        actions={
          mayWrite && (
            <ButtonRow>
              <LinkButton to="/staff/usage/new">Record usage</LinkButton>
              <LinkButton to="/staff/import" variant="second">
                Import
              </LinkButton>
            </ButtonRow>
          )
        }
      />
      <Tabs
        label="Views"
        tabs={views.map((one) => ({ to: one.to, label: VIEW_LABELS[one.view], current: one.view === view }))}
      />
      <FilterBar
        action="/staff/usage"
        label="Find usage"
        clearHref={search ? '/staff/usage' : undefined}
        submitLabel="Find"
      >
        {view !== 'all' && <input type="hidden" name="view" value={view} />}
        <TextInput
          type="search"
          name="q"
          label="Reference, meter, customer number or contract"
          defaultValue={search}
          size="medium"
        />
      </FilterBar>
      <Panel title={search ? `Usage matching “${search}”` : VIEW_LABELS[view]}>
        {rows.length > 0 ? (
          <UsageTable rows={rows} />
        ) : (
          <EmptyState action={search || view !== 'all' ? <Link to="/staff/usage">Show all</Link> : undefined}>
            {search || view !== 'all'
              ? 'No usage matches.'
              : 'Nothing was recorded yet. Record usage or import a file.'}
          </EmptyState>
        )}
      </Panel>
      <Pager label="Usage" previousHref={previousHref} nextHref={nextHref} />
    </>
  );
}

function UsageTable({ rows }: { rows: Route.ComponentProps['loaderData']['rows'] }) {
  return (
    <DataTable
      caption="Usage, newest first"
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'reference',
          head: 'Reference',
          rowHeader: true,
          cell: (row) => (
            <Link to={`/staff/usage/${row.id}`} className="reference">
              <NameText text={row.reference || 'Without one'} />
            </Link>
          ),
        },
        { key: 'kind', head: 'Kind', cell: (row) => USAGE_KINDS[row.kind] },
        { key: 'on', head: 'Date', nowrap: true, cell: (row) => <DateText date={row.occurredOn} /> },
        { key: 'customer', head: 'Customer', cell: (row) => <CustomerLink row={row} /> },
        { key: 'product', head: 'Product', cell: (row) => <span className="reference">{row.productCode}</span> },
        {
          key: 'quantity',
          head: 'Quantity',
          numeric: true,
          nowrap: true,
          cell: (row) => quantityText(row.quantity, row.unitCode),
        },
        { key: 'billed', head: 'Invoice', nowrap: true, cell: (row) => <BilledMark row={row} /> },
      ]}
    />
  );
}

import { Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { listProducts } from '#app/modules/catalog/queries/list-products.server.ts';
import type { Product } from '#app/modules/catalog/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FilterBar } from '#app/ui/filter-bar.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { NotApplicable } from '#app/ui/money-text.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Route } from './+types/products.ts';
import { addressWith, askedText, askedView } from './list-address.ts';
import { NameText } from './name-text.tsx';

const PAGE_SIZE = 50;
const VIEWS = ['sold', 'ended', 'all'] as const;
const VIEW_LABELS = { sold: 'Sold', ended: 'Not sold any more', all: 'All' };

const COLUMNS: Column<Product>[] = [
  {
    key: 'code',
    head: 'Code',
    rowHeader: true,
    nowrap: true,
    cell: (row) => (
      <Link className="quiet-link reference" to={`/staff/products/${row.id}`}>
        {row.code}
      </Link>
    ),
  },
  { key: 'name', head: 'Name', cell: (row) => <NameText text={row.name} /> },
  { key: 'unit', head: 'Unit', nowrap: true, cell: (row) => row.unitCode },
  { key: 'tax', head: 'Tax', nowrap: true, cell: (row) => row.taxCode },
  {
    key: 'account',
    head: 'Revenue',
    nowrap: true,
    cell: (row) => <span className="reference">{row.accountCode}</span>,
  },
  { key: 'from', head: 'Sold from', nowrap: true, cell: (row) => <DateText date={row.validFromOn} /> },
  {
    key: 'to',
    head: 'Sold until',
    nowrap: true,
    cell: (row) => (row.validToOn ? <DateText date={row.validToOn} /> : <NotApplicable words="Without an end" />),
  },
];

export async function loader(args: Route.LoaderArgs) {
  const { moment, user } = await requireStaff(args, 'desk.read');
  const search = askedText(args.url);
  const view = askedView(args.url, VIEWS);
  const after = args.url.searchParams.get('after') ?? undefined;
  const page = await listProducts(staffDb(), { on: moment.today, view, search, after, limit: PAGE_SIZE });
  return {
    rows: page.rows,
    view,
    search,
    views: VIEWS.map((one) => ({ view: one, to: addressWith(args.url, { view: one === 'sold' ? null : one }) })),
    firstHref: after ? addressWith(args.url, {}) : null,
    nextHref: page.next ? addressWith(args.url, { after: page.next }) : null,
    mayWrite: mayStaff(user.role, 'catalog.write'),
  };
}

export default function Products({ loaderData }: Route.ComponentProps) {
  const { rows, view, search, views, firstHref, nextHref, mayWrite } = loaderData;
  return (
    <>
      <PageTitle title="Products" site="Tallystick" />
      <PageHead title="Products" actions={mayWrite && <LinkButton to="/staff/products/new">New product</LinkButton>} />
      <Tabs
        label="Views"
        tabs={views.map((one) => ({ to: one.to, label: VIEW_LABELS[one.view], current: one.view === view }))}
      />
      <FilterBar
        action="/staff/products"
        label="Find products"
        clearHref={search ? '/staff/products' : undefined}
        submitLabel="Find"
      >
        {view !== 'sold' && <input type="hidden" name="view" value={view} />}
        <TextInput type="search" name="q" label="Code or name" defaultValue={search} size="medium" />
      </FilterBar>
      <Panel title={search ? `Products matching “${search}”` : VIEW_LABELS[view]}>
        {rows.length > 0 ? (
          <DataTable caption="Products" columns={COLUMNS} rows={rows} rowKey={(row) => row.id} />
        ) : search || view !== 'sold' ? (
          <EmptyState action={<Link to="/staff/products">Clear filters</Link>}>No product matches.</EmptyState>
        ) : (
          <EmptyState action={mayWrite ? <Link to="/staff/products/new">Add the first product</Link> : undefined}>
            Nothing is sold yet.
          </EmptyState>
        )}
      </Panel>
      <Pager label="Products" summary={firstHref && <Link to={firstHref}>First page</Link>} nextHref={nextHref} />
    </>
  );
}

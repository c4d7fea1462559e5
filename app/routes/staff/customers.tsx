import { Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import {
  CUSTOMER_VIEWS,
  type CustomerView,
  listCustomers,
} from '#app/modules/customers/queries/list-customers.server.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FilterBar } from '#app/ui/filter-bar.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Route } from './+types/customers.ts';
import { CUSTOMER_COLUMNS } from './customer-columns.tsx';
import { addressWith, askedText, askedView } from './list-address.ts';

const PAGE_SIZE = 25;
const VIEW_LABELS: Record<CustomerView, string> = {
  all: 'All',
  owing: 'Owing',
  overdue: 'Overdue',
  archived: 'Archived',
};

export async function loader(args: Route.LoaderArgs) {
  const { moment, user, db } = await requireStaff(args, 'accounts.read');
  const url = args.url;
  const search = askedText(url);
  const view = askedView(url, CUSTOMER_VIEWS);
  const after = cursorOf(url);
  const page = await listCustomers(db, {
    today: moment.today,
    view,
    limit: PAGE_SIZE,
    ...(search ? { search } : {}),
    ...(after ? { after } : {}),
  });
  return {
    rows: page.rows,
    view,
    search,
    views: CUSTOMER_VIEWS.map((one) => ({ view: one, to: addressWith(url, { view: one === 'all' ? null : one }) })),
    firstHref: after ? addressWith(url, {}) : null,
    nextHref: page.next ? addressWith(url, { after: `${page.next.id}~${page.next.name}` }) : null,
    exportHref: addressWith(url, {}).replace('/staff/customers', '/staff/customers.csv'),
    mayWrite: mayStaff(user.role, 'customers.write'),
    mayImport: mayStaff(user.role, 'imports.run'),
  };
}

/** `after=<id>~<name>`: the row the next page begins after. */
function cursorOf(url: URL): { id: string; name: string } | undefined {
  const text = url.searchParams.get('after') ?? '';
  const id = parseId(text.slice(0, text.indexOf('~')));
  return id ? { id, name: text.slice(text.indexOf('~') + 1) } : undefined;
}

export default function Customers({ loaderData }: Route.ComponentProps) {
  const { rows, view, search, views, firstHref, nextHref, exportHref, mayWrite, mayImport } = loaderData;
  return (
    <>
      <PageTitle title="Customers" site="Tallystick" />
      <PageHead
        title="Customers"
        actions={mayWrite && <LinkButton to="/staff/customers/new">New customer</LinkButton>}
      />
      <Tabs
        label="Views"
        tabs={views.map((one) => ({ to: one.to, label: VIEW_LABELS[one.view], current: one.view === view }))}
      />
      <FilterBar
        action="/staff/customers"
        label="Find customers"
        clearHref={search ? '/staff/customers' : undefined}
        submitLabel="Find"
      >
        {view !== 'all' && <input type="hidden" name="view" value={view} />}
        <TextInput
          type="search"
          name="q"
          label="Name, number, e-mail or invoice number"
          defaultValue={search}
          size="medium"
        />
      </FilterBar>
      <Panel
        title={search ? `Customers matching “${search}”` : VIEW_LABELS[view]}
        aside={<a href={exportHref}>Export CSV</a>}
      >
        {rows.length > 0 ? (
          <DataTable caption="Customers" columns={CUSTOMER_COLUMNS} rows={rows} rowKey={(row) => row.id} />
        ) : search || view !== 'all' ? (
          <EmptyState action={<Link to="/staff/customers">Clear filters</Link>}>No customer matches.</EmptyState>
        ) : (
          <EmptyState action={mayImport ? <Link to="/staff/import">Import customers from a file</Link> : undefined}>
            There are no customers yet.
          </EmptyState>
        )}
      </Panel>
      <Pager label="Customers" summary={firstHref && <Link to={firstHref}>First page</Link>} nextHref={nextHref} />
    </>
  );
}

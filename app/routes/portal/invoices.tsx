import { Link } from 'react-router';
import { requirePortal } from '#app/guards/require-portal.server.ts';
import { mayPortal } from '#app/modules/auth/types.ts';
import { listInvoices } from '#app/modules/invoicing/queries/list-invoices.server.ts';
import type { InvoiceView } from '#app/modules/invoicing/types.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FilterBar } from '#app/ui/filter-bar.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { PortalTitle } from '#app/ui/portal-title.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Route } from './+types/invoices.ts';
import { InvoiceTable } from './invoice-table.tsx';
import { addressWith, cursorOf, neighbours, searchOf } from './list-address.ts';
import { PaySelected } from './pay-selected.tsx';

const VIEWS = [
  { view: 'all', label: 'All' },
  { view: 'to_pay', label: 'To pay' },
  { view: 'overdue', label: 'Overdue' },
  { view: 'disputed', label: 'In question' },
  { view: 'paid', label: 'Paid' },
  { view: 'credit_notes', label: 'Credit notes' },
] as const satisfies readonly { view: InvoiceView; label: string }[];

export const handle = { wide: true };

export async function loader(args: Route.LoaderArgs) {
  const { scope, customerId, membership, company, moment } = await requirePortal(args, 'view');
  const { today } = moment;
  const url = args.url;
  const view = VIEWS.find((one) => one.view === url.searchParams.get('view'))?.view ?? 'all';
  const search = searchOf(url);
  const cursor = cursorOf(url);
  const page = await readAsPortal(portalDb(), scope, (db) =>
    listInvoices(db, {
      customerId,
      view,
      search,
      today,
      cursor: cursor && { documentOn: cursor.on, id: cursor.id, direction: cursor.direction },
    }),
  );
  const keyed = (row: (typeof page.rows)[number] | undefined) => row && { on: row.documentOn, id: row.id };
  return {
    today,
    company: company.name,
    mayPay: mayPortal(membership.role, 'pay'),
    view,
    search,
    rows: page.rows,
    tabs: VIEWS.map((one) => ({
      to: addressWith(url, { view: one.view === 'all' ? null : one.view }),
      label: one.label,
      current: one.view === view,
    })),
    clearHref: search ? addressWith(url, { q: null }) : undefined,
    csvHref: `/files/invoices.csv?${new URLSearchParams({ view, ...(search ? { q: search } : {}) })}`,
    ...neighbours(url, {
      first: keyed(page.rows[0]),
      last: keyed(page.rows.at(-1)),
      hasOlder: page.hasOlder,
      hasNewer: page.hasNewer,
    }),
  };
}

export default function Invoices({ loaderData }: Route.ComponentProps) {
  const { today, company, mayPay, view, search, rows, tabs, clearHref, csvHref, previousHref, nextHref } = loaderData;
  const canTick = mayPay && rows.some((row) => row.leftMinor > row.heldMinor);
  const table = <InvoiceTable rows={rows} today={today} canTick={canTick} />;
  return (
    <>
      <PageTitle title="Invoices" site={company} />
      <PortalTitle title="Invoices" />
      <Tabs label="Which invoices" tabs={tabs} />
      <FilterBar action="/invoices" label="Find an invoice" clearHref={clearHref} submitLabel="Find">
        {view !== 'all' && <input type="hidden" name="view" value={view} />}
        <TextInput name="q" type="search" label="Number, PO or description" defaultValue={search} size="medium" />
      </FilterBar>
      {rows.length === 0 && <NoInvoices search={search} view={view} clearHref={clearHref} />}
      {rows.length > 0 && !canTick && table}
      {canTick && <PaySelected rows={rows}>{table}</PaySelected>}
      <Pager label="Invoices" previousHref={previousHref} nextHref={nextHref} />
      {rows.length > 0 && (
        <p className="gap-part not-printed">
          <a href={csvHref} download>
            Download this list (CSV)
          </a>
        </p>
      )}
    </>
  );
}

type NoInvoicesProps = { search: string; view: InvoiceView; clearHref?: string };

function NoInvoices({ search, view, clearHref }: NoInvoicesProps) {
  if (search)
    return (
      <EmptyState action={clearHref && <Link to={clearHref}>Clear the search</Link>}>
        No invoice here matches “{search}”.
      </EmptyState>
    );
  if (view === 'to_pay' || view === 'overdue')
    return <EmptyState action={<Link to="/invoices">See all invoices</Link>}>Nothing to pay here.</EmptyState>;
  if (view === 'disputed')
    return <EmptyState action={<Link to="/disputes">Your questions</Link>}>No invoice is in question.</EmptyState>;
  if (view === 'paid')
    return <EmptyState action={<Link to="/invoices">See all invoices</Link>}>No invoice is paid yet.</EmptyState>;
  if (view === 'credit_notes')
    return (
      <EmptyState action={<Link to="/invoices">See all invoices</Link>}>We have credited nothing to you.</EmptyState>
    );
  return <EmptyState>Your first invoice will appear here. We e-mail you when it does.</EmptyState>;
}

import { Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { listDrafts } from '#app/modules/invoicing/queries/list-drafts.server.ts';
import { listInvoices } from '#app/modules/invoicing/queries/list-invoices.server.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FilterBar } from '#app/ui/filter-bar.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Route } from './+types/invoices.ts';
import { DraftTable, InvoiceTable } from './invoice-tables.tsx';
import { addressWith, askedText, askedView, datedCursor, datedNeighbours } from './list-address.ts';
import { INVOICE_VIEW_LABELS, INVOICE_VIEWS, PARTNER_INVOICE_VIEWS } from './list-views.ts';

const PAGE_SIZE = 25;

export async function loader(args: Route.LoaderArgs) {
  const { company, moment, user, db } = await requireStaff(args, 'accounts.read');
  // Drafts, and how our mail fared, are not a partner's.
  const seesAll = mayStaff(user.role, 'desk.read');
  const offered = seesAll ? INVOICE_VIEWS : PARTNER_INVOICE_VIEWS;
  const url = args.url;
  const view = askedView(url, offered);
  const search = askedText(url);
  const shared = {
    view,
    search,
    today: moment.today,
    locale: company.locale,
    mayWrite: mayStaff(user.role, 'invoices.write'),
    views: offered.map((one) => ({ view: one, to: addressWith(url, { view: one === 'all' ? null : one }) })),
    exportHref: addressWith(url, {}).replace('/staff/invoices', '/staff/invoices.csv'),
  };
  if (view === 'drafts')
    return { ...shared, drafts: await listDrafts(db), rows: [], previousHref: null, nextHref: null };
  const cursor = datedCursor(url);
  const page = await listInvoices(db, {
    view,
    today: moment.today,
    limit: PAGE_SIZE,
    withDelivery: seesAll,
    ...(search ? { search } : {}),
    ...(cursor ? { cursor: { documentOn: cursor.on, id: cursor.id, direction: cursor.direction } } : {}),
  });
  const [first, last] = [page.rows[0], page.rows.at(-1)].map((row) => row && { on: row.documentOn, id: row.id });
  return { ...shared, drafts: [], rows: page.rows, ...datedNeighbours(url, { first, last, ...page }) };
}

export default function Invoices({ loaderData }: Route.ComponentProps) {
  const { view, views, search, rows, drafts, today, locale, mayWrite, exportHref, previousHref, nextHref } = loaderData;
  const empty = rows.length === 0 && drafts.length === 0;
  return (
    <>
      <PageTitle title="Invoices" site="Tallystick" />
      <PageHead
        title="Invoices"
        actions={
          mayWrite && (
            <>
              <LinkButton to="/staff/invoices/received" variant="second">
                Read an e-invoice
              </LinkButton>
              <LinkButton to="/staff/invoices/new">New invoice</LinkButton>
            </>
          )
        }
      />
      <Tabs
        label="Views"
        tabs={views.map((one) => ({ to: one.to, label: INVOICE_VIEW_LABELS[one.view], current: one.view === view }))}
      />
      {view !== 'drafts' && (
        <FilterBar
          action="/staff/invoices"
          label="Find invoices"
          submitLabel="Find"
          {...(search ? { clearHref: '/staff/invoices' } : {})}
        >
          {view !== 'all' && <input type="hidden" name="view" value={view} />}
          <TextInput
            type="search"
            name="q"
            label="Invoice number, PO number or title"
            defaultValue={search}
            size="medium"
          />
        </FilterBar>
      )}
      <Panel
        title={search ? `${INVOICE_VIEW_LABELS[view]}, matching “${search}”` : INVOICE_VIEW_LABELS[view]}
        aside={view === 'drafts' ? undefined : <a href={exportHref}>Export CSV</a>}
      >
        {empty ? (
          <NoInvoices view={view} search={search} />
        ) : view === 'drafts' ? (
          <DraftTable rows={drafts} />
        ) : (
          <InvoiceTable rows={rows} today={today} locale={locale} />
        )}
      </Panel>
      <Pager label="Invoices" previousHref={previousHref} nextHref={nextHref} />
    </>
  );
}

function NoInvoices({ view, search }: { view: string; search: string }) {
  if (search || view !== 'all')
    return (
      <EmptyState action={<Link to="/staff/invoices">Show all invoices</Link>}>
        {view === 'drafts' ? 'No draft is open.' : 'No invoice matches.'}
      </EmptyState>
    );
  return (
    <EmptyState action={<Link to="/staff/invoices/new">Write the first invoice</Link>}>
      No invoice was issued yet.
    </EmptyState>
  );
}

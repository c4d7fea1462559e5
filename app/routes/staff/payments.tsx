import { Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseMoney } from '#app/kernel/money.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { listPayments } from '#app/modules/payments/queries/list-payments.server.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FilterBar } from '#app/ui/filter-bar.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Route } from './+types/payments.ts';
import { addressWith, askedText, askedView, datedCursor, datedNeighbours } from './list-address.ts';
import { PAYMENT_VIEW_LABELS, PAYMENT_VIEWS } from './list-views.ts';
import { PaymentTable } from './payment-table.tsx';

const PAGE_SIZE = 25;

export async function loader(args: Route.LoaderArgs) {
  const { company, moment, user, db } = await requireStaff(args, 'accounts.read');
  const url = args.url;
  const view = askedView(url, PAYMENT_VIEWS);
  const search = askedText(url);
  const cursor = datedCursor(url);
  const amount = parseMoney(search, company.baseCurrency);
  const page = await listPayments(db, {
    view,
    today: moment.today,
    limit: PAGE_SIZE,
    ...(search ? { search } : {}),
    ...(amount.ok && amount.value > 0n ? { amountMinor: amount.value } : {}),
    ...(cursor ? { cursor: { receivedOn: cursor.on, id: cursor.id, direction: cursor.direction } } : {}),
  });
  const [first, last] = [page.rows[0], page.rows.at(-1)].map((row) => row && { on: row.receivedOn, id: row.id });
  return {
    rows: page.rows,
    view,
    search,
    views: PAYMENT_VIEWS.map((one) => ({ view: one, to: addressWith(url, { view: one === 'all' ? null : one }) })),
    exportHref: addressWith(url, {}).replace('/staff/payments', '/staff/payments.csv'),
    mayRecord: mayStaff(user.role, 'payments.record'),
    mayApply: mayStaff(user.role, 'cash.apply'),
    ...datedNeighbours(url, { first, last, ...page }),
  };
}

export default function Payments({ loaderData }: Route.ComponentProps) {
  const { rows, view, views, search, exportHref, mayRecord, mayApply, previousHref, nextHref } = loaderData;
  return (
    <>
      <PageTitle title="Payments" site="Tallystick" />
      <PageHead
        title="Payments"
        actions={mayRecord && <LinkButton to="/staff/payments/new">Record payment</LinkButton>}
      />
      <Tabs
        label="Views"
        tabs={views.map((one) => ({ to: one.to, label: PAYMENT_VIEW_LABELS[one.view], current: one.view === view }))}
      />
      <FilterBar
        action="/staff/payments"
        label="Find payments"
        submitLabel="Find"
        {...(search ? { clearHref: '/staff/payments' } : {})}
      >
        {view !== 'all' && <input type="hidden" name="view" value={view} />}
        <TextInput
          type="search"
          name="q"
          label="Number, reference, payer or amount"
          defaultValue={search}
          size="medium"
        />
      </FilterBar>
      <Panel
        title={search ? `${PAYMENT_VIEW_LABELS[view]}, matching “${search}”` : PAYMENT_VIEW_LABELS[view]}
        aside={<a href={exportHref}>Export CSV</a>}
      >
        {rows.length > 0 ? (
          <PaymentTable rows={rows} mayApply={mayApply} />
        ) : search || view !== 'all' ? (
          <EmptyState action={<Link to="/staff/payments">Show all payments</Link>}>
            {view === 'unapplied' && !search ? 'All money is applied.' : 'No payment matches.'}
          </EmptyState>
        ) : (
          <EmptyState action={mayRecord ? <Link to="/staff/payments/new">Record the first payment</Link> : undefined}>
            No payment was received yet.
          </EmptyState>
        )}
      </Panel>
      <Pager label="Payments" previousHref={previousHref} nextHref={nextHref} />
    </>
  );
}

import { Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseMoney } from '#app/kernel/money.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { getCalendar } from '#app/modules/company/queries/get-calendar.server.ts';
import { listInstruments } from '#app/modules/instruments/queries/list-instruments.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FilterBar } from '#app/ui/filter-bar.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Route } from './+types/cheques.ts';
import { ChequeTable } from './cheque-table.tsx';
import { CHEQUE_VIEW_EMPTY, CHEQUE_VIEW_LABELS, CHEQUE_VIEWS } from './cheque-views.ts';
import { addressWith, askedText, askedView, datedCursor, datedNeighbours } from './list-address.ts';

export async function loader(args: Route.LoaderArgs) {
  const { company, moment, user } = await requireStaff(args, 'desk.read');
  const url = args.url;
  const view = askedView(url, CHEQUE_VIEWS);
  const search = askedText(url);
  const cursor = datedCursor(url);
  const amount = parseMoney(search, company.baseCurrency);
  const page = await listInstruments(staffDb(), {
    ...{ view, search, today: moment.today, calendar: await getCalendar(staffDb()) },
    ...(amount.ok && amount.value > 0n ? { amountMinor: amount.value } : {}),
    ...(cursor ? { cursor } : {}),
  });
  return {
    rows: page.rows,
    ...{ view, search },
    views: CHEQUE_VIEWS.map((one) => ({ view: one, to: addressWith(url, { view: one === 'in_hand' ? null : one }) })),
    exportHref: addressWith(url, {}).replace('/staff/cheques', '/staff/cheques.csv'),
    mayRecord: mayStaff(user.role, 'payments.record'),
    maySet: mayStaff(user.role, 'settings.write'),
    ...datedNeighbours(url, { first: page.keys[0], last: page.keys.at(-1), ...page }),
  };
}

export default function Cheques({ loaderData }: Route.ComponentProps) {
  const { rows, view, views, search, exportHref, mayRecord, maySet, previousHref, nextHref } = loaderData;
  return (
    <>
      <PageTitle title="Cheques" site="Tallystick" />
      <PageHead
        title="Cheques"
        facts={
          <>
            <Link to="/staff/deposits">Deposits</Link>
            {maySet && <Link to="/staff/cheques/holidays">Bank holidays</Link>}
          </>
        }
        actions={
          mayRecord && (
            <>
              <LinkButton to="/staff/cheques/new">Receive a cheque</LinkButton>
              <LinkButton to="/staff/deposits/new" variant="second">
                Take to the bank
              </LinkButton>
            </>
          )
        }
      />
      <Tabs
        label="Views"
        tabs={views.map((one) => ({ to: one.to, label: CHEQUE_VIEW_LABELS[one.view], current: one.view === view }))}
      />
      <FilterBar
        action="/staff/cheques"
        label="Find cheques"
        submitLabel="Find"
        {...(search ? { clearHref: '/staff/cheques' } : {})}
      >
        {view !== 'in_hand' && <input type="hidden" name="view" value={view} />}
        <TextInput
          type="search"
          name="q"
          label="Receipt, cheque, bank, customer or amount"
          defaultValue={search}
          size="medium"
        />
      </FilterBar>
      <Panel
        title={search ? `${CHEQUE_VIEW_LABELS[view]}, matching “${search}”` : CHEQUE_VIEW_LABELS[view]}
        aside={<a href={exportHref}>Export CSV</a>}
      >
        {rows.length > 0 ? (
          <ChequeTable rows={rows} />
        ) : (
          <EmptyState
            action={
              search || view !== 'all' ? (
                <Link to="/staff/cheques?view=all">Show all cheques</Link>
              ) : (
                mayRecord && <Link to="/staff/cheques/new">Receive the first cheque</Link>
              )
            }
          >
            {search ? 'No cheque matches.' : CHEQUE_VIEW_EMPTY[view]}
          </EmptyState>
        )}
      </Panel>
      <Pager label="Cheques" previousHref={previousHref} nextHref={nextHref} />
    </>
  );
}

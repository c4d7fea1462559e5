import { Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { listContracts } from '#app/modules/contracts/queries/list-contracts.server.ts';
import type { ContractView } from '#app/modules/contracts/types.ts';
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
import type { Route } from './+types/contracts.ts';
import { ContractTable } from './contract-table.tsx';
import { addressWith, askedText, askedView } from './list-address.ts';

const VIEWS = ['active', 'waiting', 'ending', 'ended', 'all'] as const satisfies readonly ContractView[];
const LABELS: Record<ContractView, string> = {
  ...{ active: 'Active', waiting: 'Waiting for approval', ending: 'Ending in 90 days', ended: 'Ended', all: 'All' },
};
const EMPTY: Record<ContractView, string> = {
  ...{ active: 'No contract is in force.', waiting: 'Nothing waits for approval.', ended: 'No contract has ended.' },
  ...{ ending: 'No contract ends in the next 90 days.', all: 'There are no contracts yet.' },
};

export async function loader(args: Route.LoaderArgs) {
  const { moment, user } = await requireStaff(args, 'desk.read');
  const { url } = args;
  const view = askedView(url, VIEWS);
  const search = askedText(url);
  const [after, before] = ['after', 'before'].map((name) => parseId(url.searchParams.get(name)));
  const cursor = after
    ? { id: after, direction: 'older' as const }
    : before && { id: before, direction: 'newer' as const };
  const asked = { view, today: moment.today, ...(search ? { search } : {}), ...(cursor ? { cursor } : {}) };
  const page = await listContracts(staffDb(), asked);
  const [first, last] = [page.rows[0], page.rows.at(-1)];
  return {
    ...{ view, search, rows: page.rows, mayWrite: mayStaff(user.role, 'contracts.write') },
    views: VIEWS.map((one) => ({ view: one, to: addressWith(url, { view: one === 'active' ? null : one }) })),
    previousHref: page.hasNewer && first ? addressWith(url, { before: first.id }) : null,
    nextHref: page.hasOlder && last ? addressWith(url, { after: last.id }) : null,
  };
}

export default function Contracts({ loaderData }: Route.ComponentProps) {
  const { rows, view, views, search, mayWrite, previousHref, nextHref } = loaderData;
  return (
    <>
      <PageTitle title="Contracts" site="Tallystick" />
      <PageHead
        title="Contracts"
        actions={mayWrite && <LinkButton to="/staff/contracts/new">New contract</LinkButton>}
      />
      <Tabs
        label="Views"
        tabs={views.map((one) => ({ to: one.to, label: LABELS[one.view], current: one.view === view }))}
      />
      <FilterBar
        action="/staff/contracts"
        label="Find contracts"
        submitLabel="Find"
        {...(search ? { clearHref: '/staff/contracts' } : {})}
      >
        {view !== 'active' && <input type="hidden" name="view" value={view} />}
        <TextInput
          type="search"
          name="q"
          label="Number, title, purchase order or customer"
          defaultValue={search}
          size="medium"
        />
      </FilterBar>
      <Panel title={search ? `${LABELS[view]}, matching “${search}”` : LABELS[view]}>
        {rows.length > 0 ? (
          <ContractTable rows={rows} withCustomer />
        ) : (
          <EmptyState
            action={
              view !== 'all' || search ? (
                <Link to="/staff/contracts?view=all">Show all contracts</Link>
              ) : (
                mayWrite && <Link to="/staff/contracts/new">Make the first contract</Link>
              )
            }
          >
            {search ? 'No contract matches.' : EMPTY[view]}
          </EmptyState>
        )}
      </Panel>
      <Pager label="Contracts" previousHref={previousHref} nextHref={nextHref} />
    </>
  );
}

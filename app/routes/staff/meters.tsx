import { Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { listMeters } from '#app/modules/usage/queries/meters.server.ts';
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
import type { Route } from './+types/meters.ts';
import { addressWith, askedText } from './list-address.ts';
import { MeterState } from './meter-parts.tsx';
import { NameText } from './name-text.tsx';
import { CustomerLink } from './usage-words.tsx';

const PAGE_SIZE = 50;

export async function loader(args: Route.LoaderArgs) {
  const { user } = await requireStaff(args, 'desk.read');
  const search = askedText(args.url);
  const after = askedText(args.url, 'after');
  const { rows, next } = await listMeters(staffDb(), { search, after, limit: PAGE_SIZE });
  return {
    ...{ rows, search, mayWrite: mayStaff(user.role, 'usage.write') },
    firstHref: after ? addressWith(args.url, {}) : null,
    nextHref: next ? addressWith(args.url, { after: next }) : null,
  };
}

export default function Meters({ loaderData }: Route.ComponentProps) {
  const { rows, search, mayWrite, firstHref, nextHref } = loaderData;
  return (
    <>
      <PageTitle title="Meters" site="Tallystick" />
      <PageHead
        title="Meters"
        actions={
          mayWrite && (
            <ButtonRow>
              <LinkButton to="/staff/meters/new">Add a meter</LinkButton>
              <LinkButton to="/staff/import" variant="second">
                Import readings
              </LinkButton>
            </ButtonRow>
          )
        }
      />
      <FilterBar
        action="/staff/meters"
        label="Find meters"
        clearHref={search ? '/staff/meters' : undefined}
        submitLabel="Find"
      >
        <TextInput type="search" name="q" label="Code or customer number" defaultValue={search} size="medium" />
      </FilterBar>
      <Panel title={search ? `Meters matching “${search}”` : 'All'}>
        {rows.length === 0 ? (
          <EmptyState action={search ? <Link to="/staff/meters">Show all</Link> : undefined}>
            {search ? 'No meter matches.' : 'There are no meters yet.'}
          </EmptyState>
        ) : (
          <DataTable
            caption="Meters by code"
            rows={rows}
            rowKey={(row) => row.id}
            columns={[
              {
                key: 'code',
                head: 'Meter',
                rowHeader: true,
                cell: (row) => (
                  <Link to={`/staff/meters/${row.id}`} className="reference">
                    <NameText text={row.code} />
                  </Link>
                ),
              },
              { key: 'customer', head: 'Customer', cell: (row) => <CustomerLink row={row} /> },
              { key: 'site', head: 'Site', cell: (row) => row.siteName ?? '' },
              { key: 'product', head: 'Product', cell: (row) => <span className="reference">{row.productCode}</span> },
              {
                key: 'read',
                head: 'Last read',
                nowrap: true,
                cell: (row) => row.lastReadOn && <DateText date={row.lastReadOn} />,
              },
              { key: 'value', head: 'Dial', numeric: true, cell: (row) => row.lastValue },
              { key: 'state', head: 'State', cell: (row) => <MeterState meter={row} /> },
            ]}
          />
        )}
      </Panel>
      <Pager label="Meters" summary={firstHref && <Link to={firstHref}>First page</Link>} nextHref={nextHref} />
    </>
  );
}

import { Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseMoney } from '#app/kernel/money.ts';
import { type Found, findAnything } from '#app/modules/reports/queries/find-anything.server.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FilterBar } from '#app/ui/filter-bar.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/search.ts';
import { askedText } from './list-address.ts';
import { NameText } from './name-text.tsx';

export async function loader(args: Route.LoaderArgs) {
  const { company, db } = await requireStaff(args, 'accounts.read');
  const text = askedText(args.url);
  const amount = parseMoney(text, company.baseCurrency);
  const amounts = amount.ok && amount.value > 0n ? [amount.value] : [];
  return { text, found: await findAnything(db, { text, amounts }) };
}

const PATHS: Record<Found['kind'], string> = { customer: 'customers', invoice: 'invoices', payment: 'payments' };
const KINDS: Record<Found['kind'], string> = { customer: 'Customer', invoice: 'Invoice', payment: 'Payment' };

export default function Search({ loaderData }: Route.ComponentProps) {
  const { text, found } = loaderData;
  return (
    <>
      <PageTitle title={text ? `Search: ${text}` : 'Search'} site="Tallystick" />
      <PageHead title="Search" />
      <FilterBar action="/staff/search" label="Search everything" submitLabel="Find">
        <TextInput
          type="search"
          name="q"
          label="A number, a customer or an amount"
          hint="Several numbers may be given at once."
          defaultValue={text}
          size="medium"
        />
      </FilterBar>
      {text && (
        <Panel title={found.length > 0 ? `Found for “${text}”` : 'Nothing found'}>
          {found.length > 0 ? (
            <DataTable
              caption="Found"
              rows={found}
              rowKey={(row) => row.id}
              columns={[
                {
                  key: 'number',
                  head: 'Number',
                  rowHeader: true,
                  nowrap: true,
                  cell: (row) => (
                    <Link className="quiet-link reference" to={`/staff/${PATHS[row.kind]}/${row.id}`}>
                      {row.number}
                    </Link>
                  ),
                },
                { key: 'kind', head: 'Kind', cell: (row) => KINDS[row.kind] },
                { key: 'name', head: 'Customer', cell: (row) => <NameText text={row.title} /> },
                {
                  key: 'amount',
                  head: 'Amount',
                  numeric: true,
                  cell: (row) => row.amount && <MoneyText money={row.amount} style="code" />,
                },
              ]}
            />
          ) : (
            <EmptyState
              action={<Link to={`/staff/customers?q=${encodeURIComponent(text)}`}>Look among customers</Link>}
            >
              No number, customer or amount matches “{text}”.
            </EmptyState>
          )}
        </Panel>
      )}
    </>
  );
}

import { Link } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type CustomerId, parseId } from '#app/kernel/ids.ts';
import { parseMoney } from '#app/kernel/money.ts';
import { searchTimeline } from '#app/modules/activity/queries/search-timeline.server.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { type Found, findAnything } from '#app/modules/reports/queries/find-anything.server.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FilterBar } from '#app/ui/filter-bar.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/search.ts';
import { addressWith, askedText } from './list-address.ts';
import { NameText } from './name-text.tsx';
import { SearchHits } from './search-hits.tsx';

const HITS_SHOWN = 25;

export async function loader(args: Route.LoaderArgs) {
  const { company, db, user } = await requireStaff(args, 'accounts.read');
  const { url } = args;
  const text = askedText(url);
  const amount = parseMoney(text, company.baseCurrency);
  const amounts = amount.ok && amount.value > 0n ? [amount.value] : [];
  const id = parseId<CustomerId>(url.searchParams.get('customer'));
  const customer = id && (await getCustomer(db, id));
  const after = url.searchParams.get('after');
  const [found, page] = await Promise.all([
    customer || after ? [] : findAnything(db, { text, amounts }),
    searchTimeline(db, { text, after, limit: HITS_SHOWN, ...(customer ? { customerId: customer.id } : {}) }),
  ]);
  return {
    ...{ text, found, hits: page.hits, zone: company.timeZone, leads: mayStaff(user.role, 'desk.read') },
    customer: customer && { id: customer.id, name: customer.name },
    everywhereHref: addressWith(url, { customer: null }),
    nextHref: page.nextKey ? addressWith(url, { after: page.nextKey }) : null,
    firstHref: after ? addressWith(url, {}) : null,
  };
}

const PATHS: Record<Found['kind'], string> = { customer: 'customers', invoice: 'invoices', payment: 'payments' };
const KINDS: Record<Found['kind'], string> = { customer: 'Customer', invoice: 'Invoice', payment: 'Payment' };

export default function Search({ loaderData }: Route.ComponentProps) {
  const { text, found, hits, customer, zone, leads, nextHref, firstHref } = loaderData;
  const nothing = found.length === 0 && hits.length === 0;
  return (
    <>
      <PageTitle title={text ? `Search: ${text}` : 'Search'} site="Tallystick" />
      <PageHead title="Search" />
      <FilterBar action="/staff/search" label="Search everything" submitLabel="Find">
        <TextInput
          type="search"
          name="q"
          label="A number, a customer, an amount or words"
          hint="Several numbers may be given at once. “In quotes” as a phrase; -without."
          defaultValue={text}
          size="medium"
        />
        {customer && <input type="hidden" name="customer" value={customer.id} />}
        {customer && (
          <p>
            Only <NameText text={customer.name} />. <Link to={loaderData.everywhereHref}>Search everywhere</Link>
          </p>
        )}
      </FilterBar>
      {found.length > 0 && (
        <Panel title={`Found for “${text}”`}>
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
        </Panel>
      )}
      {hits.length > 0 && (
        <Panel title="In mails, notes and documents">
          <SearchHits hits={hits} zone={zone} leads={leads} />
        </Panel>
      )}
      {text && nothing && (
        <Panel title="Nothing found" pad>
          <EmptyState action={<Link to={`/staff/customers?q=${encodeURIComponent(text)}`}>Look among customers</Link>}>
            No number, customer or amount matches “{text}”, and no mail, note or document says it.
          </EmptyState>
        </Panel>
      )}
      <Pager label="Places" previousHref={firstHref} nextHref={nextHref} />
    </>
  );
}

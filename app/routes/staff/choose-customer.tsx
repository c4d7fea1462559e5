import type { ReactNode } from 'react';
import type { CustomerRow } from '#app/modules/customers/types.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FilterBar } from '#app/ui/filter-bar.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { MoneyText, NotApplicable } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { NameText } from './name-text.tsx';

type ChooseCustomerProps = {
  address: string;
  search: string;
  rows: readonly CustomerRow[];
  more: boolean;
  choose: (customer: CustomerRow) => ReactNode;
  none?: ReactNode;
  /** Another way to find than the search of this list. */
  find?: ReactNode;
};

/** A search step that needs no script: find, then press the button of a row. */
export function ChooseCustomer({ address, search, rows, more, choose, none, find }: ChooseCustomerProps) {
  return (
    <>
      {find ?? <SearchBar address={address} search={search} />}
      <Panel
        title={search ? `Customers matching “${search}”` : 'Customers by name'}
        aside={more ? 'Type more of the name to see the rest' : undefined}
      >
        {rows.length === 0 ? (
          <EmptyState action={none}>No customer matches.</EmptyState>
        ) : (
          <DataTable
            caption="Customers to choose from"
            rows={rows}
            rowKey={(row) => row.id}
            columns={[
              {
                key: 'name',
                head: 'Customer',
                rowHeader: true,
                cell: (row) => (
                  <>
                    <NameText text={row.name} />
                    <span className="under reference">{row.number}</span>
                  </>
                ),
              },
              {
                key: 'balance',
                head: 'Balance',
                numeric: true,
                cell: (row) => <Balances row={row} />,
              },
              {
                key: 'choose',
                head: 'Choose',
                headHidden: true,
                nowrap: true,
                className: 'w-px text-right',
                cell: choose,
              },
            ]}
          />
        )}
      </Panel>
    </>
  );
}

function Balances({ row }: { row: CustomerRow }) {
  if (row.balances.length === 0) return <NotApplicable words="nothing open" />;
  return row.balances.map(({ balance }) => (
    <span key={balance.currency} className="block">
      <MoneyText money={balance} style="code" />
    </span>
  ));
}

function SearchBar({ address, search }: { address: string; search: string }) {
  return (
    <FilterBar
      action={address}
      label="Find the customer"
      submitLabel="Find"
      {...(search ? { clearHref: address } : {})}
    >
      <TextInput
        type="search"
        name="q"
        label="Name, number, e-mail or invoice number"
        defaultValue={search}
        size="medium"
        autoComplete="off"
      />
    </FilterBar>
  );
}

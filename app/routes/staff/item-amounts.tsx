import { Link } from 'react-router';
import { type Currency, money } from '#app/kernel/money.ts';
import { daysBetween, type PlainDate } from '#app/kernel/plain-date.ts';
import type { OpenItem } from '#app/modules/ledger/types.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { MoneyInput } from '#app/ui/inputs.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { sourcePath } from './source-path.ts';

type ItemAmountsProps = {
  items: readonly OpenItem[];
  values: Record<string, string>;
  errors: FieldErrors;
  currency: Currency;
  today: PlainDate;
};

/** Open items, oldest due first, each with a box for what it gets. */
export function ItemAmounts({ items, values, errors, currency, today }: ItemAmountsProps) {
  if (items.length === 0)
    return <EmptyState>Nothing is open in {currency}; the money would stay on the account.</EmptyState>;
  return (
    <DataTable
      caption={`Open items in ${currency}, oldest due first`}
      rows={items}
      rowKey={(item) => item.id}
      columns={amountColumns({ values, errors, currency, today })}
    />
  );
}

function amountColumns({ values, errors, currency, today }: Omit<ItemAmountsProps, 'items'>): Column<OpenItem>[] {
  return [
    {
      key: 'number',
      head: 'Number',
      rowHeader: true,
      nowrap: true,
      cell: (item) => (
        <>
          <Link className="quiet-link reference" to={sourcePath(item)}>
            {item.number}
          </Link>
          <span className="under">{item.title}</span>
        </>
      ),
    },
    {
      key: 'due',
      head: 'Due',
      nowrap: true,
      cell: (item) => {
        const late = daysBetween(item.dueOn, today);
        return (
          <>
            <DateText date={item.dueOn} />
            {late > 0 && <span className="under">{late} d late</span>}
          </>
        );
      },
    },
    {
      key: 'open',
      head: `Open, ${currency}`,
      numeric: true,
      cell: (item) => (
        <>
          <MoneyText money={money(item.residualMinor, currency)} style="bare" />
          {item.heldMinor > 0n && (
            <span className="under">
              <MoneyText money={money(item.heldMinor, currency)} style="bare" /> on hold
            </span>
          )}
        </>
      ),
    },
    {
      key: 'amount',
      head: `Apply, ${currency}`,
      numeric: true,
      cell: (item) => {
        const name = `apply.i-${item.id}`;
        return (
          <div className="flex justify-end">
            <MoneyInput
              name={name}
              label={`Apply to ${item.number}`}
              labelHidden
              defaultValue={values[name]}
              error={errors[name]}
            />
          </div>
        );
      },
    },
  ];
}

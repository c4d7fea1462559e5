import { Form, Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import type { AutopayCharge } from '#app/modules/autopay/types.ts';
import { chargeWords, declineWords } from '#app/modules/autopay/ui/autopay-words.ts';
import { Button } from '#app/ui/button.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { NameText } from './name-text.tsx';

type TableProps = {
  caption: string;
  charges: readonly AutopayCharge[];
  /** Offers to take a row off the list of what is to be looked after. */
  mayTick: boolean;
  /** On the customer's own page nobody needs to read whose it is. */
  withoutCustomer?: boolean;
};

/** Collections of autopay: whose, for what, how much, where it stands and why. */
export function CollectionTable({ caption, charges, mayTick, withoutCustomer = false }: TableProps) {
  const locale = useLocale();
  const customer: Column<AutopayCharge> = {
    ...{ key: 'customer', head: 'Customer', rowHeader: true },
    cell: (row) => (
      <Link className="quiet-link" to={`/staff/customers/${row.customerId}/autopay`}>
        <NameText text={row.customerName} />
        <span className="under">{row.customerNumber}</span>
      </Link>
    ),
  };
  const columns: Column<AutopayCharge>[] = [
    ...(withoutCustomer ? [] : [customer]),
    {
      ...{ key: 'on', head: 'Day', nowrap: true, rowHeader: withoutCustomer },
      cell: (row) => <DateText date={row.nextTryOn ?? row.collectOn} weekday />,
    },
    { key: 'for', head: 'Invoices', cell: (row) => row.items.map((item) => item.number).join(', ') },
    {
      ...{ key: 'amount', head: 'Amount', numeric: true },
      cell: (row) => <MoneyText money={money(row.collectedMinor ?? row.noticedMinor, row.currency)} />,
    },
    {
      ...{ key: 'state', head: 'Stands' },
      cell: (row) => (
        <>
          {chargeWords(row, locale)}
          {row.failureCode && row.state !== 'collected' && (
            <span className="under">
              {declineWords(row.failureCode)} <span className="reference">{row.failureCode}</span>
            </span>
          )}
        </>
      ),
    },
  ];
  const act: Column<AutopayCharge> = {
    ...{ key: 'act', head: 'What to do' },
    cell: (row) => (
      <Form method="post">
        <input type="hidden" name="charge" value={row.id} />
        <Button small variant="second" busy="Saving…">
          Looked after
          <span className="sr-only">
            {' '}
            <NameText text={`${row.customerName} ${row.items.map((item) => item.number).join(' ')}`} />
          </span>
        </Button>
      </Form>
    ),
  };
  return (
    <DataTable
      caption={caption}
      rows={charges}
      rowKey={(row) => row.id}
      columns={mayTick ? [...columns, act] : columns}
    />
  );
}

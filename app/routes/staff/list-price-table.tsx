import { Link } from 'react-router';
import type { PricedProduct } from '#app/modules/catalog/queries/prices-of-list.server.ts';
import type { PriceList } from '#app/modules/catalog/types.ts';
import { SchemeText } from '#app/modules/catalog/ui/scheme-text.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { NotApplicable } from '#app/ui/money-text.tsx';
import { NameText } from './name-text.tsx';

type ListPriceTableProps = { rows: readonly PricedProduct[]; list: PriceList; view: 'priced' | 'unpriced' };

/** Products of a list, each leading to the history of its price. */
export function ListPriceTable({ rows, list, view }: ListPriceTableProps) {
  const product: Column<PricedProduct> = {
    key: 'product',
    head: 'Product',
    rowHeader: true,
    cell: (row) => (
      <Link className="quiet-link" to={`/staff/price-lists/${list.id}/prices/${row.productId}`}>
        <NameText text={row.name} />
        <span className="under reference">{row.code}</span>
      </Link>
    ),
  };
  const unit: Column<PricedProduct> = { key: 'unit', head: 'Unit', nowrap: true, cell: (row) => row.unitCode };
  return (
    <DataTable
      caption="Products and their prices"
      rows={rows}
      rowKey={(row) => row.productId}
      columns={view === 'unpriced' ? [product, unit] : [product, ...priceColumns(list)]}
    />
  );
}

const priceColumns = (list: PriceList): Column<PricedProduct>[] => [
  {
    key: 'price',
    head: `Price, ${list.currency}`,
    cell: (row) =>
      row.scheme ? (
        <SchemeText scheme={row.scheme} currency={list.currency} unit={row.unitCode} />
      ) : (
        <span className="text-muted">No price on this day</span>
      ),
  },
  { key: 'from', head: 'Since', nowrap: true, cell: (row) => row.validFromOn && <DateText date={row.validFromOn} /> },
  {
    key: 'to',
    head: 'Until',
    nowrap: true,
    cell: (row) => (row.validToOn ? <DateText date={row.validToOn} /> : <NotApplicable words="Without an end" />),
  },
  {
    key: 'next',
    head: 'Next price from',
    nowrap: true,
    cell: (row) => (row.nextOn ? <DateText date={row.nextOn} /> : <NotApplicable words="None planned" />),
  },
];

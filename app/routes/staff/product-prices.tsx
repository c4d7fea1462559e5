import { Link } from 'react-router';
import type { ListedPrice } from '#app/modules/catalog/queries/product-prices.server.ts';
import type { Product } from '#app/modules/catalog/types.ts';
import { SchemeText } from '#app/modules/catalog/ui/scheme-text.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { NameText } from './name-text.tsx';

/** What the product costs today, list by list. */
export function ProductPrices({ prices, product }: { prices: readonly ListedPrice[]; product: Product }) {
  return (
    <Panel title="Prices today">
      {prices.length === 0 ? (
        <EmptyState action={<Link to="/staff/price-lists">Price lists</Link>}>There is no price list yet.</EmptyState>
      ) : (
        <DataTable
          caption="Price of the product in each list"
          rows={prices}
          rowKey={(row) => row.id}
          columns={[
            {
              key: 'list',
              head: 'Price list',
              rowHeader: true,
              cell: (row) => (
                <Link className="quiet-link" to={`/staff/price-lists/${row.id}/prices/${product.id}`}>
                  <NameText text={row.name} />
                  <span className="under">{row.currency}</span>
                </Link>
              ),
            },
            {
              key: 'price',
              head: 'Price',
              cell: (row) =>
                row.scheme ? (
                  <SchemeText scheme={row.scheme} currency={row.currency} unit={product.unitCode} />
                ) : (
                  <span className="text-muted">No price today</span>
                ),
            },
            {
              key: 'from',
              head: 'Since',
              nowrap: true,
              cell: (row) => row.validFromOn && <DateText date={row.validFromOn} />,
            },
          ]}
        />
      )}
    </Panel>
  );
}

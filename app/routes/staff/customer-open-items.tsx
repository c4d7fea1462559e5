import { Link } from 'react-router';
import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { InvoiceListRow } from '#app/modules/invoicing/types.ts';
import type { OpenItem, Seal } from '#app/modules/ledger/types.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { FigureLink } from './figure-link.tsx';
import { type ItemMay, itemColumns, type OpenItemRow } from './open-item-columns.tsx';

type Shown = { items: readonly OpenItem[]; invoices: readonly InvoiceListRow[]; today: PlainDate; locale: string };

type OpenItemsProps = Shown & {
  customerId: string;
  /** What was open on another day, or as known at a seal; what is open now without it. */
  at?: { asOf: PlainDate; knownAt: Seal } | null;
  may?: ItemMay;
};

/** What is open, oldest due first, with the running balance: one table per currency. */
export function OpenItems({ items, invoices, today, locale, customerId, at, may }: OpenItemsProps) {
  const currencies = [...new Set(items.map((item) => item.currency))].sort();
  if (items.length === 0)
    return (
      <Panel title="Nothing is open">
        <EmptyState action={<Link to={`/staff/customers/${customerId}?tab=ledger`}>See the ledger</Link>}>
          Every invoice is settled and no money waits to be applied.
        </EmptyState>
      </Panel>
    );
  return (
    <>
      {currencies.map((code) => (
        <CurrencyItems
          key={code}
          currency={code}
          items={items.filter((item) => item.currency === code)}
          customerId={customerId}
          {...(at ? { at } : {})}
          {...(may && !at ? { may } : {})}
          invoices={invoices}
          today={today}
          locale={locale}
        />
      ))}
    </>
  );
}

function CurrencyItems({
  items,
  invoices,
  today,
  locale,
  currency,
  customerId,
  at,
  may,
}: OpenItemsProps & { currency: Currency }) {
  const clocks = { customerId, currency, asOf: at?.asOf, sealNo: at?.knownAt.sealNo };
  let running = 0n;
  const rows: OpenItemRow[] = items.map((item) => {
    const signed = item.side === 'debit' ? item.residualMinor : -item.residualMinor;
    running += signed;
    return { ...item, signed, running };
  });
  const known = new Map(invoices.map((row) => [row.id, row]));
  const count = rows.length === 1 ? '1 open item' : `${rows.length} open items`;
  return (
    <Panel title={`${count}, ${currency}`}>
      <DataTable
        caption={`Open items in ${currency}`}
        rows={rows}
        rowKey={(row) => row.id}
        columns={itemColumns(clocks, known, { today, locale, ...(may ? { may } : {}) })}
        foot={
          <tr>
            <th scope="row" colSpan={4}>
              Balance
            </th>
            <td className="cell-numeric">
              <FigureLink figure={{ ...clocks, part: 'open' }} minor={running} />
            </td>
            <td />
            {may && (may.writeOff || may.refund) && <td />}
          </tr>
        }
      />
    </Panel>
  );
}

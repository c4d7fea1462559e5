import { priceText } from '#app/kernel/format-price.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { RunningSum } from '#app/ui/running-sum.tsx';
import type { Invoice } from '../types.ts';
import { taxWords } from './draft-totals.tsx';

type Drawn = Pick<Invoice, 'lines' | 'taxes' | 'netMinor' | 'grossMinor' | 'currency'>;

/** Lines of a document and what they come to. Amounts in the document's currency, named in the head. */
export function DocumentLines({ document }: { document: Drawn }) {
  const { currency, lines } = document;
  return (
    <DataTable
      caption="Lines of this document"
      rows={lines}
      rowKey={(line) => String(line.lineNo)}
      columns={[
        {
          key: 'what',
          head: 'Description',
          rowHeader: true,
          cell: (line) => (
            <>
              <bdi>{line.description}</bdi>
              {line.deferFromOn && line.deferToOn && (
                <span className="under">
                  Earned from <DateText date={line.deferFromOn} /> to <DateText date={line.deferToOn} />
                </span>
              )}
            </>
          ),
        },
        {
          key: 'quantity',
          head: 'Quantity',
          numeric: true,
          nowrap: true,
          cell: (line) => `${line.quantity} ${line.unit}`.trim(),
        },
        { key: 'price', head: 'Price', numeric: true, cell: (line) => priceText(line.unitPrice, currency) },
        { key: 'tax', head: 'Tax', nowrap: true, cell: (line) => taxWords(line.taxName, line.taxRateBp) },
        {
          key: 'net',
          head: `Net, ${currency}`,
          numeric: true,
          cell: (line) => <MoneyText money={money(line.netMinor, currency)} style="bare" />,
        },
      ]}
    />
  );
}

/** Net, each tax, and the total. */
export function DocumentTotals({ document }: { document: Drawn }) {
  const of = (minor: bigint, code: Currency = document.currency) => money(minor, code);
  return (
    <RunningSum
      side
      style="code"
      caption="Totals of this document"
      rows={[
        { label: 'Net', money: of(document.netMinor) },
        ...document.taxes.map((tax) => ({
          key: tax.taxCode,
          label: taxWords(tax.name, tax.rateBp),
          under: document.taxes.length > 1 ? <>on part of the net amount</> : undefined,
          money: of(tax.taxMinor),
        })),
        { label: 'Total', money: of(document.grossMinor), kind: 'total' as const },
      ]}
    />
  );
}

import { type Currency, money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Section } from '#app/ui/panel.tsx';

type Cheque = {
  id: string;
  number: string;
  chequeNo: string;
  currency: Currency;
  amountMinor: bigint;
  datedOn: PlainDate;
};

/** Cheques the customer gave us for later: no payment yet, and no reason to pay twice. */
export function PostDated({ cheques }: { cheques: readonly Cheque[] }) {
  if (cheques.length === 0) return null;
  return (
    <Section title="Cheques we keep until their date">
      <DataTable
        caption="Your cheques for later"
        cards
        rows={cheques}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'cheque',
            head: 'Cheque',
            rowHeader: true,
            cell: (row) => (
              <>
                Cheque <span className="reference">{row.chequeNo}</span>
                <span className="under">
                  Provisional receipt <span className="reference">{row.number}</span>
                </span>
              </>
            ),
          },
          { key: 'dated', head: 'Dated', cardLabel: 'Dated', cell: (row) => <DateText date={row.datedOn} /> },
          {
            key: 'amount',
            head: 'Amount',
            numeric: true,
            cell: (row) => <MoneyText money={money(row.amountMinor, row.currency)} />,
          },
        ]}
      />
    </Section>
  );
}

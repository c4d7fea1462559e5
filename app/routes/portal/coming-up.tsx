import { Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Section } from '#app/ui/panel.tsx';
import { OutsideText } from './outside-text.tsx';
import type { OwedShown } from './overview-view.ts';

/** What falls due next. */
export function ComingUp({ owed, several }: { owed: OwedShown; several: boolean }) {
  if (owed.comingUp.length === 0) return null;
  const { currency } = owed;
  return (
    <Section title={several ? `Coming up, ${currency}` : 'Coming up'}>
      <DataTable
        caption={`What falls due next in ${currency}`}
        cards
        rows={owed.comingUp}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'on',
            head: 'Due',
            nowrap: true,
            cardLabel: 'Due',
            cell: (row) => <DateText date={row.dueOn} weekday />,
          },
          {
            key: 'what',
            head: 'Invoice',
            rowHeader: true,
            cell: (row) => (
              <Link className="quiet-link" to={`/invoices/${row.sourceId}`}>
                <OutsideText text={row.title || row.number} />
              </Link>
            ),
          },
          {
            key: 'left',
            head: 'Left to pay',
            numeric: true,
            cell: (row) => <MoneyText money={money(row.residualMinor, currency)} />,
          },
        ]}
      />
    </Section>
  );
}

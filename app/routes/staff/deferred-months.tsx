import { formatMonth } from '#app/kernel/format-date.ts';
import { money } from '#app/kernel/money.ts';
import type { DocumentMonths } from '#app/modules/deferrals/queries/months-of-document.server.ts';
import type { ReleasedMonth } from '#app/modules/deferrals/queries/released-by-month.server.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';

/** What was earned in each of the last months, whichever day it counted on. */
export function ReleasedMonths({ months }: { months: readonly ReleasedMonth[] }) {
  const locale = useLocale();
  return (
    <Panel
      title="Released by month"
      foot="The months in which it was earned; what fell into a closed month counts on the first open day after."
    >
      <DataTable
        caption="Revenue released, newest month first"
        rows={months}
        rowKey={(row) => `${row.monthOn} ${row.currency}`}
        columns={[
          {
            key: 'month',
            head: 'Month',
            rowHeader: true,
            nowrap: true,
            cell: (row) => formatMonth(row.monthOn, locale),
          },
          { key: 'lines', head: 'Lines', numeric: true, cell: (row) => <span className="figure">{row.lines}</span> },
          {
            key: 'released',
            head: 'Released',
            numeric: true,
            cell: (row) => <MoneyText money={money(row.releasedMinor, row.currency)} style="code" />,
          },
        ]}
      />
    </Panel>
  );
}

/** One document's months, done and to come. */
export function MonthsOfDocument({ of }: { of: DocumentMonths }) {
  const locale = useLocale();
  return (
    <Panel title={`Months of ${of.number}`}>
      <DataTable
        caption={`What ${of.number} earns in each month, as known now`}
        rows={of.months}
        rowKey={(row) => `${row.lineNo} ${row.monthOn}`}
        columns={[
          {
            key: 'month',
            head: 'Month',
            rowHeader: true,
            nowrap: true,
            cell: (row) => formatMonth(row.monthOn, locale),
          },
          { key: 'line', head: 'Line', numeric: true, cell: (row) => <span className="figure">{row.lineNo}</span> },
          {
            key: 'amount',
            head: 'Earned',
            numeric: true,
            cell: (row) => <MoneyText money={money(row.amountMinor, of.currency)} style="code" />,
          },
          {
            key: 'counts',
            head: 'Counts on',
            nowrap: true,
            cell: (row) => (row.countsOn ? <DateText date={row.countsOn} /> : 'To come'),
          },
        ]}
      />
    </Panel>
  );
}

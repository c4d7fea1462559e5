import { Link } from 'react-router';
import { formatMonth } from '#app/kernel/format-date.ts';
import { HELP_WORDS } from '#app/modules/help/ui/help-words.ts';
import type { MonthRight } from '#app/modules/reports/queries/first-time-right.server.ts';
import type { TopQuestion } from '#app/modules/reports/queries/top-questions.server.ts';
import { BarChart } from '#app/ui/bar-chart.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { oneDecimal } from './one-decimal.ts';
import { helpPageOf } from './question-help.ts';

const percent = (part: number, whole: number): string => (whole === 0 ? '–' : `${oneDecimal(100 * part, whole)} %`);

/** Bars stand close: a whole number, and 100 only where all were right. */
const wholePercent = ({ right, issued }: MonthRight): string => String(Math.floor((100 * right) / Math.max(1, issued)));

/** How many invoices of each month nobody had to mend. */
export function RightByMonth({ months }: { months: readonly MonthRight[] }) {
  const locale = useLocale();
  const sum = (key: Exclude<keyof MonthRight, 'monthOn'>) => months.reduce((total, month) => total + month[key], 0);
  if (months.length === 0)
    return (
      <Panel title="Right the first time">
        <EmptyState>No invoice is dated in these days.</EmptyState>
      </Panel>
    );
  const monthName = (month: MonthRight) => formatMonth(month.monthOn, locale);
  return (
    <Panel title={`${percent(sum('right'), sum('issued'))} of invoices were right the first time`} pad>
      <BarChart
        title="Invoices right the first time, by month"
        titleHidden
        headingLevel={3}
        summary="In per cent of those issued. Solid: right. Hollow: disputed and not refused, credited, billed again, or sent back."
        bars={months.map((month) => ({
          ...{ label: monthName(month).split(' ')[0]!.slice(0, 3), longLabel: monthName(month) },
          ...{ settled: month.right, open: month.issued - month.right, text: wholePercent(month) },
        }))}
        table={{
          heads: ['Month', 'Issued', 'Right', 'Disputed', 'Credited', 'Billed again', 'Sent back'],
          rows: months.map((month) => [
            monthName(month),
            ...[month.issued, month.right, month.disputed, month.credited, month.rebilled, month.rejected].map(String),
          ]),
        }}
      />
    </Panel>
  );
}

/** What customers ask about most, with the help page that could answer it before they do. */
export function QuestionsAsked({
  questions,
  title = 'Questions asked most',
  withHelp = true,
}: {
  questions: readonly TopQuestion[];
  title?: string;
  /** The help page that could answer each. */
  withHelp?: boolean;
}) {
  return (
    <Panel title={title}>
      {questions.length === 0 ? (
        <EmptyState>Nobody asked anything on these days.</EmptyState>
      ) : (
        <DataTable
          caption="Questions by kind of line"
          rows={questions}
          rowKey={(row) => `${row.kindOfLine} ${row.reasonCode}`}
          columns={[
            { key: 'line', head: 'About', rowHeader: true, cell: (row) => row.kindOfLine },
            { key: 'reason', head: 'Question', cell: (row) => row.reasonLabel },
            { key: 'asked', head: 'Asked', numeric: true, cell: (row) => row.asked },
            { key: 'customers', head: 'Customers', numeric: true, cell: (row) => row.customers },
            {
              key: 'newest',
              head: 'Newest',
              nowrap: true,
              cell: (row) => (
                <Link className="quiet-link reference" to={`/staff/disputes/${row.newestId}`}>
                  {row.newestNumber}
                </Link>
              ),
            },
            ...(withHelp ? [HELP_COLUMN] : []),
          ]}
        />
      )}
    </Panel>
  );
}

const HELP_COLUMN: Column<TopQuestion> = {
  key: 'help',
  head: 'Help page',
  cell: (row) => {
    const slug = helpPageOf(row.reasonCode);
    return (
      <Link className="inline-block min-h-6" to={`/staff/settings/help/${slug}`}>
        {HELP_WORDS.en.titles[slug]}
        <span className="sr-only">
          , for {row.reasonLabel} about {row.kindOfLine}
        </span>
      </Link>
    );
  },
};

import { formatMonth } from '#app/kernel/format-date.ts';
import { compare } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { GivenBack, GivenBackKind } from '#app/modules/reports/queries/given-back-by-reason.server.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { ShareBar } from '#app/ui/share-bar.tsx';

const KINDS: Readonly<Record<GivenBackKind, string>> = {
  ...{ credit_note: 'Credit notes', write_off: 'Write-offs', refund: 'Refunds' },
};

type GivenBackProps = { months: readonly PlainDate[]; rows: readonly GivenBack[] };

/** What was given back or given up, by reason and month. A bar compares with the largest month of its own currency. */
export function GivenBackPanel({ months, rows }: GivenBackProps) {
  const locale = useLocale();
  const most = (row: GivenBack) =>
    rows
      .filter((other) => other.total.currency === row.total.currency)
      .flatMap((other) => other.months)
      .reduce((largest, amount) => (compare(amount, largest) > 0 ? amount : largest)).minor;
  const monthColumn = (month: PlainDate, index: number): Column<GivenBack> => ({
    key: month,
    head: formatMonth(month, locale),
    numeric: true,
    cell: (row) => {
      const amount = row.months[index]!;
      return (
        <>
          <MoneyText money={amount} style="bare" className={amount.minor === 0n ? 'text-muted' : undefined} />
          <ShareBar part={amount.minor} whole={most(row)} />
        </>
      );
    },
  });
  return (
    <Panel title="By reason and month" aside="With tax, in the currency of each">
      {rows.length === 0 ? (
        <EmptyState>Nothing was credited, written off or refunded in these months.</EmptyState>
      ) : (
        <DataTable
          caption="What was credited, written off and refunded"
          rows={rows}
          rowKey={(row) => `${row.total.currency} ${row.kind} ${row.reason}`}
          columns={[
            {
              key: 'reason',
              head: 'Reason',
              rowHeader: true,
              className: 'min-w-40',
              cell: (row) => (
                <>
                  {row.reason}
                  <span className="under">{KINDS[row.kind]}</span>
                </>
              ),
            },
            ...months.map(monthColumn),
            {
              key: 'total',
              head: 'Together',
              numeric: true,
              cell: (row) => <MoneyText money={row.total} style="code" />,
            },
          ]}
        />
      )}
    </Panel>
  );
}

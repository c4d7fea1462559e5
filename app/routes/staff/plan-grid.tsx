import { formatMoney } from '#app/kernel/format-money.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import type { PolicyGrid } from '#app/modules/payment-plans/queries/policy-grid.server.ts';
import type { PlanBreakCode } from '#app/modules/payment-plans/types.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { useLocale } from '#app/ui/locale.tsx';

const BECAUSE: Readonly<Partial<Record<PlanBreakCode, string>>> = {
  'total-too-small': 'sum too small',
  'total-too-large': 'sum too large',
  'payment-too-small': 'parts too small',
  'too-many-payments': 'too many',
  'too-long': 'too long',
  'not-open': 'closed',
};

type Row = PolicyGrid['rows'][number];
type GridCell = Row['cells'][number];

/** Which plans lie inside the policy: sums down, numbers of payments across, each part and its last day where one starts alone. */
export function PlanGrid({ grid, currency }: { grid: PolicyGrid; currency: Currency }) {
  const locale = useLocale();
  const words = (minor: bigint) => formatMoney(money(minor, currency), locale);
  const columns: Column<Row>[] = [
    { key: 'total', head: 'Owed', rowHeader: true, nowrap: true, cell: (row) => words(row.totalMinor) },
    ...grid.counts.map((count, at) => ({
      key: String(count),
      head: `${count} payments`,
      nowrap: true,
      cell: (row: Row) => <Cell cell={row.cells[at]!} words={words} />,
    })),
  ];
  return (
    <DataTable
      caption={`Plans in ${currency} that customers start alone, by sum and number of payments`}
      rows={grid.rows}
      rowKey={({ totalMinor }) => totalMinor.toString()}
      columns={columns}
      wide
    />
  );
}

function Cell({ cell, words }: { cell: GridCell; words: (minor: bigint) => string }) {
  if (!cell.inside)
    return (
      <>
        <span className="text-muted">By request</span>
        <span className="under">{BECAUSE[cell.because] ?? 'outside'}</span>
      </>
    );
  return (
    <>
      <b>{words(cell.partMinor)}</b>
      <span className="under">
        to <DateText date={cell.lastOn} />
      </span>
    </>
  );
}

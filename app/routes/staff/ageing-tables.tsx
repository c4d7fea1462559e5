import { Link } from 'react-router';
import type { Currency } from '#app/kernel/money.ts';
import { money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { AgeingRow, FigurePart, Seal } from '#app/modules/ledger/types.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { FigureLink } from './figure-link.tsx';
import { NameText } from './name-text.tsx';

type At = { asOf: PlainDate; knownAt: Seal };
type Ages = Pick<
  AgeingRow,
  | 'notDueMinor'
  | 'd1to30Minor'
  | 'd31to60Minor'
  | 'd61to90Minor'
  | 'over90Minor'
  | 'creditsMinor'
  | 'totalMinor'
  | 'disputedMinor'
>;

/** What stands in the columns, and which postings make it. Credits stand below zero, so that a row adds up. */
const CUTS: readonly { key: keyof Ages; head: string; part: FigurePart }[] = [
  { key: 'notDueMinor', head: 'Not due', part: 'not-due' },
  { key: 'd1to30Minor', head: '1 to 30', part: '1-30' },
  { key: 'd31to60Minor', head: '31 to 60', part: '31-60' },
  { key: 'd61to90Minor', head: '61 to 90', part: '61-90' },
  { key: 'over90Minor', head: 'Over 90', part: 'over-90' },
  { key: 'creditsMinor', head: 'Credits', part: 'taken-off' },
  { key: 'totalMinor', head: 'Total', part: 'all' },
];

/** Part of the columns before it: what is not asked for until it is answered. */
const DISPUTED = { key: 'disputedMinor', head: 'Of it disputed', numeric: true } as const;

type CutOf = { currency: Currency; customerId?: string; ages: Ages | null; at: At };

/** One figure of a row, opening to what makes it. */
function Cut({ cut, of }: { cut: (typeof CUTS)[number]; of: CutOf }) {
  const minor = of.ages?.[cut.key] ?? 0n;
  const { customerId, currency, at } = of;
  return (
    <FigureLink
      figure={{ customerId, currency, part: cut.part, asOf: at.asOf, sealNo: at.knownAt.sealNo }}
      minor={cut.part === 'taken-off' ? -minor : minor}
    />
  );
}

export type TotalRow = { currency: Currency; aged: Ages | null; controlMinor: bigint };

/** Totals per currency, each agreed to the receivables account. Currencies are never added. */
export function AgeingTotals({ totals, at }: { totals: readonly TotalRow[]; at: At }) {
  const columns: Column<TotalRow>[] = [
    { key: 'currency', head: 'Currency', rowHeader: true, cell: (row) => row.currency },
    ...CUTS.map((cut) => ({
      key: cut.key,
      head: cut.head,
      numeric: true,
      cell: (row: TotalRow) => <Cut cut={cut} of={{ currency: row.currency, ages: row.aged, at }} />,
    })),
    {
      ...DISPUTED,
      cell: (row) => <MoneyText money={money(row.aged?.disputedMinor ?? 0n, row.currency)} style="bare" />,
    },
  ];
  return (
    <Panel title="All customers" foot={totals.map((row) => <Agreed key={row.currency} row={row} />)}>
      <DataTable
        caption="Totals by days late, one row per currency"
        rows={totals}
        rowKey={(row) => row.currency}
        columns={columns}
        wide
      />
    </Panel>
  );
}

/** The other side of the report: what the receivables account itself says. */
function Agreed({ row }: { row: TotalRow }) {
  const difference = (row.aged?.totalMinor ?? 0n) - row.controlMinor;
  return (
    <span className="block">
      {row.currency}: {difference === 0n ? 'agrees' : 'does not agree'} to control account 1100,{' '}
      <MoneyText money={money(row.controlMinor, row.currency)} />: difference{' '}
      <MoneyText money={money(difference, row.currency)} />.
    </span>
  );
}

/** One row per customer and currency. */
export function AgeingRows({ rows, customers, at }: { rows: readonly AgeingRow[]; customers: number; at: At }) {
  const columns: Column<AgeingRow>[] = [
    {
      key: 'customer',
      head: 'Customer',
      rowHeader: true,
      cell: (row) => (
        <>
          <Link className="quiet-link" to={`/staff/customers/${row.customerId}`}>
            <NameText text={row.customerName} />
          </Link>
          <span className="under reference">{row.customerNumber}</span>
        </>
      ),
    },
    { key: 'currency', head: 'Currency', cell: (row) => row.currency },
    ...CUTS.map((cut) => ({
      key: cut.key,
      head: cut.head,
      numeric: true,
      cell: (row: AgeingRow) => (
        <Cut cut={cut} of={{ currency: row.currency, customerId: row.customerId, ages: row, at }} />
      ),
    })),
    { ...DISPUTED, cell: (row) => <MoneyText money={money(row.disputedMinor, row.currency)} style="bare" /> },
  ];
  return (
    <Panel title={customers === 1 ? '1 customer' : `${customers.toLocaleString('en-GB')} customers, by number`}>
      <DataTable
        caption="Open amounts by days late, one row per customer and currency"
        rows={rows}
        rowKey={(row) => `${row.customerId} ${row.currency}`}
        columns={columns}
        wide
      />
    </Panel>
  );
}

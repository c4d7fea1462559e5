import type { ReactNode } from 'react';
import { type Money, money } from '#app/kernel/money.ts';
import { showText } from '#app/kernel/show-text.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Section } from '#app/ui/panel.tsx';
import { RunningSum, type SumRow } from '#app/ui/running-sum.tsx';
import type { Statement, StatementRow } from '../types.ts';
import { movementWords } from './movement-words.ts';

type StatementSheetProps = {
  statement: Statement;
  /** Rows drawn at most; the files hold them all. */
  rowsMax: number;
  /** Where a movement's document stands. */
  hrefOf?: (row: StatementRow) => string | undefined;
};

/** A statement on the page: opening balance, each movement with the balance after it, closing balance, its ages. */
export function StatementSheet({ statement, rowsMax, hrefOf }: StatementSheetProps) {
  const { currency, rows, openingMinor, closingMinor, fromOn, toOn } = statement;
  const of = (minor: bigint) => money(minor, currency);
  const shown = rows.slice(0, rowsMax);
  return (
    <>
      <DataTable
        caption="Movements, oldest first, with the balance after each"
        cards
        rows={[
          ...opening(openingMinor),
          ...shown.map((row) => ({ row })),
          ...(shown.length === rows.length ? closing(closingMinor) : []),
        ]}
        rowKey={(line) => ('row' in line ? line.row.itemId : line.end)}
        columns={columnsOf(of, { fromOn, toOn }, hrefOf)}
      />
      {shown.length < rows.length && (
        <p className="gap-part">
          {shown.length} of {rows.length} movements are shown; the PDF and the CSV hold them all. The closing balance is{' '}
          <MoneyText money={of(closingMinor)} />.
        </p>
      )}
      <Section
        title={
          <>
            What makes up the balance on <DateText date={toOn} />
          </>
        }
      >
        <RunningSum side caption="Open amounts by age, down to the closing balance" rows={ageRows(statement)} />
      </Section>
    </>
  );
}

/** What the closing balance is made of. Amounts that are not there are left out; the total is the ledger's own. */
function ageRows({ ageing, currency }: Statement): SumRow[] {
  const of = (minor: bigint) => money(minor, currency);
  const cuts = [
    { label: 'Not due yet', minor: ageing.notDueMinor },
    { label: '1 to 30 days after the due date', minor: ageing.d1to30Minor },
    { label: '31 to 60 days', minor: ageing.d31to60Minor },
    { label: '61 to 90 days', minor: ageing.d61to90Minor },
    { label: 'More than 90 days', minor: ageing.over90Minor },
    { label: 'Your credit, not set against an invoice yet', minor: -ageing.creditsMinor },
  ];
  return [
    ...cuts
      .filter((cut) => cut.minor !== 0n)
      .map((cut) => ({ key: cut.label, label: cut.label, money: of(cut.minor) })),
    { key: 'total', label: 'Closing balance', money: of(ageing.totalMinor), kind: 'total' },
  ];
}

/** The balances before and after stand in the table like movements, so that the column adds up from top to bottom. */
type Line = { row: StatementRow } | { end: 'opening' | 'closing'; balanceMinor: bigint };

const opening = (balanceMinor: bigint): Line[] => [{ end: 'opening', balanceMinor }];
const closing = (balanceMinor: bigint): Line[] => [{ end: 'closing', balanceMinor }];

function columnsOf(
  of: (minor: bigint) => Money,
  { fromOn, toOn }: Pick<Statement, 'fromOn' | 'toOn'>,
  hrefOf: StatementSheetProps['hrefOf'],
): Column<Line>[] {
  return [
    {
      key: 'on',
      head: 'Date',
      nowrap: true,
      cardLabel: 'On',
      cell: (line) => <DateText date={'row' in line ? line.row.on : line.end === 'opening' ? fromOn : toOn} />,
    },
    {
      key: 'what',
      head: 'What',
      rowHeader: true,
      cell: (line) =>
        'row' in line ? (
          <What row={line.row} href={hrefOf?.(line.row)} />
        ) : line.end === 'opening' ? (
          'Opening balance'
        ) : (
          'Closing balance'
        ),
    },
    {
      key: 'amount',
      head: 'Amount',
      numeric: true,
      card: 'line',
      cardLabel: '',
      cell: (line) => ('row' in line ? <Amount money={of(line.row.amountMinor)} /> : null),
    },
    {
      key: 'balance',
      head: 'Balance',
      numeric: true,
      cell: (line) => (
        <MoneyText
          money={of('row' in line ? line.row.balanceMinor : line.balanceMinor)}
          className={'end' in line ? 'font-semibold' : undefined}
        />
      ),
    },
  ];
}

/** Among the cards of a phone the figure is named; in the table its column is. */
const Amount = ({ money: amount }: { money: Money }) => (
  <>
    <span className="md:hidden" aria-hidden="true">
      Amount{' '}
    </span>
    <MoneyText money={amount} />
  </>
);

function What({ row, href }: { row: StatementRow; href: string | undefined }): ReactNode {
  const number = <span className="reference">{showText(row.number)}</span>;
  return (
    <>
      {movementWords(row)} {href ? <a href={href}>{number}</a> : number}
      {(row.title || row.dueOn) && (
        <span className="under">
          {row.title && <bdi>{showText(row.title)}</bdi>}
          {row.title && row.dueOn && ' · '}
          {row.dueOn && (
            <>
              due <DateText date={row.dueOn} />
            </>
          )}
        </span>
      )}
    </>
  );
}

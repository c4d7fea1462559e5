import type { ReactNode } from 'react';
import { type Currency, type Money, money } from '#app/kernel/money.ts';
import { addDays, type PlainDate } from '#app/kernel/plain-date.ts';
import { showText } from '#app/kernel/show-text.ts';
import type { FigureAddress } from '#app/modules/ledger/types.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Note } from '#app/ui/message.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Section } from '#app/ui/panel.tsx';
import { RunningSum, type SumRow } from '#app/ui/running-sum.tsx';
import type { Statement, StatementRow } from '../types.ts';
import { movementWords } from './movement-words.ts';

type StatementSheetProps = {
  statement: Statement;
  /** Rows drawn at most; the files hold them all. */
  rowsMax: number;
  /** Whose account it is, where the page shows several. */
  of?: string;
  /** Where a movement's document stands. */
  hrefOf?: (row: StatementRow) => string | undefined;
  /** Where the invoices in question are listed, where that says the same as this statement. */
  inQuestionAt?: string | undefined;
  /** Where the postings that make a figure are listed; without it figures open nothing. */
  postingsOf?: (figure: FigureAddress) => string | undefined;
};

/** A statement on the page: opening balance, each movement with the balance after it, closing balance, its ages. */
export function StatementSheet(props: StatementSheetProps) {
  const { statement, rowsMax, of: account, hrefOf, inQuestionAt, postingsOf } = props;
  const { currency, rows, openingMinor, closingMinor, toOn } = statement;
  const whose = account === undefined ? '' : ` of ${showText(account)} in ${currency}`;
  const of = (minor: bigint) => money(minor, currency);
  const shown = rows.slice(0, rowsMax);
  const isOpenItem = statement.form === 'open_item';
  const open = opener(statement, postingsOf);
  return (
    <>
      <DataTable
        caption={
          isOpenItem
            ? `What is open${whose}, oldest due first`
            : `Movements${whose}, oldest first, with the balance after each`
        }
        cards
        rows={[
          ...(isOpenItem ? [] : opening(openingMinor)),
          ...shown.map((row) => ({ row })),
          ...(shown.length === rows.length ? closing(closingMinor) : []),
        ]}
        rowKey={(line) => ('row' in line ? line.row.itemId : line.end)}
        columns={columnsOf(statement, { hrefOf, open })}
      />
      {shown.length < rows.length && (
        <p className="gap-part">
          {shown.length} of {rows.length} {isOpenItem ? 'open items' : 'movements'} are shown; the PDF and the CSV hold
          them all. The closing balance is <MoneyText money={of(closingMinor)} />.
        </p>
      )}
      <Section
        title={
          <>
            What makes up the balance{whose} on <DateText date={toOn} />
          </>
        }
      >
        <RunningSum
          side
          caption={`Open amounts${whose} by age, down to the closing balance`}
          rows={ageRows(statement, open)}
        />
        {statement.ageing.disputedMinor > 0n && (
          <InQuestion money={of(statement.ageing.disputedMinor)} on={toOn} href={inQuestionAt} />
        )}
      </Section>
    </>
  );
}

type InQuestionProps = { money: Money; on: PlainDate; href?: string | undefined };

/** What of a balance was in question on its day. */
export const InQuestion = ({ money: amount, on, href }: InQuestionProps) => (
  <div className="mt-4">
    <Note>
      <MoneyText money={amount} /> of this was in question on <DateText date={on} /> and need not be paid until it is
      answered.
      {href && (
        <>
          {' '}
          <a href={href}>See which invoices</a>
        </>
      )}
    </Note>
  </div>
);

/** What the closing balance is made of. Amounts that are not there are left out; the total is the ledger's own. */
function ageRows({ ageing, currency, toOn }: Statement, open: Open): SumRow[] {
  const of = (minor: bigint) => money(minor, currency);
  const cuts = [
    { label: 'Not due yet', minor: ageing.notDueMinor, part: 'not-due' },
    { label: '1 to 30 days after the due date', minor: ageing.d1to30Minor, part: '1-30' },
    { label: '31 to 60 days', minor: ageing.d31to60Minor, part: '31-60' },
    { label: '61 to 90 days', minor: ageing.d61to90Minor, part: '61-90' },
    { label: 'More than 90 days', minor: ageing.over90Minor, part: 'over-90' },
    { label: 'Your credit, not set against an invoice yet', minor: -ageing.creditsMinor, part: 'taken-off' },
  ] as const;
  return [
    ...cuts
      .filter((cut) => cut.minor !== 0n)
      .map((cut) => ({
        key: cut.label,
        label: cut.label,
        money: of(cut.minor),
        href: open({ part: cut.part, asOf: toOn }),
      })),
    {
      key: 'total',
      label: 'Closing balance',
      money: of(ageing.totalMinor),
      kind: 'total',
      href: open({ part: 'all', asOf: toOn }),
    },
  ];
}

type Open = (figure: Omit<FigureAddress, 'currency' | 'sealNo' | 'customerId'>) => string | undefined;

/** Addresses of the figures of one statement: its currency and its seal go with each. */
const opener =
  ({ currency, knownAt }: Statement, postingsOf: StatementSheetProps['postingsOf']): Open =>
  (figure) =>
    postingsOf?.({ ...figure, currency, sealNo: knownAt?.sealNo });

/** The balances before and after stand in the table like movements, so that the column adds up from top to bottom. */
type Line = { row: StatementRow } | { end: 'opening' | 'closing'; balanceMinor: bigint };

const opening = (balanceMinor: bigint): Line[] => [{ end: 'opening', balanceMinor }];
const closing = (balanceMinor: bigint): Line[] => [{ end: 'closing', balanceMinor }];

function columnsOf(
  { currency, fromOn, toOn, form }: Statement,
  { hrefOf, open }: Pick<StatementSheetProps, 'hrefOf'> & { open: Open },
): Column<Line>[] {
  const of = (minor: bigint) => money(minor, currency);
  const isOpenItem = form === 'open_item';
  // Running sums of what is open are nobody's balance on a day, so only the last one opens.
  const balanceOf = (line: Line) =>
    'row' in line
      ? isOpenItem
        ? undefined
        : open({ part: 'all', untilId: line.row.itemId })
      : open({ part: 'all', asOf: line.end === 'opening' ? addDays(fromOn, -1) : toOn });
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
          <What row={line.row} currency={currency} href={hrefOf?.(line.row)} />
        ) : line.end === 'opening' ? (
          'Opening balance'
        ) : (
          'Closing balance'
        ),
    },
    {
      key: 'amount',
      head: isOpenItem ? 'Still open' : 'Amount',
      numeric: true,
      card: 'line',
      cardLabel: '',
      cell: (line) =>
        'row' in line ? (
          <Amount
            label={isOpenItem ? 'Still open' : 'Amount'}
            money={of(line.row.amountMinor)}
            href={isOpenItem ? undefined : open({ part: 'all', itemId: line.row.itemId })}
          />
        ) : null,
    },
    {
      key: 'balance',
      head: 'Balance',
      numeric: true,
      cell: (line) => (
        <Opening href={balanceOf(line)}>
          <MoneyText
            money={of('row' in line ? line.row.balanceMinor : line.balanceMinor)}
            className={'end' in line ? 'font-semibold' : undefined}
          />
        </Opening>
      ),
    },
  ];
}

/** Among the cards of a phone the figure is named; in the table its column is. */
const Amount = ({ label, money: amount, href }: { label: string; money: Money; href: string | undefined }) => (
  <>
    <span className="md:hidden" aria-hidden="true">
      {label}{' '}
    </span>
    <Opening href={href}>
      <MoneyText money={amount} />
    </Opening>
  </>
);

/** A figure that opens to the rows behind it, where there is a page of them. */
const Opening = ({ href, children }: { href: string | undefined; children: ReactNode }) =>
  href ? (
    <a className="quiet-link" href={href}>
      {children}
    </a>
  ) : (
    children
  );

type WhatProps = { row: StatementRow; currency: Currency; href: string | undefined };

function What({ row, currency, href }: WhatProps): ReactNode {
  const number = <span className="reference">{showText(row.number)}</span>;
  return (
    <>
      {movementWords(row)} {href ? <a href={href}>{number}</a> : number}
      {row.valueOn && (
        <span className="under">
          value date <DateText date={row.valueOn} />
        </span>
      )}
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
      {row.originalMinor !== undefined && row.originalMinor !== row.amountMinor && (
        <span className="under">
          of <MoneyText money={money(row.originalMinor, currency)} />
        </span>
      )}
    </>
  );
}

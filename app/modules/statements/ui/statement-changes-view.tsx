import type { ReactNode } from 'react';
import { formatInstant } from '#app/kernel/format-date.ts';
import { type Money, money } from '#app/kernel/money.ts';
import { showText } from '#app/kernel/show-text.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { MoneyText, NotApplicable } from '#app/ui/money-text.tsx';
import type { LearnedRow, Named, Statement, StatementChanges } from '../types.ts';
import { movementWords } from './movement-words.ts';

type ChangesProps = {
  changes: StatementChanges;
  zone: string;
  /** Where a document stands; undefined where it has no page. */
  hrefOf: (of: Named) => string | undefined;
};

/** What changed, in one sentence. */
export function ChangesSentence({ changes: { before, after, learned } }: { changes: StatementChanges }) {
  const of = (minor: bigint) => <MoneyText money={money(minor, before.currency)} />;
  if (learned.length === 0) return <p>Nothing was learned since that belongs on this statement. It still stands.</p>;
  if (before.closingMinor === after.closingMinor)
    return (
      <p>
        The closing balance is the same, {of(after.closingMinor)}.{' '}
        {learned.length === 1 ? 'One thing was' : `${learned.length} things were`} learned that belong on this
        statement.
      </p>
    );
  return (
    <p>
      The closing balance was {of(before.closingMinor)} and is now {of(after.closingMinor)}:{' '}
      {after.closingMinor > before.closingMinor ? 'more' : 'less'} by{' '}
      {of(
        after.closingMinor > before.closingMinor
          ? after.closingMinor - before.closingMinor
          : before.closingMinor - after.closingMinor,
      )}
      .
    </p>
  );
}

/** Each thing that was learned, with what it did to the closing balance. They add up to its difference. */
export function LearnedTable({ changes, zone, hrefOf }: ChangesProps) {
  const { before, after, learned } = changes;
  const of = (minor: bigint) => money(minor, before.currency);
  const locale = useLocale();
  const columns: Column<LearnedRow>[] = [
    {
      key: 'what',
      head: 'What',
      rowHeader: true,
      cell: (row) => <What row={row} hrefOf={hrefOf} />,
    },
    { key: 'on', head: 'Dated', nowrap: true, cardLabel: 'Dated', cell: (row) => <DateText date={row.on} /> },
    {
      key: 'learned',
      head: 'Learned',
      cardLabel: 'Learned',
      cell: (row) => formatInstant(row.learnedAt.sealedAt, locale, zone),
    },
    {
      key: 'amount',
      head: 'Changes the balance by',
      numeric: true,
      cell: (row) =>
        row.what === 'movement' ? (
          <MoneyText money={of(row.amountMinor)} sign="always" />
        ) : (
          <NotApplicable words="does not change the balance" />
        ),
    },
  ];
  return (
    <DataTable
      caption="What was learned since, in the order in which it was learned"
      rows={learned}
      rowKey={(row) => row.id}
      columns={columns}
      cards
      foot={
        <tr>
          <th scope="row" colSpan={3}>
            Difference of the closing balance
          </th>
          <td className="cell-numeric">
            <strong>
              <MoneyText money={of(after.closingMinor - before.closingMinor)} sign="always" />
            </strong>
          </td>
        </tr>
      }
    />
  );
}

function What({ row, hrefOf }: { row: LearnedRow; hrefOf: ChangesProps['hrefOf'] }) {
  if (row.what === 'movement')
    return (
      <>
        {movementWords({ kind: row.of.kind, method: row.method, amountMinor: row.amountMinor })}{' '}
        <Document of={row.of} hrefOf={hrefOf} />
        <span className="under">
          {row.title && <bdi>{showText(row.title)}</bdi>}
          {row.title && ' · '}
          {row.place === 'before' ? 'dated before the first day: it changes the opening balance' : 'a new line'}
        </span>
      </>
    );
  return (
    <>
      <Document of={row.credit} hrefOf={hrefOf} /> {row.what === 'applied' ? 'set against' : 'taken back from'}{' '}
      <Document of={row.debit} hrefOf={hrefOf} />
      <span className="under">changes what is open and how old it is</span>
    </>
  );
}

function Document({ of, hrefOf }: { of: Named; hrefOf: ChangesProps['hrefOf'] }): ReactNode {
  const href = hrefOf(of);
  const number = <span className="reference">{showText(of.number)}</span>;
  return href ? <a href={href}>{number}</a> : number;
}

type Compared = { label: string; of: (statement: Statement) => bigint };

const COMPARED: readonly Compared[] = [
  { label: 'Opening balance', of: (one) => one.openingMinor },
  { label: 'Closing balance', of: (one) => one.closingMinor },
  { label: 'Not due yet', of: (one) => one.ageing.notDueMinor },
  { label: '1 to 30 days late', of: (one) => one.ageing.d1to30Minor },
  { label: '31 to 60 days late', of: (one) => one.ageing.d31to60Minor },
  { label: '61 to 90 days late', of: (one) => one.ageing.d61to90Minor },
  { label: 'Over 90 days late', of: (one) => one.ageing.over90Minor },
  { label: 'Credit not set against an invoice', of: (one) => one.ageing.creditsMinor },
];

/** Opening, closing and the ages, as they were and as they are. */
export function BeforeAfterTable({ changes: { before, after } }: { changes: StatementChanges }) {
  const figure = (minor: bigint): Money => money(minor, before.currency);
  return (
    <DataTable
      caption="The statement as it was and as it is"
      rows={COMPARED}
      rowKey={(row) => row.label}
      cards
      columns={[
        { key: 'label', head: 'Figure', rowHeader: true, cell: (row) => row.label },
        {
          key: 'before',
          head: 'Then',
          numeric: true,
          card: 'line',
          cell: (row) => <MoneyText money={figure(row.of(before))} />,
        },
        { key: 'after', head: 'Now', numeric: true, cell: (row) => <MoneyText money={figure(row.of(after))} /> },
      ]}
    />
  );
}

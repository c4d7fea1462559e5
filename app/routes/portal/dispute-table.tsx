import { Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import { dateInZone } from '#app/kernel/plain-date.ts';
import type { DisputeRow } from '#app/modules/disputes/types.ts';
import { Badges } from '#app/ui/badge.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { MoneyText, NotApplicable } from '#app/ui/money-text.tsx';
import { disputePath } from './dispute-address.ts';
import { kindWords, standingBadge, standingOf } from './dispute-words.ts';

type DisputeTableProps = { caption: string; rows: readonly DisputeRow[]; zone: string; isOver?: boolean };

/** Disputes and questions of a customer, each with how far it is and by when they hear from us. */
export function DisputeTable({ caption, rows, zone, isOver }: DisputeTableProps) {
  const columns: Column<DisputeRow>[] = [
    {
      key: 'number',
      head: 'Number',
      rowHeader: true,
      cell: (row) => (
        <>
          <Link to={disputePath('', row.id)}>{row.number}</Link>
          <span className="under">
            {kindWords(row.kind)}
            {row.invoiceNumber && (
              <>
                , invoice <span className="reference">{row.invoiceNumber}</span>
              </>
            )}
          </span>
          <Badges badges={[standingBadge(standingOf(row))]} />
        </>
      ),
    },
    { key: 'sent', head: 'Sent', nowrap: true, cell: (row) => <DateText date={dateInZone(row.raisedAt, zone)} /> },
    ...(isOver ? [] : [dueColumn(zone)]),
    {
      key: 'amount',
      head: 'In question',
      numeric: true,
      cell: (row) =>
        row.amountMinor === null || !row.currency ? (
          <NotApplicable words="no amount" />
        ) : (
          <MoneyText money={money(row.amountMinor, row.currency)} />
        ),
    },
  ];
  return <DataTable caption={caption} cards rows={rows} rowKey={(row) => row.id} columns={columns} />;
}

const dueColumn = (zone: string): Column<DisputeRow> => ({
  ...{ key: 'due', head: 'You hear by', nowrap: true },
  cell: (row) => <HearBy row={row} zone={zone} />,
});

function HearBy({ row, zone }: { row: DisputeRow; zone: string }) {
  const standing = standingOf(row);
  if (standing === 'needs_answer') return <NotApplicable words="when you have answered" />;
  const day = row.promisedOn ?? (row.answerDueAt && dateInZone(row.answerDueAt, zone));
  return day ? <DateText date={day} weekday /> : <NotApplicable words="no date yet" />;
}

import { Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { InvoiceListRow } from '#app/modules/invoicing/types.ts';
import type { FigureAddress, OpenItem } from '#app/modules/ledger/types.ts';
import { Badges } from '#app/ui/badge.tsx';
import type { Column } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { MoneyText, NotApplicable } from '#app/ui/money-text.tsx';
import { FigureLink } from './figure-link.tsx';
import { itemBadges } from './invoice-badges.ts';
import { kindWords, sourcePath } from './source-path.ts';

/** An open item with its amount left, credits below zero, and the sum of it and those before. */
export type OpenItemRow = OpenItem & { signed: bigint; running: bigint };

/** What this person may ask for, beside each item. */
export type ItemMay = { readonly writeOff: boolean; readonly refund: boolean };

/** A debt can be given up, a credit given back. */
const giveUpColumn = (may: ItemMay): Column<OpenItemRow> => ({
  key: 'do',
  head: 'What can be done',
  headHidden: true,
  nowrap: true,
  cell: (row) =>
    row.side === 'debit'
      ? may.writeOff && (
          <Link className="quiet-link" to={`/staff/write-offs/new?item=${row.id}`}>
            Write off<span className="sr-only"> {row.number}</span>
          </Link>
        )
      : may.refund && (
          <Link className="quiet-link" to={`/staff/refunds/new?item=${row.id}`}>
            Refund<span className="sr-only"> {row.number}</span>
          </Link>
        ),
});

/** Columns of a customer's open items. */
export function itemColumns(
  clocks: Omit<FigureAddress, 'part'>,
  known: ReadonlyMap<string, InvoiceListRow>,
  at: { today: PlainDate; locale: string; may?: ItemMay },
): Column<OpenItemRow>[] {
  const { currency } = clocks;
  return [
    {
      key: 'number',
      head: 'Number',
      rowHeader: true,
      nowrap: true,
      cell: (row) => (
        <>
          <Link className="quiet-link reference" to={sourcePath(row)}>
            {row.number}
          </Link>
          <span className="under">
            <DateText date={row.effectiveOn} />
          </span>
        </>
      ),
    },
    {
      key: 'due',
      head: 'Due',
      nowrap: true,
      cell: (row) =>
        row.side === 'debit' ? <DateText date={row.dueOn} /> : <NotApplicable words="does not fall due" />,
    },
    { key: 'for', head: 'For', cell: (row) => row.title || kindWords(row.kind) },
    {
      key: 'status',
      head: 'Status',
      cell: (row) => <Badges badges={itemBadges(row, known.get(row.sourceId), at)} />,
    },
    {
      key: 'left',
      head: `Left, ${currency}`,
      numeric: true,
      cell: (row) => (
        <>
          <strong>
            <FigureLink figure={{ ...clocks, part: 'open', itemId: row.id }} minor={row.signed} />
          </strong>
          {row.residualMinor < row.amountMinor && (
            <span className="under">
              of <MoneyText money={money(row.amountMinor, currency)} style="bare" />
            </span>
          )}
        </>
      ),
    },
    {
      key: 'running',
      head: 'Running',
      numeric: true,
      cell: (row) => <MoneyText className="text-muted" money={money(row.running, currency)} style="bare" />,
    },
    ...(at.may?.writeOff || at.may?.refund ? [giveUpColumn(at.may)] : []),
  ];
}

import type { ReactNode } from 'react';
import { type Currency, money } from '#app/kernel/money.ts';
import { showText } from '#app/kernel/show-text.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import type { ItemPosting, PostingsPage } from '../types.ts';

type Source = Pick<ItemPosting, 'kind' | 'sourceId' | 'number'>;

type PostingsTableProps = {
  page: PostingsPage<ItemPosting>;
  currency: Currency;
  wordsOf: (kind: ItemPosting['kind']) => string;
  /** Where the document behind a posting stands; undefined where it has no page. */
  hrefOf: (source: Source) => string | undefined;
  /** Rows of several customers name theirs. */
  withCustomer?: boolean;
  cards?: boolean;
};

/** The rows that make a figure, each with the running sum, and the figure again as the last line. */
export function PostingsTable({ page, currency, wordsOf, hrefOf, withCustomer, cards }: PostingsTableProps) {
  const of = (minor: bigint) => money(minor, currency);
  const columns: Column<ItemPosting>[] = [
    {
      key: 'number',
      head: 'Number',
      rowHeader: true,
      nowrap: true,
      cell: (row) => <DocumentNumber source={row.application ?? row} hrefOf={hrefOf} />,
    },
    { key: 'on', head: 'Date', nowrap: true, cell: (row) => <DateText date={row.on} /> },
    { key: 'what', head: 'What', cell: (row) => <What row={row} wordsOf={wordsOf} hrefOf={hrefOf} /> },
    ...(withCustomer
      ? [
          {
            key: 'customer',
            head: 'Customer',
            nowrap: true,
            cell: (row: ItemPosting): ReactNode => <span className="reference">{row.customerNumber}</span>,
          },
        ]
      : []),
    {
      key: 'amount',
      head: `Amount, ${currency}`,
      numeric: true,
      cell: (row) => <MoneyText money={of(row.amountMinor)} style="bare" />,
    },
    {
      key: 'running',
      head: 'Sum so far',
      numeric: true,
      card: 'line',
      cell: (row) => <MoneyText className="text-muted" money={of(row.runningMinor)} style="bare" />,
    },
  ];
  return (
    <DataTable
      caption={`Postings and applications in ${currency}, with the sum so far`}
      rows={page.rows}
      rowKey={(row) => `${row.itemId} ${row.id}`}
      columns={columns}
      cards={cards}
      foot={<SumRow count={page.count} total={of(page.totalMinor)} before={withCustomer ? 4 : 3} />}
    />
  );
}

/** The closing line: the figure the page was opened for. */
export function SumRow({ count, total, before }: { count: number; total: ReturnType<typeof money>; before: number }) {
  return (
    <tr>
      <th scope="row" colSpan={before}>
        Sum of {count === 1 ? 'this line' : `all ${count} lines`}
      </th>
      <td className="cell-numeric">
        <strong>
          <MoneyText money={total} style="bare" />
        </strong>
      </td>
      <td />
    </tr>
  );
}

function DocumentNumber({ source, hrefOf }: { source: Source; hrefOf: PostingsTableProps['hrefOf'] }) {
  const href = hrefOf(source);
  const text = <span className="reference">{showText(source.number) || '–'}</span>;
  return href ? <a href={href}>{text}</a> : text;
}

type WhatProps = { row: ItemPosting } & Pick<PostingsTableProps, 'wordsOf' | 'hrefOf'>;

function What({ row, wordsOf, hrefOf }: WhatProps) {
  if (!row.application)
    return (
      <>
        {wordsOf(row.kind)}
        {row.title && <span className="under">{showText(row.title)}</span>}
      </>
    );
  return (
    <>
      {wordsOf(row.application.kind)} {row.application.isUndone ? 'taken back from' : 'set against'}{' '}
      {wordsOf(row.kind).toLowerCase()} <DocumentNumber source={row} hrefOf={hrefOf} />
    </>
  );
}

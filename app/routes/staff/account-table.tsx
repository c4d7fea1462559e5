import { Link } from 'react-router';
import { type Currency, money } from '#app/kernel/money.ts';
import { showText } from '#app/kernel/show-text.ts';
import type { AccountPosting, PostingsPage } from '#app/modules/ledger/types.ts';
import { SumRow } from '#app/modules/ledger/ui/postings-table.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { MoneyText, NotApplicable } from '#app/ui/money-text.tsx';
import { kindWords, sourcePath } from './source-path.ts';

/** Ledger lines of one account, each with the running sum. Amounts are in the currency of the figure. */
export function AccountTable({ page, currency }: { page: PostingsPage<AccountPosting>; currency: Currency }) {
  const of = (minor: bigint) => money(minor, currency);
  return (
    <DataTable
      caption="Ledger lines with the sum so far"
      rows={page.rows}
      rowKey={(row) => row.id}
      columns={[
        { key: 'number', head: 'Number', rowHeader: true, nowrap: true, cell: (row) => <DocumentNumber row={row} /> },
        { key: 'on', head: 'Date', nowrap: true, cell: (row) => <DateText date={row.on} /> },
        {
          key: 'what',
          head: 'What',
          cell: (row) => (
            <>
              {kindWords(row.kind)}
              {row.memo && <span className="under">{showText(row.memo)}</span>}
            </>
          ),
        },
        {
          key: 'customer',
          head: 'Customer',
          nowrap: true,
          cell: (row) =>
            row.customerNumber ? (
              <span className="reference">{row.customerNumber}</span>
            ) : (
              <NotApplicable words="no customer" />
            ),
        },
        {
          key: 'amount',
          head: 'Amount',
          numeric: true,
          cell: (row) => <MoneyText money={of(row.amountMinor)} style="bare" />,
        },
        {
          key: 'running',
          head: 'Sum so far',
          numeric: true,
          cell: (row) => <MoneyText className="text-muted" money={of(row.runningMinor)} style="bare" />,
        },
      ]}
      foot={<SumRow count={page.count} total={of(page.totalMinor)} before={4} />}
    />
  );
}

function DocumentNumber({ row }: { row: AccountPosting }) {
  const text = <span className="reference">{row.number || '–'}</span>;
  if (!row.sourceId || !row.number) return text;
  return (
    <Link className="quiet-link" to={sourcePath({ kind: row.kind, sourceId: row.sourceId })}>
      {text}
    </Link>
  );
}

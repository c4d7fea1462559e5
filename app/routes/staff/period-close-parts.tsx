import { Link } from 'react-router';
import { formatMonth } from '#app/kernel/format-date.ts';
import type { PeriodRefusal } from '#app/modules/ledger/types.ts';
import type { BeforeClosing } from '#app/modules/reports/queries/before-closing.server.ts';
import { DataTable } from '#app/ui/data-table.tsx';

/** Why a month does not close, and what to do. */
export function closingWords(refusal: PeriodRefusal, { month, locale }: { month: string; locale: string }): string {
  switch (refusal.code) {
    case 'already':
      return `${month} was closed meanwhile. Nothing was changed.`;
    case 'earlier-open':
      return `${formatMonth(refusal.periodOn, locale)} is open again. Close it first, then ${month}.`;
    case 'not-begun':
      return `${month} has not begun. Close it when it is over.`;
    case 'busy':
      return 'Many postings are under way. Nothing was closed. Try again in a minute.';
    case 'not-approved':
      return 'A month closes without approval. Try again.';
  }
}

const counted = (count: number): string => (count >= 1_000 ? '1,000 or more' : String(count));

/** What would be late once the month is closed. Nothing here stops it from closing. */
export function BeforeClosingList({ facts }: { facts: BeforeClosing }) {
  const rows = [
    {
      key: 'drafts',
      what: 'Drafts dated in it or before',
      count: facts.drafts,
      after: 'Issue them first, or they need a later date.',
      to: '/staff/invoices?view=drafts',
    },
    {
      key: 'unapplied',
      what: 'Payments not applied to anything',
      count: facts.unapplied,
      after: 'They can be applied later, on a later day.',
      to: '/staff/payments?view=unapplied',
    },
    {
      key: 'pdf',
      what: 'Invoices without a stored PDF',
      count: facts.awaitingPdf,
      after: 'It is made when it is sent or first opened. Numbers and dates stay as they are.',
      to: null,
    },
    {
      key: 'unsealed',
      what: 'Postings not sealed yet',
      count: facts.unsealed,
      after: 'They are sealed within seconds.',
      to: null,
    },
  ];
  return (
    <DataTable
      caption="What still belongs to the month"
      rows={rows}
      rowKey={(row) => row.key}
      columns={[
        {
          key: 'what',
          head: 'What',
          rowHeader: true,
          cell: (row) => (
            <>
              {row.to && row.count > 0 ? <Link to={row.to}>{row.what}</Link> : row.what}
              {row.count > 0 && <span className="under">{row.after}</span>}
            </>
          ),
        },
        { key: 'count', head: 'How many', numeric: true, cell: (row) => counted(row.count) },
      ]}
    />
  );
}

import { Link } from 'react-router';
import { currency, money } from '#app/kernel/money.ts';
import { APPROVAL_KIND_NAMES, type Approval } from '#app/modules/approvals/types.ts';
import type { Column } from '#app/ui/data-table.tsx';
import { InstantText } from '#app/ui/date-text.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { STATE_WORDS } from './approval-words.ts';
import { NameText } from './name-text.tsx';

/** What was asked for, by whom, what became of it, and how much it is. */
export const adjustmentColumns = (zone: string): Column<Approval>[] => [
  {
    key: 'what',
    head: 'What',
    rowHeader: true,
    className: 'min-w-40',
    cell: (row) => (
      <>
        <Link className="quiet-link" to={`/staff/approvals?id=${row.id}`}>
          <NameText text={row.summary} />
        </Link>
        <span className="under">
          {APPROVAL_KIND_NAMES[row.kind]}. <NameText text={row.reason} />
        </span>
      </>
    ),
  },
  {
    key: 'asked',
    head: 'Asked for by',
    cell: (row) => (
      <>
        <NameText text={row.requestedByName} />
        <span className="under">
          <InstantText at={row.requestedAt} zone={zone} />
        </span>
      </>
    ),
  },
  {
    key: 'state',
    head: 'State',
    cell: (row) => (
      <>
        {STATE_WORDS[row.state]}
        {row.decidedByName && (
          <span className="under">
            by <NameText text={row.decidedByName} />
            {row.decisionNote && (
              <>
                : <NameText text={row.decisionNote} />
              </>
            )}
          </span>
        )}
      </>
    ),
  },
  {
    key: 'amount',
    head: 'Amount',
    numeric: true,
    cell: (row) =>
      row.amountMinor !== null &&
      row.currency !== null && <MoneyText money={money(row.amountMinor, currency(row.currency))} style="code" />,
  },
];

import { Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import type { DisputeRow } from '#app/modules/disputes/types.ts';
import { Badge } from '#app/ui/badge.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import {
  KIND_WORDS,
  OUTCOME_WORDS,
  SEVERITY_WORDS,
  STATE_BADGES,
  type TimeLeft,
  targetWords,
} from './dispute-words.ts';
import { NameText } from './name-text.tsx';
import { ageText } from './reduction-words.ts';

export type ShownDispute = DisputeRow & {
  readonly ageDays: number;
  /** Null where no clock runs. */
  readonly timeLeft: TimeLeft | null;
};
type TableProps = { caption: string; rows: readonly ShownDispute[]; chooses?: boolean; withCustomer?: boolean };

/** Disputes, questions and complaints with what is left of their time. */
export function DisputeTable({ caption, rows, chooses = false, withCustomer = true }: TableProps) {
  return (
    <DataTable<ShownDispute>
      caption={caption}
      rows={rows}
      rowKey={({ id }) => id}
      wide
      columns={[NUMBER, ...(withCustomer ? [CUSTOMER] : []), REASON, TARGET, AGE, AMOUNT, OWNER, LAST]}
      {...(chooses
        ? { selection: { name: 'ids', value: (row) => row.id, label: (row) => `Choose ${row.number}` } }
        : {})}
    />
  );
}

const NUMBER: Column<ShownDispute> = {
  key: 'number',
  head: 'Number',
  rowHeader: true,
  nowrap: true,
  cell: (row) => (
    <>
      <Link className="reference" to={`/staff/disputes/${row.id}`}>
        {row.number}
      </Link>
      <span className="under">
        {KIND_WORDS[row.kind]}
        {row.severity && `, ${SEVERITY_WORDS[row.severity].toLowerCase()}`}
      </span>
    </>
  ),
};

const CUSTOMER: Column<ShownDispute> = {
  key: 'customer',
  head: 'Customer',
  cell: (row) => (
    <>
      <NameText text={row.customerName} />
      {row.invoiceNumber && <span className="under">{row.invoiceNumber}</span>}
    </>
  ),
};

const REASON: Column<ShownDispute> = {
  key: 'reason',
  head: 'Reason',
  cell: (row) => {
    const { tone, icon, text } = STATE_BADGES[row.state];
    return (
      <>
        <NameText text={row.reasonLabel} />
        <span className="under">
          <Badge tone={tone} icon={icon} flag>
            {row.outcome ? OUTCOME_WORDS[row.outcome] : text}
          </Badge>
        </span>
      </>
    );
  },
};

const TARGET: Column<ShownDispute> = {
  key: 'target',
  head: 'Answer due',
  nowrap: true,
  cell: (row) =>
    row.timeLeft === null ? (
      <span className="text-muted">No clock runs</span>
    ) : row.timeLeft.minutes < 0 ? (
      <Badge tone="danger" icon="clock-late">
        {targetWords(row.timeLeft)}
      </Badge>
    ) : (
      targetWords(row.timeLeft)
    ),
};

const AGE: Column<ShownDispute> = { key: 'age', head: 'Age', nowrap: true, cell: (row) => ageText(row.ageDays) };

const AMOUNT: Column<ShownDispute> = {
  key: 'amount',
  head: 'Amount',
  numeric: true,
  cell: (row) =>
    row.amountMinor !== null && row.currency ? (
      <MoneyText money={money(row.amountMinor, row.currency)} style="code" />
    ) : null,
};

const OWNER: Column<ShownDispute> = {
  key: 'owner',
  head: 'Who has it',
  cell: (row) => (row.ownerName ? <NameText text={row.ownerName} /> : <span className="text-muted">Nobody</span>),
};

const LAST: Column<ShownDispute> = {
  key: 'last',
  head: 'Last word by',
  cell: (row) => (row.lastWordBy === 'customer' ? 'The customer' : 'Us'),
};

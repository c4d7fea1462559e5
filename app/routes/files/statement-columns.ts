import { type Currency, money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { showText } from '#app/kernel/show-text.ts';
import type { Statement, StatementRow } from '#app/modules/statements/types.ts';
import type { CsvColumn } from '#app/platform/http/csv.ts';

type Line = {
  on: PlainDate;
  type: string;
  row: StatementRow | null;
  balanceMinor: bigint;
  /** Closing balances alone: what of it was in question on that day. */
  inQuestionMinor?: bigint;
};

/** A statement as lines of a file: the opening balance, each movement, the closing balance. */
export const statementLines = (statement: Statement): Line[] => [
  // The open-item form brings no balance forward.
  ...(statement.form === 'open_item'
    ? []
    : [{ on: statement.fromOn, type: 'opening_balance', row: null, balanceMinor: statement.openingMinor }]),
  ...statement.rows.map((row) => ({
    on: row.on,
    type: row.kind === 'opening_balance' ? 'brought_forward' : row.kind,
    row,
    balanceMinor: row.balanceMinor,
  })),
  {
    ...{ on: statement.toOn, type: 'closing_balance', row: null, balanceMinor: statement.closingMinor },
    inQuestionMinor: statement.ageing.disputedMinor,
  },
];

/** Columns by stable English keys; amounts are plain decimals with their currency beside them. */
export const statementColumns = ({ currency, form }: Pick<Statement, 'currency' | 'form'>): CsvColumn<Line>[] => [
  { head: 'date', kind: 'date', value: (line) => line.on },
  { head: 'type', kind: 'text', value: (line) => line.type },
  { head: 'number', kind: 'text', value: (line) => line.row?.number },
  { head: 'description', kind: 'text', value: (line) => showText(line.row?.title ?? '') },
  { head: 'po_number', kind: 'text', value: (line) => showText(line.row?.poNumber ?? '') },
  { head: 'due', kind: 'date', value: (line) => line.row?.dueOn },
  { head: 'value_date', kind: 'date', value: (line) => line.row?.valueOn },
  { head: 'currency', kind: 'text', value: () => currency },
  ...(form === 'open_item' ? [originalColumn<Line>(() => currency)] : []),
  { head: 'amount', kind: 'money', value: (line) => line.row && money(line.row.amountMinor, currency) },
  { head: 'balance', kind: 'money', value: (line) => money(line.balanceMinor, currency) },
  inQuestionColumn<Line>(() => currency),
];

/** What an open item was before anything was set against it. */
export const originalColumn = <Row extends { readonly row: StatementRow | null }>(
  currencyOf: (line: Row) => Currency,
): CsvColumn<Row> => ({
  head: 'original_amount',
  kind: 'money',
  value: (line) =>
    line.row?.originalMinor === undefined ? undefined : money(line.row.originalMinor, currencyOf(line)),
});

/** What of a closing balance was in question on its day; the other lines leave it empty. */
export const inQuestionColumn = <Row extends { readonly inQuestionMinor?: bigint }>(
  currencyOf: (line: Row) => Currency,
): CsvColumn<Row> => ({
  head: 'in_question',
  kind: 'money',
  value: (line) => (line.inQuestionMinor === undefined ? undefined : money(line.inQuestionMinor, currencyOf(line))),
});

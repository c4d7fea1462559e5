import type { Currency } from '#app/kernel/money.ts';
import { money } from '#app/kernel/money.ts';
import { showText } from '#app/kernel/show-text.ts';
import type { GroupStatement } from '#app/modules/statements/types.ts';
import type { CsvColumn } from '#app/platform/http/csv.ts';
import { inQuestionColumn, originalColumn, statementLines } from './statement-columns.ts';

type Line = ReturnType<typeof statementLines>[number] & {
  readonly currency: Currency;
  readonly accountNumber: string;
  readonly account: string;
};

/** A group's statement as lines of a file: each account's lines as in its own, then the sums of the currency. */
export const groupStatementLines = ({ parts, parent, fromOn, toOn, form }: GroupStatement): Line[] =>
  parts.flatMap(({ currency, accounts, total }) => {
    const ofGroup = { currency, accountNumber: parent.number, account: 'whole group', row: null };
    return [
      ...accounts.flatMap(({ member, statement }) =>
        statementLines(statement).map((line) => ({
          ...line,
          ...{ currency, accountNumber: member.number, account: member.name },
        })),
      ),
      ...(form === 'open_item'
        ? []
        : [{ ...ofGroup, on: fromOn, type: 'group_opening_balance', balanceMinor: total.openingMinor }]),
      {
        ...{ ...ofGroup, on: toOn, type: 'group_closing_balance', balanceMinor: total.closingMinor },
        inQuestionMinor: total.ageing.disputedMinor,
      },
    ];
  });

/** The columns of one statement after those that say whose account a line is of. */
export const groupStatementColumns = ({ form }: Pick<GroupStatement, 'form'>): CsvColumn<Line>[] => [
  { head: 'account_number', kind: 'text', value: (line) => line.accountNumber },
  { head: 'account', kind: 'text', value: (line) => showText(line.account) },
  { head: 'date', kind: 'date', value: (line) => line.on },
  { head: 'type', kind: 'text', value: (line) => line.type },
  { head: 'number', kind: 'text', value: (line) => line.row?.number },
  { head: 'description', kind: 'text', value: (line) => showText(line.row?.title ?? '') },
  { head: 'po_number', kind: 'text', value: (line) => showText(line.row?.poNumber ?? '') },
  { head: 'due', kind: 'date', value: (line) => line.row?.dueOn },
  { head: 'value_date', kind: 'date', value: (line) => line.row?.valueOn },
  { head: 'currency', kind: 'text', value: (line) => line.currency },
  ...(form === 'open_item' ? [originalColumn<Line>((line) => line.currency)] : []),
  { head: 'amount', kind: 'money', value: (line) => line.row && money(line.row.amountMinor, line.currency) },
  { head: 'balance', kind: 'money', value: (line) => money(line.balanceMinor, line.currency) },
  inQuestionColumn<Line>((line) => line.currency),
];

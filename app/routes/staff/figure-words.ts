import type { AccountMeasure } from '#app/modules/ledger/forms.ts';
import type { FigureAddress, FigurePart } from '#app/modules/ledger/types.ts';

const PARTS: Readonly<Record<FigurePart, string>> = {
  all: 'Balance',
  open: 'What is open',
  debits: 'Open debits',
  credits: 'Credit not applied',
  'taken-off': 'Credit not applied',
  due: 'Due',
  later: 'Due later',
  late: 'Past due',
  'not-due': 'Not due',
  '1-30': '1 to 30 days late',
  '31-60': '31 to 60 days late',
  '61-90': '61 to 90 days late',
  'over-90': 'Over 90 days late',
};

/** The name of a figure of customers' accounts. */
export function figureWords({ part, itemId, untilId }: Pick<FigureAddress, 'part' | 'itemId' | 'untilId'>): string {
  if (itemId) return part === 'all' ? 'One posting' : 'What is open of one item';
  return untilId ? 'Balance after one posting' : PARTS[part];
}

const MEASURES: Readonly<Record<AccountMeasure, string>> = {
  balance: 'Balance',
  debit: 'Debited',
  credit: 'Credited',
  base: 'Balance in base currency',
};

/** The name of a figure of the trial balance. */
export const measureWords = ({ measure, accountCode }: { measure: AccountMeasure; accountCode: string }): string =>
  `Account ${accountCode}: ${MEASURES[measure].toLowerCase()}`;

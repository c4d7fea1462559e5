import type { FigurePart } from '../types.ts';

/**
 * Which open items a figure is made of: their side (both where none is named), and how many days past due they are, both
 * ends included. `by-side` counts debits above zero and credits below; the others count what they show above zero.
 */
type PartRule = {
  readonly side?: 'debit' | 'credit';
  readonly from?: number;
  readonly to?: number;
  readonly sign: 'by-side' | 'plus';
};

/** The parts of an account that pages show as figures. `all` is the balance by its postings and has no rule. */
export const PART_RULES: Readonly<Record<Exclude<FigurePart, 'all'>, PartRule>> = {
  open: { sign: 'by-side' },
  'taken-off': { side: 'credit', sign: 'by-side' },
  debits: { side: 'debit', sign: 'plus' },
  credits: { side: 'credit', sign: 'plus' },
  due: { side: 'debit', from: 0, sign: 'plus' },
  later: { side: 'debit', to: -1, sign: 'plus' },
  late: { side: 'debit', from: 1, sign: 'plus' },
  'not-due': { side: 'debit', to: 0, sign: 'plus' },
  '1-30': { side: 'debit', from: 1, to: 30, sign: 'plus' },
  '31-60': { side: 'debit', from: 31, to: 60, sign: 'plus' },
  '61-90': { side: 'debit', from: 61, to: 90, sign: 'plus' },
  'over-90': { side: 'debit', from: 91, sign: 'plus' },
};

import type { FigurePart } from '../types.ts';

/** Which open items a figure is made of: their side, and how many days past due they are, both ends included. */
type PartRule = { readonly side: 'debit' | 'credit'; readonly from?: number; readonly to?: number };

/** The parts of an account that pages show as figures. `all` is no part but the whole balance, and has no rule. */
export const PART_RULES: Readonly<Record<Exclude<FigurePart, 'all'>, PartRule>> = {
  debits: { side: 'debit' },
  credits: { side: 'credit' },
  due: { side: 'debit', from: 0 },
  later: { side: 'debit', to: -1 },
  late: { side: 'debit', from: 1 },
  'not-due': { side: 'debit', to: 0 },
  '1-30': { side: 'debit', from: 1, to: 30 },
  '31-60': { side: 'debit', from: 31, to: 60 },
  '61-90': { side: 'debit', from: 61, to: 90 },
  'over-90': { side: 'debit', from: 91 },
};

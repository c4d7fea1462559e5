import type { ReductionKind } from '#app/modules/cash-application/types.ts';

/** What a named difference is called. */
export const REDUCTION_WORDS: Readonly<Record<ReductionKind, string>> = {
  discount: 'Early-payment discount',
  withholding: 'Tax withheld',
  bank_charge: 'Bank charge',
  small_difference: 'Small difference',
  deduction: 'Deduction',
};

export const DEPARTMENT_WORDS: Readonly<Record<string, string>> = {
  sales: 'Sales',
  service: 'Service',
  shipping: 'Shipping',
  operations: 'Operations',
  receivables: 'Receivables',
};

/** How long a case has been open. */
export const ageText = (days: number): string => (days === 0 ? 'Since today' : days === 1 ? '1 day' : `${days} days`);

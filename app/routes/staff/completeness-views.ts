export const COMPLETENESS_VIEWS = ['unbilled', 'due', 'running', 'orders'] as const;
export type CompletenessView = (typeof COMPLETENESS_VIEWS)[number];

export const COMPLETENESS_LABELS: Readonly<Record<CompletenessView, string>> = {
  unbilled: 'Not billed',
  due: 'Due now',
  running: 'Period still running',
  orders: 'Ordered, not delivered',
};

/** Days from which on usage is shown; the address has one of these. */
export const AGES = ['0', '7', '30', '60', '90'];

/** Names of a row's fields. */
export const applyName = (itemId: string): string => `apply.i-${itemId}`;
export const restName = (itemId: string): string => `rest.i-${itemId}`;
export const restAmountName = (itemId: string): string => `restAmount.i-${itemId}`;

/** Buttons that fill the form and record nothing. */
export const isFilling = (intent: string): boolean =>
  /^(use-amounts|fill-oldest|clear-split|full:.+|rest:.+)$/.test(intent);

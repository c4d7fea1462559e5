const NAMED_DIFFERENCES = new Set(['discount', 'withholding', 'bank_charge', 'small_difference', 'deduction']);

/** Where the document behind an open item is. */
export function sourcePath({ kind, sourceId }: { kind: string; sourceId: string }): string {
  if (kind === 'payment' || kind === 'payment_reversal') return `/staff/payments/${sourceId}`;
  if (kind === 'write_off' || kind === 'recovery') return `/staff/write-offs/${sourceId}`;
  if (NAMED_DIFFERENCES.has(kind)) return `/staff/cases/${sourceId}`;
  if (kind.startsWith('refund')) return `/staff/refunds/${sourceId}`;
  return `/staff/invoices/${sourceId}`;
}

const KIND_WORDS: Record<string, string> = {
  opening_balance: 'Opening balance',
  invoice: 'Invoice',
  debit_note: 'Debit note',
  credit_note: 'Credit note',
  payment: 'Payment',
  payment_reversal: 'Payment came back',
  transfer: 'Transfer',
};

/** The kind of a posting, as a person says it. */
export const kindWords = (kind: string): string =>
  KIND_WORDS[kind] ?? kind.replaceAll('_', ' ').replace(/^./, (first) => first.toUpperCase());

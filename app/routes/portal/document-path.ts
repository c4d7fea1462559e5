/** The page of the document behind a posting; undefined where there is none. */
export function documentPath({ kind, sourceId }: { kind: string; sourceId: string }): string | undefined {
  if (kind === 'payment' || kind === 'payment_reversal') return `/payments/${sourceId}`;
  return ['invoice', 'debit_note', 'credit_note', 'opening_balance'].includes(kind)
    ? `/invoices/${sourceId}`
    : undefined;
}

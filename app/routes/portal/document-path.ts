const DOCUMENTS = ['invoice', 'debit_note', 'credit_note'];

/** The page of the document behind a posting; undefined where there is none: a transfer, an opening balance, a write-off. */
export function documentPath({ kind, sourceId }: { kind: string; sourceId: string }): string | undefined {
  if (kind === 'payment' || kind === 'payment_reversal') return `/payments/${sourceId}`;
  return DOCUMENTS.includes(kind) ? `/invoices/${sourceId}` : undefined;
}

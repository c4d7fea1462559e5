/** What a document is called before its number. */
export const DOCUMENT_NAMES = { invoice: 'Invoice', debit_note: 'Debit note', credit_note: 'Credit note' } as const;

/** What a sealed family is called, for a report of changed rows. */
const FAMILY_WORDS: Readonly<Record<string, string>> = {
  entries: 'Entry',
  entry_lines: 'Lines of an entry',
  open_items: 'Open item of an entry',
  applications: 'Application',
  holds: 'Hold',
  hold_releases: 'Release of a hold',
  invoices: 'Document',
  invoice_lines: 'Lines of a document',
  invoice_taxes: 'Taxes of a document',
  payments: 'Payment',
  payment_reversals: 'Reversal of a payment',
  documents: 'Stored file',
  audit_records: 'Audit record',
  period_events: 'Closing or reopening of a month',
};

export type Difference = { readonly words: string; readonly reference: string; readonly href: string | null };

type Row = Readonly<Record<string, string | null>>;

/** One row that breaks a law, as a line to read, the key to look it up by, and where it can be opened. */
export function differenceOf(row: Row): Difference {
  const { family, row_id, name, fault, seal_no } = row;
  if (family && row_id) {
    const what = `${FAMILY_WORDS[family] ?? family.replaceAll('_', ' ')}${name ? ` ${name}` : ''}: ${fault ?? 'differs'}`;
    return {
      words: seal_no ? `${what}, sealed in seal ${seal_no}` : what,
      reference: row_id,
      href: hrefOf(family, row),
    };
  }
  if (fault && seal_no) return { words: `Seal ${seal_no}: ${fault}`, reference: '', href: null };
  const facts = Object.entries(row).filter(([, value]) => value !== null);
  return {
    words: facts.map(([key, value]) => `${key.replaceAll('_', ' ')} ${value}`).join(', '),
    reference: '',
    href: null,
  };
}

function hrefOf(family: string, { row_id, fault }: Row): string | null {
  if (fault === 'missing') return null;
  if (family === 'invoices') return `/staff/invoices/${row_id}`;
  return family === 'payments' ? `/staff/payments/${row_id}` : null;
}

/** `1.2 s`, `340 ms`. */
export const durationText = (milliseconds: number): string =>
  milliseconds < 1_000
    ? `${milliseconds} ms`
    : `${Math.floor(milliseconds / 1_000)}.${Math.floor((milliseconds % 1_000) / 100)} s`;

export const differencesText = (count: bigint | number): string =>
  `${count} ${Number(count) === 1 ? 'difference' : 'differences'}`;

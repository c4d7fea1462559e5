import { termsText } from '#app/kernel/payment-terms.ts';
import type { Invoice } from '#app/modules/invoicing/types.ts';
import { DateText } from '#app/ui/date-text.tsx';

/** When an invoice is due and what that follows from; nothing is due on a credit note. */
export function InvoiceDue({ invoice }: { invoice: Pick<Invoice, 'kind' | 'dueOn' | 'terms' | 'dueByHand'> }) {
  const { dueOn, terms, dueByHand } = invoice;
  if (invoice.kind === 'credit_note') return null;
  const why = terms && (dueByHand ? `: set by hand, terms say ${termsText(terms)}` : `: ${termsText(terms)}`);
  return (
    <span>
      due <DateText date={dueOn} />
      {why}
    </span>
  );
}

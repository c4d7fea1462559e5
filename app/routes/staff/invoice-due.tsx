import { termsText } from '#app/kernel/payment-terms.ts';
import type { Invoice } from '#app/modules/invoicing/types.ts';
import { DateText } from '#app/ui/date-text.tsx';

/** When an invoice is due and what that follows from. */
export function InvoiceDue({ invoice }: { invoice: Pick<Invoice, 'dueOn' | 'terms' | 'dueByHand'> }) {
  const { dueOn, terms, dueByHand } = invoice;
  return (
    <>
      <DateText date={dueOn} weekday />
      {terms && (
        <span className="under">{dueByHand ? `Set by hand; terms say ${termsText(terms)}` : termsText(terms)}</span>
      )}
    </>
  );
}

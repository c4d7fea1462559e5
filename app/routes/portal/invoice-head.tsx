import { termsText } from '#app/kernel/payment-terms.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { Invoice } from '#app/modules/invoicing/types.ts';
import { DateText } from '#app/ui/date-text.tsx';
import type { Fact } from '#app/ui/definition.tsx';
import { OutsideText } from './outside-text.tsx';

/** When a document was issued, is due, and what it is for. */
export function headFacts(invoice: Invoice, today: PlainDate): Fact[] {
  const { documentOn, dueOn, serviceFromOn, serviceToOn, poNumber, leftMinor } = invoice;
  const isLate = dueOn < today;
  const terms = invoice.kind === 'credit_note' || invoice.dueByHand ? null : invoice.terms;
  const facts: Fact[] = [{ label: 'Issued', value: <DateText date={documentOn} /> }];
  if (invoice.kind !== 'credit_note')
    facts.push({
      label: isLate ? 'Was due' : 'Due',
      value: <DateText date={dueOn} weekday today={leftMinor > 0n ? today : undefined} />,
    });
  if (terms) facts.push({ label: 'Terms', value: termsText(terms) });
  if (serviceFromOn && serviceToOn)
    facts.push({
      label: 'For',
      value: (
        <>
          <DateText date={serviceFromOn} /> to <DateText date={serviceToOn} />
        </>
      ),
    });
  if (poNumber) facts.push({ label: 'Your PO', value: <OutsideText text={poNumber} /> });
  return facts;
}

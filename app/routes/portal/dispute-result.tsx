import { Link } from 'react-router';
import { formatMoney } from '#app/kernel/format-money.ts';
import { money } from '#app/kernel/money.ts';
import { DateText } from '#app/ui/date-text.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { Note } from '#app/ui/message.tsx';
import type { ShownDispute } from './dispute-shown.ts';
import { isOver } from './dispute-words.ts';
import { OutsideText } from './outside-text.tsx';

type ResultProps = { dispute: ShownDispute; invoiceHref: (invoiceId: string) => string };

/** How it ended, with the numbers; while it is open what pauses meanwhile. */
export function DisputeResult({ dispute, invoiceHref }: ResultProps) {
  const locale = useLocale();
  const { currency, result, invoice, standing, heldMinor } = dispute;
  const words = (minor: bigint) => formatMoney(money(minor, currency), locale);
  if (!isOver(standing))
    return heldMinor > 0n ? (
      <div className="gap-part">
        <Note>{words(heldMinor)} is not asked for while we look into it: no reminders, and autopay leaves it out.</Note>
      </div>
    ) : null;
  return (
    <div className="gap-part">
      <Note tone={result && result.agreedMinor > 0n ? 'positive' : 'info'}>
        {result && result.agreedMinor > 0n && (
          <p>
            <b>We credited {words(result.agreedMinor)}</b>
            {result.creditNote && (
              <>
                {' '}
                with <Link to={invoiceHref(result.creditNote.id)}>{result.creditNote.number}</Link>
              </>
            )}
            .
          </p>
        )}
        {standing === 'refused' && (
          <p>We looked into it and find the invoice right as it is. The reason stands below.</p>
        )}
        {standing === 'withdrawn' && <p>You took it back. The invoice is due as before.</p>}
        {result?.newInvoice && (
          <p>
            <Link to={invoiceHref(result.newInvoice.id)}>{result.newInvoice.number}</Link> takes the invoice’s place.
          </p>
        )}
        {invoice && invoice.leftMinor > 0n && !result?.newInvoice && (
          <p>
            {words(invoice.leftMinor)} of <span className="reference">{invoice.number}</span> is now left to pay, due{' '}
            <DateText date={invoice.dueOn} weekday />.
          </p>
        )}
        {result?.why && (
          <p>
            “<OutsideText text={result.why} />”
          </p>
        )}
      </Note>
    </div>
  );
}

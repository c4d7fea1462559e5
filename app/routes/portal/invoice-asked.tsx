import { Link } from 'react-router';
import { formatMoney } from '#app/kernel/format-money.ts';
import { money } from '#app/kernel/money.ts';
import type { Invoice } from '#app/modules/invoicing/types.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { Note } from '#app/ui/message.tsx';
import { disputeHref, questionHref } from './dispute-address.ts';
import { DOCUMENT_NAMES } from './document-names.ts';
import { mailTo } from './mail-to.ts';

/** Below the explanation of a charge: nobody has to look for where to ask. */
export function AskAboutLine({ href, lineNo }: { href: string; lineNo: number }) {
  return (
    <p className="mt-3 flex flex-wrap gap-x-6 gap-y-2 text-15 not-printed">
      <Link className="inline-block min-h-6" to={disputeHref(href, { line: lineNo })}>
        Something wrong with this charge?<span className="sr-only"> Charge {lineNo}</span>
      </Link>
      <Link className="inline-block min-h-6" to={questionHref(href, { line: lineNo })}>
        Ask about this line<span className="sr-only">, charge {lineNo}</span>
      </Link>
    </p>
  );
}

type TellUsProps = {
  invoice: Pick<Invoice, 'kind' | 'number'>;
  askHref: string | undefined;
  email: string;
};

/** The third door beside paying and spreading: say that it is wrong; by mail for who may only look. */
export function TellUs({ invoice, askHref, email }: TellUsProps) {
  const subject = `${DOCUMENT_NAMES[invoice.kind]} ${invoice.number}: something is wrong`;
  return askHref ? (
    <LinkButton to={askHref} variant="quiet">
      Something is wrong
    </LinkButton>
  ) : (
    <LinkButton download to={mailTo(email, subject)} variant="quiet">
      Tell us it is wrong
    </LinkButton>
  );
}

/** How what is left divides: what is looked into and what is due meanwhile. */
export function InQuestion({ invoice }: { invoice: Pick<Invoice, 'holds' | 'leftMinor' | 'currency'> }) {
  const locale = useLocale();
  const { holds, leftMinor, currency } = invoice;
  const disputed = holds
    .filter(({ kind }) => kind === 'disputed')
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  if (disputed <= 0n) return null;
  const words = (minor: bigint) => formatMoney(money(minor, currency), locale);
  const rest = leftMinor - disputed;
  return (
    <div className="gap-part">
      <Note>
        {words(disputed)} of this invoice is being looked into, because you asked. It need not be paid meanwhile.{' '}
        {rest > 0n ? `The other ${words(rest)} stays due as before.` : 'Nothing else of it is left to pay.'}
      </Note>
    </div>
  );
}

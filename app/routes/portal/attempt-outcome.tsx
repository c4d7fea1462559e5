import { Link } from 'react-router';
import { formatMoney } from '#app/kernel/format-money.ts';
import { money } from '#app/kernel/money.ts';
import { Definition } from '#app/ui/definition.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { Note } from '#app/ui/message.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { PortalTitle } from '#app/ui/portal-title.tsx';
import type { AttemptShown } from './attempt-page.server.ts';
import { outcomeOf } from './attempt-words.tsx';

type AttemptOutcomeProps = {
  attempt: AttemptShown;
  /** Root of a scoped link's pages, '' for a signed-in person. */
  root: string;
};

/** Paid, being checked or not paid: one sentence about the money, then the one thing to do. */
export function AttemptOutcome({ attempt, root }: AttemptOutcomeProps) {
  const locale = useLocale();
  const amount = formatMoney(money(attempt.amountMinor, attempt.currency), locale);
  const { title, tone, text, actions } = outcomeOf(attempt, amount, root);
  return (
    <>
      <PageTitle title={title} site={attempt.company} />
      <PortalTitle title={title} />
      <div role="status">
        <Note tone={tone}>{text}</Note>
      </div>
      <div className="gap-part">{actions}</div>
      <div className="gap-part">
        <Definition
          shape="terms"
          facts={[
            { label: 'Amount', value: <MoneyText money={money(attempt.amountMinor, attempt.currency)} /> },
            { label: 'For', value: <Covered attempt={attempt} root={root} /> },
          ]}
        />
      </div>
    </>
  );
}

function Covered({ attempt, root }: AttemptOutcomeProps) {
  if (attempt.items.length === 0) return <>Credit on your account</>;
  return (
    <>
      {attempt.items.map((item, index) => (
        <span key={item.itemId}>
          {index > 0 && ', '}
          {item.invoiceId && !root ? (
            <Link className="reference" to={`/invoices/${item.invoiceId}`}>
              {item.number}
            </Link>
          ) : (
            <span className="reference">{item.number || 'an invoice'}</span>
          )}
        </span>
      ))}
    </>
  );
}

import { Link } from 'react-router';
import { formatMoney } from '#app/kernel/format-money.ts';
import { type Money, money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { figureQuery } from '#app/modules/ledger/forms.ts';
import type { FigureAddress, FigurePart } from '#app/modules/ledger/types.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import type { Fact } from '#app/ui/definition.tsx';
import { LeadCard } from '#app/ui/lead-card.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { countOf } from './count-words.ts';
import { mailTo } from './mail-to.ts';
import { noteOf, type OwedShown } from './overview-view.ts';

type CardProps = {
  owed: OwedShown;
  several: boolean;
  mayPay: boolean;
  today: PlainDate;
  help: { email: string; about: string };
};

/** The figure leads: due now, one sentence, one button with the exact amount. */
export function OwedCard({ owed, several, mayPay, today, help }: CardProps) {
  const locale = useLocale();
  const { currency, dueMinor, payableMinor, disputedMinor, laterMinor, creditMinor, dueCount, due, comingUp } = owed;
  const amount = (minor: bigint) => formatMoney(money(minor, currency), locale);
  const of = (part: FigurePart): FigureAddress => ({ currency, part, lateOn: today });
  const first = due[0];
  const next = comingUp[0];
  return (
    <LeadCard
      label={several ? `What you owe in ${currency}` : 'What you owe'}
      title={several ? `Due now, ${currency}` : 'Due now'}
      figure={<OwedFigure figure={of('due')} minor={dueMinor} />}
      sentence={
        first ? (
          <>
            {countOf(dueCount, 'invoice')}. The oldest was due on <DateText date={first.dueOn} weekday />.
          </>
        ) : (
          <>
            Nothing to pay now.
            {next && (
              <>
                {' '}
                The next date is <DateText date={next.dueOn} weekday />.
              </>
            )}
          </>
        )
      }
      rest={[
        ...(disputedMinor > 0n ? [inQuestion(money(disputedMinor, currency))] : []),
        { label: 'Not due yet', value: <OwedFigure figure={of('later')} minor={laterMinor} /> },
        { label: 'Credit on account', value: <OwedFigure figure={of('credits')} minor={creditMinor} /> },
      ]}
      actions={
        <>
          {mayPay && payableMinor > 0n && (
            <LinkButton to={`/pay?all=due&currency=${currency}`}>Pay all due, {amount(payableMinor)}</LinkButton>
          )}
          {mayPay && payableMinor === 0n && (
            <LinkButton to={`/pay?currency=${currency}`} variant="second">
              Pay ahead
            </LinkButton>
          )}
          {mayPay && payableMinor > 0n && (
            <LinkButton to={`/plans/new?currency=${currency}`} variant="quiet">
              Spread the cost
            </LinkButton>
          )}
          {mayPay && first && (
            <LinkButton to={`/promises/new?currency=${currency}`} variant="quiet">
              {several ? `When will you pay, ${currency}?` : 'When will you pay?'}
            </LinkButton>
          )}
          {first && mayPay && (
            <LinkButton to={`/disputes/new?currency=${currency}`} variant="quiet">
              {several ? `Something is wrong, ${currency}` : 'Something is wrong'}
            </LinkButton>
          )}
          {first && !mayPay && (
            <LinkButton download to={mailTo(help.email, `${help.about}: something is wrong`)} variant="quiet">
              Tell us it is wrong
            </LinkButton>
          )}
        </>
      }
      note={noteOf(owed, amount, mayPay)}
    />
  );
}

/** A figure that opens to the customer's own entries; a zero is made of none. */
function OwedFigure({ figure, minor }: { figure: FigureAddress; minor: bigint }) {
  const shown = <MoneyText money={money(minor, figure.currency)} />;
  return minor === 0n ? (
    shown
  ) : (
    <Link className="quiet-link" to={`/postings?${figureQuery(figure)}`}>
      {shown}
    </Link>
  );
}

/** Of what is due, what is looked into: it makes up the figure and is not asked for. */
const inQuestion = (disputed: Money): Fact => ({
  label: 'Of it in question',
  value: (
    <Link className="quiet-link" to="/invoices?view=disputed">
      <MoneyText money={disputed} />
    </Link>
  ),
});

/** A new account, or one with nothing on it. */
export function SettledCard() {
  return (
    <section className="card">
      <p className="lead-figure">Nothing to pay</p>
      <p>Your invoices appear here as soon as there are any. We e-mail you each one.</p>
    </section>
  );
}

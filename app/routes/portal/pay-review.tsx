import { Form, useSubmit } from 'react-router';
import { formatMoney } from '#app/kernel/format-money.ts';
import { money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { PayLimit } from '#app/modules/auth/types.ts';
import type { BankAccount } from '#app/modules/company/types.ts';
import { Button, ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Card, Section } from '#app/ui/panel.tsx';
import { BankTransfer } from './bank-transfer.tsx';
import { AskCard, isAbove } from './pay-asked.tsx';
import type { PayChoice } from './pay-choice.ts';
import { PayLines } from './pay-lines.tsx';
import { LeftOut, OtherChoices, TroubleNote } from './pay-notes.tsx';
import { OnAccount } from './pay-on-account.tsx';
import type { PayTrouble } from './pay-trouble.ts';

type PayReviewProps = {
  choice: PayChoice;
  trouble: PayTrouble | null;
  hasErrors: boolean;
  idempotencyKey: string;
  today: PlainDate;
  company: string;
  email: string;
  bank: BankAccount | null;
  /** What to quote on a transfer when no single invoice is paid. */
  quote: string;
  backHref: string;
  /** A signed-in person may look at other invoices and currencies. */
  mayChoose: boolean;
  /** What somebody else asked to be paid, where this pays it. */
  askId?: string | undefined;
  /** What this person may pay alone; above it the button asks an approver. */
  alone?: PayLimit | null;
};

/** The one review before paying: what, how much, what happens next. The button says exactly what is taken. */
export function PayReview(props: PayReviewProps) {
  const { choice, trouble, hasErrors, idempotencyKey, today, company, email, bank, quote, backHref, mayChoose } = props;
  const { askId, alone = null } = props;
  const submit = useSubmit();
  const { currency, totalMinor, lines } = choice;
  const total = money(totalMinor, currency);
  const ticked = lines.filter((line) => line.ticked);
  const recount = (event: React.FormEvent<HTMLFormElement>) => {
    if (!(event.target instanceof HTMLInputElement) || event.target.type !== 'checkbox') return;
    const fields = new FormData(event.currentTarget);
    fields.set('intent', 'update');
    void submit(fields, { method: 'post', preventScrollReset: true, replace: true });
  };
  return (
    <>
      <ErrorSummary fieldErrors={choice.fieldErrors} />
      {trouble && <TroubleNote trouble={trouble} isError={hasErrors} />}
      {choice.leftOut.length > 0 && <LeftOut leftOut={choice.leftOut} />}
      <Form method="post" onChange={recount} noValidate>
        <input type="hidden" name="key" value={idempotencyKey} />
        {askId && <input type="hidden" name="ask" value={askId} />}
        <input type="hidden" name="currency" value={currency} />
        <input type="hidden" name="total" value={totalMinor.toString()} />
        <Section title="What you are paying">
          <PayLines choice={choice} today={today} />
          {mayChoose && <OnAccount choice={choice} />}
          <p className="mt-6 flex flex-wrap items-baseline justify-between gap-4 text-20 font-semibold">
            <span>To pay</span>
            <MoneyText money={total} />
          </p>
          <p className="mt-2">
            <Button variant="second" small name="intent" value="update" busy="Counting…">
              Update the total
            </Button>
          </p>
        </Section>
        {bank && (
          <BankTransfer
            shut="Pay by bank transfer instead"
            bank={bank}
            quote={ticked.length === 1 ? ticked[0]!.number : quote}
          />
        )}
        {askId === undefined && isAbove(alone, total) ? (
          <AskCard total={total} alone={alone} backHref={backHref} />
        ) : (
          <PayCard choice={choice} company={company} email={email} backHref={backHref} />
        )}
      </Form>
      {mayChoose && <OtherChoices choice={choice} />}
    </>
  );
}

type PayCardProps = Pick<PayReviewProps, 'choice' | 'company' | 'email' | 'backHref'>;

/** What is taken, by whom and what happens next; its button says exactly how much. */
function PayCard({ choice, company, email, backHref }: PayCardProps) {
  const locale = useLocale();
  const { currency, totalMinor } = choice;
  const total = money(totalMinor, currency);
  const ticked = choice.lines.filter((line) => line.ticked);
  return (
    <div className="gap-part">
      <Card label="Pay">
        <p>
          You pay <b>{formatMoney(total, locale)}</b> to {company}, by card or bank debit on the next page. There is no
          fee.
        </p>
        <div className="mt-4">
          <ButtonRow>
            {totalMinor > 0n && (
              <Button name="intent" value="pay" busy="Paying…">
                Pay {formatMoney(total, locale)}
              </Button>
            )}
            <LinkButton to={backHref} variant="quiet">
              Go back, pay nothing
            </LinkButton>
          </ButtonRow>
        </div>
        <ul className="mt-4 list-disc pl-5 text-15 text-muted">
          {email && (
            <li>
              You get a receipt here and by e-mail to <bdi>{email}</bdi>.
            </li>
          )}
          {ticked.length > 0 && <li>Invoices show as paid when your bank says yes, often within a minute.</li>}
          {choice.onAccountMinor > 0n && (
            <li>{formatMoney(money(choice.onAccountMinor, currency), locale)} stays as credit on your account.</li>
          )}
        </ul>
      </Card>
    </div>
  );
}

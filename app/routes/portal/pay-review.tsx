import { Form, useSubmit } from 'react-router';
import { money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { PayLimit } from '#app/modules/auth/types.ts';
import type { BankAccount } from '#app/modules/company/types.ts';
import { Button } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Section } from '#app/ui/panel.tsx';
import { BankTransfer } from './bank-transfer.tsx';
import { AskCard, isAbove } from './pay-asked.tsx';
import { PayCard } from './pay-card.tsx';
import { UseCredit } from './pay-credit.tsx';
import { PayLines } from './pay-lines.tsx';
import { PayModes } from './pay-modes.tsx';
import { LeftOut, OtherChoices, TroubleNote } from './pay-notes.tsx';
import { KeepSurplus, OldestFirst, OnAccount } from './pay-on-account.tsx';
import type { PayChoice } from './pay-sum.ts';
import type { PayTrouble } from './pay-trouble.ts';
import { PayWays } from './pay-ways.tsx';

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
  /** Of the pages where one says that something is wrong: '' for a signed-in person, else the link's. */
  root: string;
  /** What somebody else asked to be paid, where this pays it. */
  askId?: string | undefined;
  /** What this person may pay alone; above it the button asks an approver. */
  alone?: PayLimit | null;
};

/** A press on one of these changes the total; without script the button beside it does. */
const COUNTED: ReadonlySet<string> = new Set(['checkbox', 'radio']);

/** Ticking keeps the form, and with it the focus; other lines are another form. */
const formKey = ({ mode, currency, oldestText }: PayChoice): string => [mode, currency, oldestText].join();

/** The one review before paying: what, how much, what happens next. The button says exactly what is taken. */
export function PayReview(props: PayReviewProps) {
  const { choice, trouble, hasErrors, idempotencyKey, today, company, email, bank, quote, backHref, mayChoose } = props;
  const { askId, alone = null, root } = props;
  const submit = useSubmit();
  const { currency, totalMinor, lines } = choice;
  const total = money(totalMinor, currency);
  const ticked = lines.filter((line) => line.ticked);
  const recount = (event: React.FormEvent<HTMLFormElement>) => {
    if (!(event.target instanceof HTMLInputElement) || !COUNTED.has(event.target.type)) return;
    const fields = new FormData(event.currentTarget);
    fields.set('intent', 'update');
    void submit(fields, { method: 'post', preventScrollReset: true, replace: true });
  };
  return (
    <>
      <ErrorSummary fieldErrors={choice.fieldErrors} />
      {trouble && <TroubleNote trouble={trouble} isError={hasErrors} />}
      {choice.leftOut.length > 0 && <LeftOut leftOut={choice.leftOut} />}
      {mayChoose && askId === undefined && <PayModes choice={choice} />}
      <Form method="post" onChange={recount} noValidate key={formKey(choice)}>
        <input type="hidden" name="mode" value={choice.mode} />
        <input type="hidden" name="key" value={idempotencyKey} />
        {askId && <input type="hidden" name="ask" value={askId} />}
        <input type="hidden" name="currency" value={currency} />
        <input type="hidden" name="total" value={totalMinor.toString()} />
        <Section title="What you are paying">
          <OldestFirst choice={choice} />
          <PayLines choice={choice} today={today} root={askId === undefined ? root : undefined} />
          <UseCredit choice={choice} />
          {mayChoose && <OnAccount choice={choice} />}
          <KeepSurplus choice={choice} />
          <p className="mt-6 flex flex-wrap items-baseline justify-between gap-4 text-20 font-semibold">
            <span>To pay</span>
            <MoneyText money={money(choice.payMinor, currency)} />
          </p>
          <p className="mt-2">
            <Button variant="second" small name="intent" value="update" busy="Counting…">
              Update the total
            </Button>
          </p>
        </Section>
        <PayWays choice={choice} />
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

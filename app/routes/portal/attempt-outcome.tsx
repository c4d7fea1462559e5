import type { ReactNode } from 'react';
import { Form, Link } from 'react-router';
import { formatMoney } from '#app/kernel/format-money.ts';
import { money } from '#app/kernel/money.ts';
import { Button, ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { Definition } from '#app/ui/definition.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { Note, type NoteTone } from '#app/ui/message.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { PortalTitle } from '#app/ui/portal-title.tsx';
import type { AttemptShown } from './attempt-page.server.ts';

type Outcome = { title: string; tone: NoteTone; text: ReactNode; actions: ReactNode };

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
          facts={[
            { label: 'Amount', value: <MoneyText money={money(attempt.amountMinor, attempt.currency)} /> },
            { label: 'For', value: <Covered attempt={attempt} root={root} /> },
          ]}
        />
      </div>
    </>
  );
}

function outcomeOf(attempt: AttemptShown, amount: string, root: string): Outcome {
  const overview = (
    <LinkButton to={root || '/'} variant="second">
      {root ? 'Back to the invoice' : 'See what you owe'}
    </LinkButton>
  );
  switch (attempt.state) {
    case 'succeeded':
      return {
        title: 'Payment complete',
        tone: 'positive',
        text: (
          <p>
            We received {amount}, thank you.{attempt.email && ` We e-mail the receipt to ${attempt.email}.`}
          </p>
        ),
        actions: (
          <ButtonRow>
            {!root && attempt.paymentId && (
              <LinkButton to={`/payments/${attempt.paymentId}`}>See the receipt</LinkButton>
            )}
            {overview}
          </ButtonRow>
        ),
      };
    case 'failed':
    case 'expired':
      return {
        title: 'Payment not completed',
        tone: 'warn',
        text: <p>{attempt.failureText || 'You have not been charged.'}</p>,
        actions: (
          <ButtonRow>
            <LinkButton to={againHref(attempt, root)}>Pay {amount} another way</LinkButton>
            {overview}
          </ButtonRow>
        ),
      };
    case 'processing':
      return {
        title: 'Your payment is on its way',
        tone: 'info',
        text: (
          <p>
            Your bank has your order to pay {amount}. It can take some days. Do not pay again. We e-mail you when it
            arrives.
          </p>
        ),
        actions: <ButtonRow>{overview}</ButtonRow>,
      };
    case 'open':
      if (attempt.left) return leftOutcome(attempt);
      return checking(amount, <ButtonRow>{overview}</ButtonRow>);
    case 'created':
    case 'unknown':
      return checking(
        amount,
        <Form method="post">
          <ButtonRow>
            <Button name="intent" value="resume" variant="second" busy="Asking…">
              Try to reach the payment page again
            </Button>
            <Button name="intent" value="cancel" variant="quiet" busy="Cancelling…">
              Cancel this payment
            </Button>
          </ButtonRow>
        </Form>,
      );
  }
}

const checking = (amount: string, actions: ReactNode): Outcome => ({
  title: 'We are checking your payment',
  tone: 'info',
  text: (
    <p>
      We are checking your payment of {amount}. Do not pay again. This page looks again by itself every few seconds;{' '}
      <Link to="" reloadDocument>
        look now
      </Link>
      .
    </p>
  ),
  actions,
});

/** Back from the processor without having paid; the last try may have been declined there. */
const leftOutcome = (attempt: AttemptShown): Outcome => ({
  title: 'Payment not completed',
  tone: 'warn',
  text: <p>{attempt.failureText || 'You left the payment page. You have not been charged.'}</p>,
  actions: (
    <Form method="post">
      <ButtonRow>
        <Button name="intent" value="resume" busy="Opening…">
          Go on paying
        </Button>
        <Button name="intent" value="cancel" variant="quiet" busy="Cancelling…">
          Cancel this payment
        </Button>
      </ButtonRow>
    </Form>
  ),
});

function againHref(attempt: AttemptShown, root: string): string {
  if (root) return `${root}/pay`;
  const ids = attempt.items.flatMap((item) => (item.invoiceId ? [['i', item.invoiceId]] : []));
  return `/pay?${new URLSearchParams(ids.length > 0 ? ids : [['currency', attempt.currency]])}`;
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

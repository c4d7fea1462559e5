import type { ReactNode } from 'react';
import { Form, Link } from 'react-router';
import { Button, ButtonRow, LinkButton } from '#app/ui/button.tsx';
import type { NoteTone } from '#app/ui/message.tsx';
import type { AttemptShown } from './attempt-page.server.ts';

type Outcome = { title: string; tone: NoteTone; text: ReactNode; actions: ReactNode };

/** What to say of a payment in each of its states, whether money moved, and the one thing to do. */
export function outcomeOf(attempt: AttemptShown, amount: string, root: string): Outcome {
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

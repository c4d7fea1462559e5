import type { ReactNode } from 'react';
import { Form, Link } from 'react-router';
import { outcomeWords } from '#app/modules/payments/ui/outcome-words.ts';
import { Button, ButtonRow, LinkButton } from '#app/ui/button.tsx';
import type { NoteTone } from '#app/ui/message.tsx';
import type { AttemptShown } from './attempt-page.server.ts';

type Shown = { title: string; tone: NoteTone; text: ReactNode; actions: ReactNode };

/** What to say of a payment in each of its states, whether money moved, and the one thing to do. */
export function outcomeOf(attempt: AttemptShown, amount: string, root: string): Shown {
  const { state, left } = attempt;
  const words = outcomeWords({ ...attempt, takenBack: attempt.paymentId !== null }, amount);
  const overview = (
    <LinkButton to={root || '/'} variant="second">
      {root ? 'Back to the invoice' : 'See what you owe'}
    </LinkButton>
  );
  if (state === 'succeeded')
    return {
      ...{ title: 'Payment complete', tone: 'positive' },
      text: (
        <p>
          {words}
          {attempt.email && ` We e-mail the receipt to ${attempt.email}.`}
        </p>
      ),
      actions: (
        <ButtonRow>
          {!root && attempt.paymentId && <LinkButton to={`/payments/${attempt.paymentId}`}>See the receipt</LinkButton>}
          {overview}
        </ButtonRow>
      ),
    };
  if (state === 'failed' || state === 'expired')
    return {
      ...{ title: 'Payment not completed', tone: 'warn', text: <p>{words}</p> },
      actions: (
        <ButtonRow>
          {attempt.mustConfirm ? (
            <Form method="post">
              <Button name="intent" value="confirm" busy="Opening…">
                Confirm {amount} with your bank
              </Button>
            </Form>
          ) : (
            <LinkButton to={againHref(attempt, root)}>Pay {amount} another way</LinkButton>
          )}
          {overview}
        </ButtonRow>
      ),
    };
  if (state === 'open' && left)
    return { ...{ title: 'Payment not completed', tone: 'warn', text: <p>{words}</p> }, actions: GO_ON };
  if (state === 'processing')
    return {
      title: 'Your payment is on its way',
      tone: 'info',
      text: <p>{words}</p>,
      actions: <ButtonRow>{overview}</ButtonRow>,
    };
  return {
    ...{ title: 'We are checking your payment', tone: 'info' },
    text: (
      <p>
        {words} This page looks again by itself every few seconds;{' '}
        <Link to="" reloadDocument>
          look now
        </Link>
        .
      </p>
    ),
    // A saved method is charged by us: there is no page to reach.
    actions: state === 'open' || attempt.isAutomatic ? <ButtonRow>{overview}</ButtonRow> : REACH,
  };
}

/** Back from the processor without having paid; the last try may have been declined there. */
const GO_ON = (
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
);

const REACH = (
  <Form method="post">
    <ButtonRow>
      <Button name="intent" value="resume" variant="second" busy="Asking…">
        Try to reach the payment page again
      </Button>
      <Button name="intent" value="cancel" variant="quiet" busy="Cancelling…">
        Cancel this payment
      </Button>
    </ButtonRow>
  </Form>
);

function againHref(attempt: AttemptShown, root: string): string {
  if (root) return `${root}/pay`;
  const ids = attempt.items.flatMap((item) => (item.invoiceId ? [['i', item.invoiceId]] : []));
  return `/pay?${new URLSearchParams(ids.length > 0 ? ids : [['currency', attempt.currency]])}`;
}

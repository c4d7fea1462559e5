import type { PaymentAsk, PaymentAskState } from '#app/modules/payments/queries/payment-asks.server.ts';
import { Badge, type Tone } from '#app/ui/badge.tsx';
import type { IconName } from '#app/ui/icon.tsx';

const STATES: Readonly<Record<PaymentAskState, readonly [Tone, IconName, string]>> = {
  waiting: ['info', 'clock', 'Waits for an approver'],
  paying: ['info', 'dots', 'Being paid'],
  paid: ['positive', 'check', 'Paid'],
  sent_back: ['neutral', 'cross', 'Sent back'],
  withdrawn: ['neutral', 'cross', 'Taken back'],
  expired: ['neutral', 'clock', 'Out of date'],
};

/** Where a prepared payment stands. */
export function AskState({ ask }: { ask: Pick<PaymentAsk, 'state'> }) {
  const [tone, icon, words] = STATES[ask.state];
  return (
    <Badge tone={tone} icon={icon}>
      {words}
    </Badge>
  );
}

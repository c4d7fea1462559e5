import { Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import type { PaymentAsk } from '#app/modules/payments/queries/payment-asks.server.ts';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Section } from '#app/ui/panel.tsx';

type Waiting = Pick<PaymentAsk, 'id' | 'amountMinor' | 'currency' | 'askedByName'>;

/** Prepared payments that wait: for the reader to release, or the reader's own. */
export function AsksWaiting({ asks, mayRelease }: { asks: readonly Waiting[]; mayRelease: boolean }) {
  if (asks.length === 0) return null;
  return (
    <Section title={mayRelease ? 'Waiting for an approver' : 'You asked an approver'}>
      <ul className="grid gap-2">
        {asks.map((ask) => (
          <li key={ask.id}>
            <Link className="inline-block min-h-6" to={`/asks/${ask.id}`}>
              <MoneyText money={money(ask.amountMinor, ask.currency)} />, asked by <bdi>{ask.askedByName}</bdi>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}

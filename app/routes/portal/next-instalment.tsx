import { Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { PlanRow } from '#app/modules/payment-plans/types.ts';
import { DateText } from '#app/ui/date-text.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Section } from '#app/ui/panel.tsx';

/** What comes next of the customer's plans, and what waits for an answer of theirs. */
export function NextInstalments({ plans, today }: { plans: readonly PlanRow[]; today: PlainDate }) {
  const shown = plans.filter(({ state }) => state === 'active' || state === 'requested' || state === 'countered');
  if (shown.length === 0) return null;
  return (
    <Section title={shown.length === 1 ? 'Your payment plan' : 'Your payment plans'}>
      {shown.map((plan) => (
        <p key={plan.id}>
          <Link to={`/plans/${plan.id}`}>{plan.number}</Link>:{' '}
          {plan.state === 'requested' && 'we are looking at your request.'}
          {plan.state === 'countered' && 'we offer you another plan, look at it.'}
          {plan.nextOn && plan.nextMinor !== null && (
            <>
              {plan.isLate ? 'we have not received ' : 'the next payment is '}
              <MoneyText money={money(plan.nextMinor, plan.currency)} />
              {plan.isLate ? ', due ' : ' on '}
              <DateText date={plan.nextOn} weekday today={today} />.
            </>
          )}
        </p>
      ))}
    </Section>
  );
}

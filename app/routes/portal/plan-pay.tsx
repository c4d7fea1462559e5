import { Form } from 'react-router';
import { formatMoney } from '#app/kernel/format-money.ts';
import { money } from '#app/kernel/money.ts';
import type { PlanView } from '#app/modules/payment-plans/types.ts';
import { Button, ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { Note } from '#app/ui/message.tsx';
import { Card, Section } from '#app/ui/panel.tsx';
import type { PlanShown } from './plan-view.server.ts';

type FormsProps = { page: PlanShown };

/** What was just done, as a page of its own would say it. */
export function StartedCard({ just, plan }: { just: string; plan: PlanView }) {
  if (just === 'agreed' && plan.state === 'active')
    return (
      <div role="status">
        <Note tone="positive">
          <p>
            <b>Your plan has started.</b> Reminders for these invoices pause as long as it is on time. We have e-mailed
            you the agreement and the dates for your calendar.
          </p>
        </Note>
      </div>
    );
  if (just === 'requested' && plan.state === 'requested')
    return (
      <div role="status">
        <Note tone="info">
          <p>
            <b>Your request is with us.</b> We answer by e-mail. Nothing has started, and nothing is taken until you
            hear from us.
          </p>
        </Note>
      </div>
    );
  return null;
}

/** Pay what comes next, or all that is left; each with the exact amount in the button. */
export function PayPlan({ page }: FormsProps) {
  const { plan, key, method } = page;
  const locale = useLocale();
  const { next } = plan;
  if (!next || plan.leftMinor === 0n) return null;
  const words = (minor: bigint) => formatMoney(money(minor, plan.currency), locale);
  return (
    <Card label="Pay">
      <p className="text-15 text-muted">{next.state === 'later' ? 'Next payment' : 'To pay now'}</p>
      <p className="lead-figure">{words(next.leftMinor)}</p>
      <p className="mb-4">
        <DateText date={next.dueOn} weekday today={page.today} />
        {method && next.state === 'later' && `. We take it from ${method} on that day`}.
      </p>
      <ButtonRow>
        <PayForm intent="pay-next" minor={next.leftMinor} formKey={`${key}-next`}>
          Pay {words(next.leftMinor)} now
        </PayForm>
        {plan.leftMinor > next.leftMinor && (
          <PayForm intent="pay-all" minor={plan.leftMinor} formKey={`${key}-all`} second>
            Pay all that is left, {words(plan.leftMinor)}
          </PayForm>
        )}
      </ButtonRow>
    </Card>
  );
}

type PayFormProps = { intent: string; minor: bigint; formKey: string; second?: boolean; children: React.ReactNode };

function PayForm({ intent, minor, formKey, second = false, children }: PayFormProps) {
  return (
    <Form method="post">
      <input type="hidden" name="key" value={formKey} />
      <input type="hidden" name="amount" value={minor.toString()} />
      <Button name="intent" value={intent} variant={second ? 'second' : 'primary'} busy="Opening the payment page…">
        {children}
      </Button>
    </Form>
  );
}

/** The agreement and the dates, to keep. */
export function PlanFiles({ plan }: { plan: PlanView }) {
  return (
    <Section title="Keep these">
      <ButtonRow>
        <LinkButton download to={`/files/plans/${plan.id}/agreement.pdf`} variant="second">
          Agreement (PDF)
        </LinkButton>
        {plan.state === 'active' && (
          <LinkButton download to={`/files/plans/${plan.id}/dates.ics`} variant="second">
            Dates for your calendar
          </LinkButton>
        )}
      </ButtonRow>
    </Section>
  );
}

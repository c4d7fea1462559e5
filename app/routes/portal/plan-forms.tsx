import { Form } from 'react-router';
import { formatMoney } from '#app/kernel/format-money.ts';
import { money } from '#app/kernel/money.ts';
import { addDays } from '#app/kernel/plain-date.ts';
import type { PlanView } from '#app/modules/payment-plans/types.ts';
import type { FormRefusal } from '#app/platform/http/form.server.ts';
import { Button, ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choices.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { DateInput, FormStack, TextArea } from '#app/ui/inputs.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { Note } from '#app/ui/message.tsx';
import { Card, Section } from '#app/ui/panel.tsx';
import type { PlanShown } from './plan-view.server.ts';

type FormsProps = { page: PlanShown; refusal?: FormRefusal | undefined };

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

/** Move a date, change how it is paid, ask for help. */
export function PlanForms({ page, refusal }: FormsProps) {
  const { plan, key, methods, today } = page;
  const { next } = plan;
  const movable = next?.canMoveUntil ? next : null;
  return (
    <Section title="If something changes">
      {movable?.canMoveUntil && (
        <Disclosure shut="Move the next date, once" startOpen={Boolean(refusal?.fieldErrors.toOn)}>
          <Form method="post" noValidate className="mt-3 mb-6">
            <input type="hidden" name="key" value={`${key}-move`} />
            <input type="hidden" name="no" value={movable.no} />
            <FormStack>
              <DateInput
                name="toOn"
                label="New date of the next payment"
                hint={
                  <>
                    Up to <DateText date={movable.canMoveUntil} weekday />. The other dates stay.
                  </>
                }
                error={refusal?.fieldErrors.toOn}
                min={addDays(movable.dueOn > today ? movable.dueOn : today, 1)}
                max={movable.canMoveUntil}
                defaultValue={movable.canMoveUntil}
              />
              <ButtonRow>
                <Button name="intent" value="move" variant="second" busy="Moving…">
                  Move the date
                </Button>
              </ButtonRow>
            </FormStack>
          </Form>
        </Disclosure>
      )}
      {methods.length > 0 && (
        <Disclosure shut="Change how it is paid">
          <Form method="post" className="mt-3 mb-6">
            <input type="hidden" name="key" value={`${key}-method`} />
            <FormStack>
              <RadioGroup
                name="method"
                label="How do you want to pay?"
                defaultValue={plan.methodId ?? ''}
                choices={[
                  ...methods.map(({ id, name }) => ({ value: id, label: `${name}, by itself on each date` })),
                  ...(plan.policy?.needsMethod ? [] : [{ value: '', label: 'I pay each one myself' }]),
                ]}
              />
              <ButtonRow>
                <Button name="intent" value="method" variant="second" busy="Saving…">
                  Save how it is paid
                </Button>
              </ButtonRow>
            </FormStack>
          </Form>
        </Disclosure>
      )}
      <Disclosure shut="Ask us for help" startOpen={Boolean(refusal?.fieldErrors.note)}>
        <Form method="post" noValidate className="mt-3">
          <input type="hidden" name="key" value={`${key}-help`} />
          <FormStack>
            <TextArea
              name="note"
              label="What would help?"
              hint="Longer, smaller payments, a pause: we look for a way together, and answer by e-mail."
              rows={3}
              error={refusal?.fieldErrors.note}
              defaultValue={refusal?.values.note as string | undefined}
            />
            <ButtonRow>
              <Button name="intent" value="help" variant="second" busy="Sending…">
                Ask for help
              </Button>
            </ButtonRow>
          </FormStack>
        </Form>
      </Disclosure>
    </Section>
  );
}

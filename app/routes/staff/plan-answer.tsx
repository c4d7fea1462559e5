import { Form } from 'react-router';
import { planRefusalWords } from '#app/modules/payment-plans/forms.ts';
import { RHYTHMS } from '#app/modules/payment-plans/types.ts';
import { PlanSchedule } from '#app/modules/payment-plans/ui/plan-schedule.tsx';
import { breakWordsForStaff } from '#app/modules/payment-plans/ui/plan-words.ts';
import type { FormRefusal } from '#app/platform/http/form.server.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { DateInput, FormStack, MoneyInput, Select, TextArea, TextInput } from '#app/ui/inputs.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { StaffPlanPage } from './plan-facts.tsx';

type AnswerProps = { page: StaffPlanPage; refusal: FormRefusal | undefined };

const NAMES = { weekly: 'Every week', fortnightly: 'Every two weeks', monthly: 'Every month' } as const;

/** The same editor for another offer and for new dates: try a shape, see its dates and what it breaks, then say it. */
export function AnotherShape({ page, refusal }: AnswerProps) {
  const { plan, fields, tried, errors } = page;
  const wrong = { ...errors, ...refusal?.fieldErrors };
  const renegotiates = plan.state === 'active';
  return (
    <Panel title={renegotiates ? 'Renegotiate: other dates for what is left' : 'Offer another plan'} pad>
      <Form method="get" noValidate>
        <FormStack>
          <TextInput
            name="count"
            label="Payments"
            size="short"
            inputMode="numeric"
            defaultValue={fields.count}
            error={wrong.count}
          />
          <Select
            name="rhythm"
            label="How often"
            size="medium"
            defaultValue={fields.rhythm}
            error={wrong.rhythm}
            options={RHYTHMS.map((one) => ({ value: one, label: NAMES[one] }))}
          />
          <DateInput name="firstOn" label="First payment on" defaultValue={fields.firstOn} error={wrong.firstOn} />
          <MoneyInput
            name="first"
            label="First amount"
            hint="Empty: as much as the others."
            currency={plan.currency}
            defaultValue={fields.first}
            error={wrong.first}
          />
          <ButtonRow>
            <Button variant="second" busy="Reckoning…">
              Show the dates
            </Button>
          </ButtonRow>
        </FormStack>
      </Form>
      {tried && <Tried page={page} refusal={refusal} />}
    </Panel>
  );
}

function Tried({ page, refusal }: AnswerProps) {
  const { plan, tried, fields } = page;
  const locale = useLocale();
  if (!tried) return null;
  const intent = plan.state === 'active' ? 'renegotiate' : 'counter';
  const name = `note-${intent}`;
  const of = { currency: plan.currency, locale };
  if (tried.fault) return <p className="mt-4">{planRefusalWords(tried.fault, of)}</p>;
  return (
    <div className="mt-4">
      <PlanSchedule schedule={tried.schedule} currency={plan.currency} caption="Dates and amounts of the new shape" />
      {!tried.answer.inside && (
        <ul className="prose mt-3">
          {tried.answer.breaks.map((one) => (
            <li key={one.code}>{breakWordsForStaff(one, of)}</li>
          ))}
        </ul>
      )}
      <Form method="post" noValidate className="mt-4">
        {Object.entries(fields).map(([field, value]) => (
          <input key={field} type="hidden" name={field} value={value} />
        ))}
        <FormStack>
          <TextArea
            name={name}
            label="A word to the customer"
            optional={intent === 'counter'}
            rows={2}
            error={refusal?.fieldErrors[name]}
            defaultValue={refusal?.values[name] as string | undefined}
          />
          <ButtonRow>
            <Button name="intent" value={intent} busy="Sending…">
              {intent === 'counter' ? 'Send this offer' : 'Put these dates in force'}
            </Button>
          </ButtonRow>
        </FormStack>
      </Form>
    </div>
  );
}

/** Ends a plan by a colleague, with the reason the customer reads. */
export function CancelPlan({ refusal }: { refusal: FormRefusal | undefined }) {
  return (
    <Panel title="Cancel the plan" pad>
      <Form method="post" noValidate>
        <FormStack>
          <TextArea
            name="note-cancel"
            label="Why it is cancelled"
            hint="What is left becomes due by the dates of the invoices, and is chased again. The customer reads this."
            rows={2}
            error={refusal?.fieldErrors['note-cancel']}
            defaultValue={refusal?.values['note-cancel'] as string | undefined}
          />
          <ButtonRow>
            <Button name="intent" value="cancel" variant="danger" busy="Cancelling…">
              Cancel the plan
            </Button>
          </ButtonRow>
        </FormStack>
      </Form>
    </Panel>
  );
}

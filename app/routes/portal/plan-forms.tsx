import { Form } from 'react-router';
import { addDays } from '#app/kernel/plain-date.ts';
import type { FormRefusal } from '#app/platform/http/form.server.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choices.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { DateInput, FormStack, TextArea } from '#app/ui/inputs.tsx';
import { Section } from '#app/ui/panel.tsx';
import type { PlanShown } from './plan-view.server.ts';

type FormsProps = { page: PlanShown; refusal?: FormRefusal | undefined };

/** Move a date, change how it is paid, ask for help. */
export function PlanForms(props: FormsProps) {
  return (
    <Section title="If something changes">
      <MoveDate {...props} />
      <ChangeMethod {...props} />
      <AskHelp {...props} />
    </Section>
  );
}

function MoveDate({ page, refusal }: FormsProps) {
  const { plan, key, today } = page;
  const movable = plan.next;
  if (!movable?.canMoveUntil) return null;
  return (
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
  );
}

function ChangeMethod({ page }: FormsProps) {
  const { plan, key, methods } = page;
  if (methods.length === 0) return null;
  return (
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
  );
}

function AskHelp({ page, refusal }: FormsProps) {
  const { key } = page;
  return (
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
  );
}

import { Form } from 'react-router';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { NextStep, NoteKind } from '#app/modules/activity/types.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choices.tsx';
import { DateInput, FormStack, TextArea, TextInput } from '#app/ui/inputs.tsx';
import { StepWords } from './step-words.tsx';

type Result = { fieldErrors: Record<string, string[]>; values: Record<string, unknown> } | null;

const typed = (result: Result, name: string): string | undefined =>
  result ? String(result.values[name] ?? '') : undefined;

const KINDS: readonly { value: NoteKind; label: string }[] = [
  { value: 'call', label: 'A call' },
  { value: 'visit', label: 'A visit' },
  { value: 'note', label: 'A note' },
];

/** What it was, when, with whom, what was said, and what comes next. */
export function NoteForm({ today, result }: { today: PlainDate; result: Result }) {
  const errors = result?.fieldErrors ?? {};
  return (
    <Form method="post" noValidate>
      <FormStack>
        <RadioGroup
          name="kind"
          label="What it was"
          error={errors.kind}
          defaultValue={typed(result, 'kind') ?? 'call'}
          choices={KINDS}
        />
        <TextArea
          name="note"
          label="What was said or seen"
          hint="Colleagues read it on the timeline and find it by its words. The customer never sees it."
          error={errors.note}
          rows={5}
          maxLength={5_000}
          defaultValue={typed(result, 'note')}
        />
        <TextInput
          name="spokenWith"
          label="With whom"
          optional
          error={errors.spokenWith}
          size="medium"
          maxLength={200}
          defaultValue={typed(result, 'spokenWith')}
        />
        <DateInput name="on" label="Day" max={today} error={errors.on} defaultValue={typed(result, 'on') ?? today} />
        <TextInput
          name="time"
          label="Time"
          hint="Like 14:30. Empty: now."
          optional
          error={errors.time}
          size="short"
          defaultValue={typed(result, 'time')}
        />
        <TextInput
          name="nextStep"
          label="What is to be done next"
          optional
          error={errors.nextStep}
          maxLength={500}
          defaultValue={typed(result, 'nextStep')}
        />
        <DateInput
          name="nextOn"
          label="By which day"
          optional
          error={errors.nextOn}
          defaultValue={typed(result, 'nextOn')}
        />
        <ButtonRow>
          <Button name="intent" value="note" busy="Saving…">
            Write it down
          </Button>
        </ButtonRow>
      </FormStack>
    </Form>
  );
}

/** Each next step with what came of it. */
export function StepsToEnd({ steps, result }: { steps: readonly NextStep[]; result: Result }) {
  return (
    <ul className="plain-list">
      {steps.map((step) => (
        <li key={step.noteId}>
          <StepWords step={step} />
          <Form method="post" noValidate>
            <FormStack>
              <input type="hidden" name="id" value={step.noteId} />
              <TextInput
                name={`outcome-${step.noteId}`}
                label={`What came of “${step.step.slice(0, 60)}”`}
                optional
                error={result?.fieldErrors[`outcome-${step.noteId}`]}
                maxLength={1_000}
                defaultValue={typed(result, `outcome-${step.noteId}`)}
              />
              <ButtonRow>
                <Button variant="second" small name="intent" value="done" busy="Saving…">
                  Done<span className="sr-only">: {step.step}</span>
                </Button>
              </ButtonRow>
            </FormStack>
          </Form>
        </li>
      ))}
    </ul>
  );
}

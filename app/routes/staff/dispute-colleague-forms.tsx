import { Form } from 'react-router';
import { showText } from '#app/kernel/show-text.ts';
import { Button } from '#app/ui/button.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { DateInput, FormStack, Select, TextArea } from '#app/ui/inputs.tsx';

type FormProps = { values: Record<string, string | undefined>; errors: FieldErrors };
type ColleagueProps = FormProps & { colleagues: readonly { id: string; name: string }[] };

/** Whom to ask among ourselves, what, and by when. */
export function AskColleagueForm({ values, errors, colleagues }: ColleagueProps) {
  return (
    <Form method="post" noValidate>
      <FormStack>
        <TextArea
          name="colleagueQuestion"
          label="What a colleague is to find out"
          rows={3}
          defaultValue={values.colleagueQuestion}
          error={errors.colleagueQuestion}
        />
        <Select
          name="colleagueId"
          size="medium"
          label="Colleague"
          placeholder="Choose a colleague"
          defaultValue={values.colleagueId ?? ''}
          options={colleagues.map(({ id, name }) => ({ value: id, label: showText(name) }))}
          error={errors.colleagueId}
        />
        <DateInput
          name="colleagueDueOn"
          label="To be answered by"
          hint="Empty: the queue’s own time to answer."
          defaultValue={values.colleagueDueOn}
          error={errors.colleagueDueOn}
        />
        <div>
          <Button small variant="second" name="intent" value="ask-colleague" busy="Handing over…">
            Hand it over
          </Button>
        </div>
      </FormStack>
    </Form>
  );
}

/** What it was handed over for, answered by who has it now. */
export function AnswerForm({ values, errors, handoverId }: FormProps & { handoverId: string }) {
  return (
    <Form method="post" noValidate>
      <input type="hidden" name="handoverId" value={handoverId} />
      <FormStack>
        <TextArea
          name="handoverAnswer"
          label="Your answer, for colleagues only"
          rows={4}
          defaultValue={values.handoverAnswer}
          error={errors.handoverAnswer}
        />
        <div>
          <Button small variant="second" name="intent" value="answer-handover" busy="Saving…">
            Give it back with this answer
          </Button>
        </div>
      </FormStack>
    </Form>
  );
}

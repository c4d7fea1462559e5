import { Form } from 'react-router';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { FormStack, TextArea } from '#app/ui/inputs.tsx';
import { Section } from '#app/ui/panel.tsx';
import { TEXT_MAX } from './dispute-fields.ts';
import { ProofFiles } from './dispute-files.tsx';

/** What was typed and what was wrong with it, of the form that was sent. */
export type Typed = {
  readonly intent: string;
  readonly errors: FieldErrors;
  readonly values: Readonly<Record<string, string>>;
};
type FormProps = { idempotencyKey: string; typed: Typed | null; company: string };

const NOTHING: Omit<Typed, 'intent'> = { errors: {}, values: {} };
const of = (typed: Typed | null, intent: string) => (typed?.intent === intent ? typed : NOTHING);

/** A word back, with files where they help. The one thing to do on the page while it is open. */
export function ReplyForm({ idempotencyKey, typed, isAsked, company }: FormProps & { isAsked: boolean }) {
  const { errors, values } = of(typed, 'reply');
  return (
    <Section title={isAsked ? 'Your answer' : 'Write to us about it'}>
      <Form method="post" encType="multipart/form-data" noValidate key={idempotencyKey}>
        <input type="hidden" name="key" value={values.key ?? `reply-${idempotencyKey}`} />
        <input type="hidden" name="intent" value="reply" />
        <FormStack>
          <TextArea
            name="text"
            label={isAsked ? `Your answer to ${company}` : 'Your message'}
            error={errors.text}
            defaultValue={values.text}
            rows={4}
            maxLength={TEXT_MAX}
          />
          <ProofFiles error={errors.files as string[] | undefined} />
          <ButtonRow>
            <Button busy="Sending…">{isAsked ? 'Send answer' : 'Reply'}</Button>
          </ButtonRow>
        </FormStack>
      </Form>
    </Section>
  );
}

/** Taking it back: what was paused is asked for again, so it is said before the button. */
export function WithdrawForm({ idempotencyKey, typed, pauses }: FormProps & { pauses: boolean }) {
  const { errors, values } = of(typed, 'withdraw');
  return (
    <Section title="Is it settled for you?">
      <Form method="post" encType="multipart/form-data" noValidate>
        <input type="hidden" name="key" value={values.key ?? `withdraw-${idempotencyKey}`} />
        <input type="hidden" name="intent" value="withdraw" />
        <FormStack>
          <TextArea
            name="text"
            label="Why you take it back"
            optional
            hint={pauses ? 'What was paused is then due as before, from the same day.' : undefined}
            error={errors.text}
            defaultValue={values.text}
            rows={2}
            maxLength={TEXT_MAX}
          />
          <ButtonRow>
            <Button variant="second" busy="Taking back…">
              Take it back
            </Button>
          </ButtonRow>
        </FormStack>
      </Form>
    </Section>
  );
}

/** Not content with the answer: it is looked at once more. */
export function ReopenForm({ idempotencyKey, typed }: FormProps) {
  const { errors, values } = of(typed, 'reopen');
  return (
    <Section title="Do you see it differently?">
      <Form method="post" encType="multipart/form-data" noValidate>
        <input type="hidden" name="key" value={values.key ?? `reopen-${idempotencyKey}`} />
        <input type="hidden" name="intent" value="reopen" />
        <FormStack>
          <TextArea
            name="text"
            label="Tell us why, and we look at it once more"
            error={errors.text}
            defaultValue={values.text}
            rows={4}
            maxLength={TEXT_MAX}
          />
          <ProofFiles error={errors.files as string[] | undefined} />
          <ButtonRow>
            <Button busy="Sending…">Open it again</Button>
          </ButtonRow>
        </FormStack>
      </Form>
    </Section>
  );
}

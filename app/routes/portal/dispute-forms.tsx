import type { ReactNode } from 'react';
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

type WordsProps = FormProps & {
  intent: 'reply' | 'withdraw' | 'reopen';
  title: string;
  field: { label: string; optional?: boolean; hint?: string | undefined; rows: number };
  withFiles: boolean;
  button: ReactNode;
};

/** A section in which a customer writes a few words and sends them. */
function WordsForm({ idempotencyKey, typed, intent, title, field, withFiles, button }: Omit<WordsProps, 'company'>) {
  const { errors, values } = typed?.intent === intent ? typed : NOTHING;
  return (
    <Section title={title}>
      <Form method="post" encType="multipart/form-data" noValidate key={idempotencyKey}>
        <input type="hidden" name="key" value={values.key ?? `${intent}-${idempotencyKey}`} />
        <input type="hidden" name="intent" value={intent} />
        <FormStack>
          <TextArea name="text" {...field} error={errors.text} defaultValue={values.text} maxLength={TEXT_MAX} />
          {withFiles && <ProofFiles error={errors.files as string[] | undefined} />}
          <ButtonRow>{button}</ButtonRow>
        </FormStack>
      </Form>
    </Section>
  );
}

/** A word back, with files where they help. The one thing to do on the page while it is open. */
export const ReplyForm = ({ isAsked, company, ...form }: FormProps & { isAsked: boolean }) => (
  <WordsForm
    {...form}
    intent="reply"
    title={isAsked ? 'Your answer' : 'Write to us about it'}
    field={{ label: isAsked ? `Your answer to ${company}` : 'Your message', rows: 4 }}
    withFiles
    button={<Button busy="Sending…">{isAsked ? 'Send answer' : 'Reply'}</Button>}
  />
);

/** Taking it back: what was paused is asked for again, so it is said before the button. */
export const WithdrawForm = ({ pauses, ...form }: FormProps & { pauses: boolean }) => (
  <WordsForm
    {...form}
    intent="withdraw"
    title="Is it settled for you?"
    field={{
      ...{ label: 'Why you take it back', optional: true, rows: 2 },
      hint: pauses ? 'What was paused is then due as before, from the same day.' : undefined,
    }}
    withFiles={false}
    button={
      <Button variant="second" busy="Taking back…">
        Take it back
      </Button>
    }
  />
);

/** Not content with the answer: it is looked at once more. */
export const ReopenForm = (form: FormProps) => (
  <WordsForm
    {...form}
    intent="reopen"
    title="Do you see it differently?"
    field={{ label: 'Tell us why, and we look at it once more', rows: 4 }}
    withFiles
    button={<Button busy="Sending…">Open it again</Button>}
  />
);

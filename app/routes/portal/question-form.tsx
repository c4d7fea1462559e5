import { Form, Link } from 'react-router';
import { showText } from '#app/kernel/show-text.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { FormStack, Select, TextArea } from '#app/ui/inputs.tsx';
import { TEXT_MAX } from './dispute-fields.ts';
import { ProofFiles } from './dispute-files.tsx';
import type { DisputeLine } from './dispute-lines.tsx';

type QuestionFormProps = {
  idempotencyKey: string;
  lines: readonly DisputeLine[];
  from: number | null;
  disputeHref: string;
  errors: FieldErrors;
  values: Readonly<Record<string, string>>;
};

/** A question about an invoice or one of its charges; nothing is called wrong, so nothing pauses. */
export function QuestionForm(props: QuestionFormProps) {
  const { idempotencyKey, lines, from, disputeHref, errors, values } = props;
  return (
    <Form method="post" encType="multipart/form-data" noValidate>
      <input type="hidden" name="key" value={values.key ?? idempotencyKey} />
      <FormStack>
        <Select
          name="line"
          label="About which charge?"
          placeholder="The whole invoice"
          options={lines.map(({ lineNo, title }) => ({ value: String(lineNo), label: showText(title).slice(0, 80) }))}
          error={errors.line}
          defaultValue={values.line ?? (from === null ? '' : String(from))}
        />
        <TextArea
          name="text"
          label="Your question"
          error={errors.text}
          defaultValue={values.text}
          rows={5}
          maxLength={TEXT_MAX}
        />
        <ProofFiles error={errors.files as string[] | undefined} />
        <ButtonRow>
          <Button busy="Sending…">Send the question</Button>
        </ButtonRow>
        <p className="text-15">
          Is something wrong with it? <Link to={disputeHref}>Tell us what is wrong</Link>, and we do not ask for that
          part meanwhile.
        </p>
      </FormStack>
    </Form>
  );
}

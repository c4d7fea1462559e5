import { Form } from 'react-router';
import type { DisputeFile, DisputeQueue } from '#app/modules/disputes/types.ts';
import { Button } from '#app/ui/button.tsx';
import { CheckboxGroup } from '#app/ui/choices.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { DateInput, FormStack, Select, TextArea, TextInput } from '#app/ui/inputs.tsx';
import { NameText } from './name-text.tsx';

type AskProps = {
  values: Record<string, string | undefined>;
  errors: FieldErrors;
  departments: readonly DisputeQueue[];
  /** Who usually knows about such a matter. */
  knows: string | null;
  files: readonly DisputeFile[];
};

/** Whom to ask, what, by when, and which files they see. */
export function AskForm({ values, errors, departments, knows, files }: AskProps) {
  return (
    <Form method="post" noValidate>
      <FormStack>
        <Select
          name="department"
          size="medium"
          label="Department"
          placeholder="Choose a department"
          defaultValue={values.department ?? knows ?? ''}
          options={departments.map(({ code, name }) => ({ value: code, label: name }))}
          error={errors.department}
        />
        <TextInput
          name="toName"
          label="Who there"
          optional
          autoComplete="off"
          defaultValue={values.toName}
          error={errors.toName}
        />
        <TextInput
          name="toAddress"
          label="Their e-mail address"
          hint="Empty: the department’s own."
          optional
          type="email"
          autoComplete="off"
          defaultValue={values.toAddress}
          error={errors.toAddress}
        />
        <TextArea
          name="question"
          label="What you ask them"
          rows={3}
          defaultValue={values.question}
          error={errors.question}
        />
        <DateInput
          name="handoverDueOn"
          label="Answer by"
          defaultValue={values.handoverDueOn}
          error={errors.handoverDueOn}
        />
        {files.length > 0 && (
          <CheckboxGroup
            name="fileIds"
            label="Files they may see"
            choices={files.map((file) => ({ value: file.id, label: <NameText text={file.name} /> }))}
          />
        )}
        <div>
          <Button small name="intent" value="hand-over" busy="Sending…">
            Send the question
          </Button>
        </div>
      </FormStack>
    </Form>
  );
}

import type { ReactNode } from 'react';
import { Form, Link } from 'react-router';
import { LANGUAGE_NAMES, LANGUAGES } from '#app/modules/customers/types.ts';
import type { QueueSetting, ReasonSetting } from '#app/modules/disputes/queries/dispute-settings.server.ts';
import { DISPUTE_KINDS } from '#app/modules/disputes/types.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { Checkbox, CheckboxGroup } from '#app/ui/choices.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { FormStack, type Option, Select, TextInput } from '#app/ui/inputs.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { KIND_WORDS } from './dispute-words.ts';

type FormProps = { values: Record<string, string | undefined>; errors: FieldErrors };
type ShellProps = { title: string; intent: string; children: ReactNode };

export function SettingForm({ title, intent, children }: ShellProps) {
  return (
    <Panel title={title} pad id="change">
      <Form method="post" noValidate>
        <FormStack>
          {children}
          <ButtonRow>
            <Button name="intent" value={intent} busy="Saving…">
              Save
            </Button>
            <Link to="/staff/settings/disputes">Leave it as it is</Link>
          </ButtonRow>
        </FormStack>
      </Form>
    </Panel>
  );
}

type ReasonProps = FormProps & {
  reason: ReasonSetting | null;
  queues: readonly QueueSetting[];
  creditReasons: readonly Option[];
};

/** A reason in our words and in the customers’, and who knows about it. */
export function ReasonForm({ reason, queues, creditReasons, values, errors }: ReasonProps) {
  const options = queues.filter(({ isRetired }) => !isRetired).map(({ code, name }) => ({ value: code, label: name }));
  const text = (name: string, was: string) => ({ name, defaultValue: values[name] ?? was, error: errors[name] });
  return (
    <SettingForm title={reason ? `Change “${reason.label}”` : 'Add a reason'} intent="reason">
      <input type="hidden" name="isNew" value={reason ? 'no' : 'yes'} />
      {reason ? (
        <input type="hidden" name="code" value={reason.code} />
      ) : (
        <TextInput
          {...text('code', '')}
          label="Code"
          hint="Small letters and _, like wrong_price. It never changes."
          code
        />
      )}
      <TextInput {...text('label', reason?.label ?? '')} label="In our words" />
      {LANGUAGES.map((language) => (
        <TextInput
          key={language}
          {...text(`words-${language}`, reason?.customerWords[language] ?? '')}
          label={`What customers choose, ${LANGUAGE_NAMES[language]}`}
          optional={language !== 'en'}
          dir="auto"
        />
      ))}
      <CheckboxGroup
        name="kinds"
        label="Offered for"
        choices={DISPUTE_KINDS.map((kind) => ({ value: kind, label: KIND_WORDS[kind] }))}
        defaultValues={values.kinds?.split(' ') ?? reason?.kinds ?? ['dispute']}
        error={errors.kinds}
      />
      <Select {...text('queue', reason?.queue ?? 'receivables')} size="medium" label="Goes to" options={options} />
      <Select
        {...text('department', reason?.department ?? '')}
        size="medium"
        label="Who knows about it"
        optional
        placeholder="Nobody else"
        options={options}
      />
      <Select
        {...text('creditReason', reason?.creditReason ?? '')}
        size="medium"
        label="Reason on a credit note"
        options={creditReasons}
      />
      <TextInput
        {...text('position', String(reason?.position ?? 50))}
        label="Place in the list"
        inputMode="numeric"
        size="short"
      />
      {reason && <Checkbox name="retired" label="Not offered any more" defaultChecked={reason.isRetired} />}
    </SettingForm>
  );
}

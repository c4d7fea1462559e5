import { Form } from 'react-router';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { reminderGroupOf } from '#app/modules/collections/queries/customer-collections.server.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choices.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DateInput, FormStack, TextInput } from '#app/ui/inputs.tsx';
import { type PromiseResult, typed } from './customer-promise-forms.tsx';

type SettingProps = {
  reminders: Awaited<ReturnType<typeof reminderGroupOf>>;
  today: PlainDate;
  mayDo: boolean;
  result: PromiseResult;
};

const GROUPS = [
  { value: 'standard', label: 'The standard ones' },
  { value: 'gentle', label: 'The gentle ones', hint: 'Later and fewer, for customers with a reason.' },
  { value: 'none', label: 'None', hint: 'Somebody speaks with them instead.' },
];

/** Standard, gentle or none; and a day up to which none leave. */
export function ReminderSetting({ reminders, today, mayDo, result }: SettingProps) {
  const { group, heldUntil, reason, changedByName } = reminders;
  if (!mayDo)
    return (
      <p>
        {GROUPS.find((one) => one.value === group)?.label}
        {heldUntil && heldUntil >= today && (
          <>
            , held until <DateText date={heldUntil} weekday />
          </>
        )}
        . {reason}
      </p>
    );
  return (
    <Form method="post" noValidate>
      <FormStack>
        <RadioGroup
          name="group"
          label="Reminders"
          error={result?.fieldErrors.group}
          defaultValue={typed(result, 'group') ?? group}
          choices={GROUPS}
        />
        <DateInput
          name="heldUntil"
          label="Hold all reminders until"
          hint="Leave it empty to hold none."
          error={result?.fieldErrors.heldUntil}
          defaultValue={typed(result, 'heldUntil') ?? heldUntil ?? ''}
        />
        <TextInput
          name="reason"
          label="Why they get other reminders"
          hint={changedByName ? `Last set by ${changedByName}.` : undefined}
          error={result?.fieldErrors.reason}
          defaultValue={typed(result, 'reason') ?? reason}
          maxLength={500}
        />
        <ButtonRow>
          <Button variant="second" name="intent" value="reminders" busy="Saving…">
            Save reminders
          </Button>
        </ButtonRow>
      </FormStack>
    </Form>
  );
}

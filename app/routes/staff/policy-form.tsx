import { Form } from 'react-router';
import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { PolicyVersion } from '#app/modules/collections/types.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choices.tsx';
import { DateInput, FormStack, TextInput } from '#app/ui/inputs.tsx';
import { StageRows } from './policy-stages.tsx';

type Props = {
  policy: PolicyVersion;
  baseCurrency: Currency;
  today: PlainDate;
  mayChange: boolean;
  values: Record<string, string> | null;
  errors: Record<string, string[]>;
  /** What it would do is shown above: it may be saved. */
  isShown: boolean;
};

const PAUSES = [
  { value: 'covered', label: 'What the promise covers', hint: 'The rest is asked for.' },
  { value: 'everything', label: 'Everything in its currency' },
  { value: 'nothing', label: 'Nothing' },
];

const FIGURES = [
  ['sendHour', 'Hour of the day at which they leave'],
  ['gapDays', 'Days at least between two reminders of one invoice'],
  ['promiseDaysAhead', 'Days ahead a customer may promise'],
  ['promisesPerQuarter', 'Promises a customer may make in a quarter'],
  ['promiseGraceDays', 'Days of grace after a promised day'],
  ['saidPaidDays', 'Days reminders wait after “already paid”'],
] as const;

/** The whole policy: the stages as a table, then what holds for promises. Its effect is shown before it can be saved. */
export function PolicyForm({ policy, baseCurrency, today, mayChange, values, errors, isShown }: Props) {
  const field = (name: string, now: string | number) => ({
    ...{ name, error: errors[name], defaultValue: values?.[name] ?? String(now), disabled: !mayChange },
  });
  return (
    <Form method="post" noValidate>
      <FormStack>
        <StageRows {...{ policy, baseCurrency, values, errors, mayChange }} />
        {FIGURES.map(([name, label]) => (
          <TextInput key={name} {...field(name, policy[name])} label={label} size="short" inputMode="numeric" />
        ))}
        <RadioGroup
          name="promisePauses"
          label="What an open promise keeps from being asked for"
          error={errors.promisePauses}
          defaultValue={values?.promisePauses ?? policy.promisePauses}
          choices={PAUSES.map((choice) => ({ ...choice, disabled: !mayChange }))}
        />
        {mayChange && (
          <>
            <DateInput
              name="fromOn"
              label="Holds from"
              error={errors.fromOn}
              defaultValue={values?.fromOn ?? today}
              min={today}
            />
            <ButtonRow>
              <Button name="intent" value="show" variant={isShown ? 'second' : 'primary'} busy="Counting…">
                Show what it would do
              </Button>
              {isShown && (
                <Button name="intent" value="save" busy="Saving…">
                  Save policy
                </Button>
              )}
            </ButtonRow>
          </>
        )}
      </FormStack>
    </Form>
  );
}

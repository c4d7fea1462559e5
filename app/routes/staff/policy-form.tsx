import { Form } from 'react-router';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { type PolicyVersion, TONES } from '#app/modules/collections/types.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choices.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateInput, FormStack, Select, TextInput } from '#app/ui/inputs.tsx';
import { STAGE_ROWS } from './policy-rows.ts';
import { TONE_NAMES } from './promise-words.ts';

type Props = {
  policy: PolicyVersion;
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

/** The whole policy: the stages as a table, then what holds for promises. Its effect is shown before it can be saved. */
export function PolicyForm({ policy, today, mayChange, values, errors, isShown }: Props) {
  const field = (name: string, now: string | number) => ({
    ...{ name, error: errors[name], defaultValue: values?.[name] ?? String(now), disabled: !mayChange },
  });
  return (
    <Form method="post" noValidate>
      <FormStack>
        <StageRows {...{ policy, values, errors, mayChange }} />
        <TextInput
          {...field('sendHour', policy.sendHour)}
          label="Hour of the day at which they leave"
          size="short"
          inputMode="numeric"
        />
        <TextInput
          {...field('gapDays', policy.gapDays)}
          label="Days at least between two reminders of one invoice"
          size="short"
          inputMode="numeric"
        />
        <TextInput
          {...field('promiseDaysAhead', policy.promiseDaysAhead)}
          label="Days ahead a customer may promise"
          size="short"
          inputMode="numeric"
        />
        <TextInput
          {...field('promisesPerQuarter', policy.promisesPerQuarter)}
          label="Promises a customer may make in a quarter"
          size="short"
          inputMode="numeric"
        />
        <TextInput
          {...field('promiseGraceDays', policy.promiseGraceDays)}
          label="Days of grace after a promised day"
          size="short"
          inputMode="numeric"
        />
        <TextInput
          {...field('saidPaidDays', policy.saidPaidDays)}
          label="Days reminders wait after “already paid”"
          size="short"
          inputMode="numeric"
        />
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

type RowsProps = Pick<Props, 'policy' | 'values' | 'errors' | 'mayChange'>;
type StageRow = { no: number; days: string; tone: string; group: string; min: string };

function StageRows({ policy, values, errors, mayChange }: RowsProps) {
  const count = mayChange ? STAGE_ROWS : policy.stages.length;
  const rows = Array.from({ length: count }, (_, no): StageRow => {
    const stage = policy.stages[no];
    const typed = (name: string, now: string) => values?.[`${name}-${no}`] ?? now;
    return {
      ...{ no, days: typed('days', stage ? String(stage.offsetDays) : '') },
      ...{ tone: typed('tone', stage?.tone ?? 'friendly'), group: typed('group', stage?.group ?? 'standard') },
      min: typed(
        'min',
        stage && stage.minMinor > 0n
          ? `${stage.minMinor / 100n}.${String(stage.minMinor % 100n).padStart(2, '0')}`
          : '',
      ),
    };
  });
  const label = (row: StageRow, text: string) => <span className="sr-only">{`${text} of stage ${row.no + 1}`}</span>;
  return (
    <DataTable
      caption="Stages of the reminders"
      rows={rows}
      rowKey={({ no }) => String(no)}
      columns={[
        { key: 'no', head: 'Stage', rowHeader: true, cell: (row) => String(row.no + 1) },
        {
          key: 'days',
          head: 'Days from the due day',
          cell: (row) => (
            <TextInput
              name={`days-${row.no}`}
              label={label(row, 'Days')}
              error={errors[`days-${row.no}`]}
              defaultValue={row.days}
              disabled={!mayChange}
              size="short"
            />
          ),
        },
        {
          key: 'tone',
          head: 'Tone',
          cell: (row) => (
            <Select
              name={`tone-${row.no}`}
              label={label(row, 'Tone')}
              error={errors[`tone-${row.no}`]}
              options={TONES.map((tone) => ({ value: tone, label: TONE_NAMES[tone] }))}
              defaultValue={row.tone}
              disabled={!mayChange}
            />
          ),
        },
        {
          key: 'group',
          head: 'For customers who get',
          cell: (row) => (
            <Select
              name={`group-${row.no}`}
              label={label(row, 'Customers')}
              options={[
                { value: 'standard', label: 'the standard ones' },
                { value: 'gentle', label: 'the gentle ones' },
              ]}
              defaultValue={row.group}
              disabled={!mayChange}
            />
          ),
        },
        {
          key: 'min',
          head: 'From this sum on',
          cell: (row) => (
            <TextInput
              name={`min-${row.no}`}
              label={label(row, 'Smallest sum')}
              error={errors[`min-${row.no}`]}
              defaultValue={row.min}
              disabled={!mayChange}
              size="short"
            />
          ),
        },
      ]}
    />
  );
}

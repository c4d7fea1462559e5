import { CYCLES } from '#app/kernel/billing-periods.ts';
import { CYCLE_WORDS } from '#app/modules/billing-runs/ui/run-words.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { Checkbox, CheckboxGroup, RadioGroup } from '#app/ui/choices.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { DateInput, FormStack, Select, TextArea, TextInput } from '#app/ui/inputs.tsx';
import { Panel } from '#app/ui/panel.tsx';

export const RUN_STEPS = ['Set up', 'Preview', 'Issue', 'Deliver'] as const;

type Values = Readonly<Record<string, string>>;
type FieldsProps = { values: Values; errors: Readonly<Record<string, string[]>> };

/** Name, cycles, days and customers of a run. */
export function RunFieldset({ values, errors }: FieldsProps) {
  return (
    <FormStack>
      <TextInput
        name="name"
        label="Name"
        error={errors.name}
        defaultValue={values.name}
        size="medium"
        maxLength={120}
      />
      <CheckboxGroup
        name="cycles"
        label="Cycles"
        error={errors.cycles}
        defaultValues={values.cycles?.split(' ') ?? []}
        choices={CYCLES.map((cycle) => ({ value: cycle, label: CYCLE_WORDS[cycle] }))}
      />
      <DateInput
        name="cutOffOn"
        label="Bill everything due up to"
        hint="Periods in arrears that end by this day, periods in advance that begin by it, and what came late."
        error={errors.cutOffOn}
        defaultValue={values.cutOffOn}
      />
      <DateInput name="documentOn" label="Invoice date" error={errors.documentOn} defaultValue={values.documentOn} />
      <TextArea
        name="customers"
        label="Only these customers"
        hint="Numbers, separated by spaces, commas or lines. Left empty: everybody."
        error={errors.customers}
        defaultValue={values.customers}
        rows={2}
        optional
      />
      <Checkbox
        name="review"
        label="A second person reviews it before it is issued"
        defaultChecked={values.review === 'yes'}
        error={errors.review}
      />
      <ButtonRow>
        <Button name="intent" value="preview" busy="Previewing…">
          Preview
        </Button>
      </ButtonRow>
    </FormStack>
  );
}

/** The same set-up kept under its name, by hand or on days of its own. */
export function SaveRecipe({ values, errors }: FieldsProps) {
  const isOpen = ['every', 'cutOffRule', 'day', 'goesOn'].some((name) => errors[name]);
  return (
    <Panel title="Keep this set-up as a recipe" pad>
      <Disclosure shut="Choose when it runs" startOpen={isOpen}>
        <FormStack>
          <RadioGroup
            name="every"
            label="When"
            error={errors.every}
            defaultValue={values.every ?? 'hand'}
            choices={[
              { value: 'hand', label: 'When somebody starts it' },
              { value: 'week', label: 'Each week, on the day below' },
              { value: 'month', label: 'Each month, on the day below' },
            ]}
          />
          <TextInput
            name="day"
            label="Day"
            hint="Of the week 1 (Monday) to 7, of the month 1 to 31; a month without it takes its last day."
            error={errors.day}
            defaultValue={values.day ?? '1'}
            size="short"
            inputMode="numeric"
          />
          <Select
            name="cutOffRule"
            label="Bill everything due up to"
            error={errors.cutOffRule}
            defaultValue={values.cutOffRule ?? 'day_before'}
            options={[
              { value: 'same_day', label: 'the day it runs' },
              { value: 'day_before', label: 'the day before it runs' },
              { value: 'month_end', label: 'the end of the month before' },
            ]}
          />
          <Checkbox
            name="goesOn"
            label="Issue without waiting when nothing was found"
            hint="It waits for a person when anything is blocked or worth a look. A run that needs a review always waits."
            defaultChecked={values.goesOn === 'yes'}
            error={errors.goesOn}
          />
        </FormStack>
      </Disclosure>
      <ButtonRow>
        <Button name="intent" value="keep" variant="second" busy="Keeping…">
          Keep as a recipe
        </Button>
      </ButtonRow>
    </Panel>
  );
}

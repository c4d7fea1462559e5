import { Form } from 'react-router';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { Checkbox, CheckboxGroup, RadioGroup } from '#app/ui/choices.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { DateInput, FormStack, MoneyInput, Select, TextInput } from '#app/ui/inputs.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { MONEY_FIELDS, PERCENT_FIELDS, WHOLE_FIELDS } from './plan-policy-fields.ts';

type FormProps = {
  values: Record<string, string | string[]>;
  errors: FieldErrors;
  taxes: readonly { value: string; label: string }[];
};

/** Inside which plans customers agree alone, from a day on. First looked at, then put in force. */
export function PolicyForm({ values, errors, taxes }: FormProps) {
  const text = (name: string) => String(values[name] ?? '');
  return (
    <Panel title="Change it" pad>
      <Form method="post" noValidate>
        <FormStack>
          <TextInput
            name="currency"
            label="Currency"
            size="short"
            defaultValue={text('currency')}
            error={errors.currency}
          />
          <DateInput name="fromOn" label="From which day" defaultValue={text('fromOn')} error={errors.fromOn} />
          <RadioGroup
            name="isOpen"
            label="Customers start plans by themselves"
            defaultValue={text('isOpen')}
            choices={[
              { value: 'yes', label: 'Yes, inside what stands below' },
              { value: 'no', label: 'No, every plan is a request' },
            ]}
          />
          {MONEY_FIELDS.map(([name, label]) => (
            <MoneyInput key={name} {...{ name, label }} defaultValue={text(name)} error={errors[name]} />
          ))}
          {PERCENT_FIELDS.map(([name, label]) => (
            <TextInput
              key={name}
              {...{ name, label }}
              size="short"
              inputMode="decimal"
              defaultValue={text(name)}
              error={errors[name]}
            />
          ))}
          <Select
            name="chargeTaxCode"
            label="Tax of interest and fee"
            placeholder="No interest and no fee"
            size="medium"
            options={taxes}
            defaultValue={text('chargeTaxCode')}
            error={errors.chargeTaxCode}
          />
          <HowOftenAndLong {...{ values, errors }} />
          <TextInput name="reason" label="Why" defaultValue={text('reason')} error={errors.reason} />
          <ButtonRow>
            <Button name="intent" value="look" variant="second" busy="Counting…">
              See whom it takes
            </Button>
            <Button name="intent" value="set" busy="Saving…">
              Put it in force
            </Button>
          </ButtonRow>
        </FormStack>
      </Form>
    </Panel>
  );
}

function HowOftenAndLong({ values, errors }: Pick<FormProps, 'values' | 'errors'>) {
  const text = (name: string) => String(values[name] ?? '');
  const list = (name: string) => [values[name] ?? []].flat();
  return (
    <>
      {WHOLE_FIELDS.map(([name, label]) => (
        <TextInput
          key={name}
          {...{ name, label }}
          size="short"
          inputMode="numeric"
          defaultValue={text(name)}
          error={errors[name]}
        />
      ))}
      <CheckboxGroup
        name="rhythms"
        label="How often"
        defaultValues={list('rhythms')}
        error={errors.rhythms}
        choices={[
          { value: 'weekly', label: 'Every week' },
          { value: 'fortnightly', label: 'Every two weeks' },
          { value: 'monthly', label: 'Every month' },
        ]}
      />
      <CheckboxGroup
        name="riskClasses"
        label="Customers of which risk class"
        defaultValues={list('riskClasses')}
        choices={[
          { value: 'low', label: 'Low' },
          { value: 'normal', label: 'Normal' },
          { value: 'high', label: 'High' },
        ]}
      />
      <Checkbox
        name="needsMethod"
        label="Only with a saved card or bank account"
        defaultChecked={text('needsMethod') === 'yes'}
      />
    </>
  );
}

import { Form } from 'react-router';
import type { FormRefusal } from '#app/platform/http/form.server.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { FormStack, type Option, Select, TextInput } from '#app/ui/inputs.tsx';
import { Panel } from '#app/ui/panel.tsx';

type Props = {
  buyers: readonly { id: string; number: string; name: string; by: string }[];
  unknownTaxes: readonly string[];
  taxChoices: Option[];
  errors: FieldErrors;
  values: FormRefusal['values'];
};

/** For whom the draft is, and which of our taxes the file's are where they are not ours. */
export function SaveReceived({ buyers, unknownTaxes, taxChoices, errors, values }: Props) {
  return (
    <Panel title="Save as a draft" pad>
      <Form method="post" noValidate>
        <FormStack>
          {buyers.length > 0 && (
            <Select
              name="customerId"
              label="Customer"
              hint={`Found by ${buyers[0]!.by}.`}
              size="medium"
              defaultValue={(values.customerId as string | undefined) ?? (buyers.length === 1 ? buyers[0]!.id : '')}
              error={errors.customerId}
              placeholder="Choose the customer"
              options={buyers.map((one) => ({ value: one.id, label: `${one.number} ${one.name}` }))}
            />
          )}
          <TextInput
            name="customerNumber"
            label={buyers.length > 0 ? 'Another customer, by number' : 'Customer number'}
            hint={buyers.length > 0 ? undefined : 'Nobody was found by electronic address, tax number or name.'}
            optional={buyers.length > 0}
            size="medium"
            code
            defaultValue={values.customerNumber as string | undefined}
            error={errors.customerNumber}
          />
          {unknownTaxes.map((name) => (
            <Select
              key={name}
              name={`tax-${name}`}
              label={`Which of our taxes is ${name} %`}
              size="medium"
              placeholder="Choose a tax"
              defaultValue={values[`tax-${name}`] as string | undefined}
              error={errors[`tax-${name}`]}
              options={taxChoices}
            />
          ))}
          <ButtonRow>
            <Button busy="Saving…">Save the draft</Button>
          </ButtonRow>
        </FormStack>
      </Form>
    </Panel>
  );
}

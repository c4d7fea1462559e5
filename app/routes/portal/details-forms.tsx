import { Form } from 'react-router';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { CustomerDetails } from '#app/modules/customers/types.ts';
import type { FormRefusal } from '#app/platform/http/form.server.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { DateInput, FormStack, TextArea, TextInput } from '#app/ui/inputs.tsx';

/** What stands, ready to be changed. Nothing happens before a person on the other side looks at it. */
export function AskDetails({
  details,
  today,
  result,
}: {
  details: CustomerDetails;
  today: PlainDate;
  result: FormRefusal | undefined;
}) {
  const error = (name: string) => result?.fieldErrors[name];
  const filled = (name: string, now: string) => result?.values[name] ?? now;
  return (
    <Form method="post" noValidate>
      <FormStack>
        <TextInput name="name" label="Name" error={error('name')} defaultValue={filled('name', details.name)} />
        <TextArea
          name="addressLines"
          label="Address"
          hint="A line each."
          rows={5}
          error={error('addressLines')}
          defaultValue={filled('addressLines', details.addressLines.join('\n'))}
        />
        <TextInput
          name="country"
          label="Country"
          hint="Two letters, such as GB or MY."
          size="short"
          error={error('country')}
          defaultValue={filled('country', details.country)}
        />
        <TextInput
          name="taxNumber"
          label="Tax number"
          optional
          error={error('taxNumber')}
          defaultValue={filled('taxNumber', details.taxNumber)}
        />
        <DateInput
          name="fromOn"
          label="From"
          hint="Invoices made from this day on say it. Those you have stay as they are."
          error={error('fromOn')}
          defaultValue={filled('fromOn', today)}
        />
        <TextArea
          name="note"
          label="Anything we should know"
          optional
          rows={2}
          error={error('note')}
          defaultValue={filled('note', '')}
        />
        <ButtonRow>
          <Button name="intent" value="details" busy="Asking…">
            Ask for this change
          </Button>
        </ButtonRow>
      </FormStack>
    </Form>
  );
}

/** Another account for refunds; two people check it before a penny goes there. */
export function AskBank({ currency, result }: { currency: string; result: FormRefusal | undefined }) {
  const field = (name: string, label: string, hint?: string, optional?: boolean) => (
    <TextInput
      {...{ name, label, hint, optional, autoComplete: 'off' }}
      error={result?.fieldErrors[name]}
      defaultValue={result?.values[name] ?? (name === 'currency' ? currency : undefined)}
    />
  );
  return (
    <Form method="post" noValidate>
      <FormStack>
        <p className="prose">
          If we owe you money, this is where it goes. Two people check a new account before it counts.
        </p>
        {field('currency', 'Currency')}
        {field('holder', 'Account holder')}
        {field('account', 'IBAN or account number')}
        {field('routing', 'Sort code, routing number or BIC', 'Not needed with an IBAN.', true)}
        <ButtonRow>
          <Button variant="second" name="intent" value="bank" busy="Asking…">
            Ask for this account
          </Button>
        </ButtonRow>
      </FormStack>
    </Form>
  );
}

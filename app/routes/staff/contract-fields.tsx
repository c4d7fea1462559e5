import { knownCurrencies } from '#app/kernel/money.ts';
import { INVOICE_PER } from '#app/modules/customers/types.ts';
import { Field } from '#app/ui/field.tsx';
import { DateInput, FormStack, Select, TextArea, TextInput } from '#app/ui/inputs.tsx';
import { INVOICE_PER_NAMES } from './customer-fields.tsx';
import { TermsFromSelect } from './terms-fields.tsx';

export type FormProps = { values: Record<string, string>; errors: Record<string, string[]> };
export type Naming = (name: string) => { name: string; defaultValue?: string; error?: string[] };

/** What is agreed of the contract as a whole. */
export function ContractFields({ field, isFixed }: { field: Naming; isFixed: boolean }) {
  return (
    <FormStack>
      <TextInput {...field('title')} label="Title" hint="What it is called, like “Ash disposal 2026”." />
      <div className="flex flex-wrap items-end gap-6">
        <DateInput {...field('startsOn')} label="Starts" />
        <DateInput {...field('endsOn')} label="Ends" hint="Its last day." optional />
        {isFixed ? (
          <Field name="currency" label="Currency">
            {() => (
              <span>
                {field('currency').defaultValue}
                <input type="hidden" name="currency" value={field('currency').defaultValue} />
              </span>
            )}
          </Field>
        ) : (
          <Select
            {...field('currency')}
            label="Currency"
            size="short"
            options={knownCurrencies().map((code) => ({ value: code, label: code }))}
          />
        )}
        <TextInput {...field('poNumber')} label="Purchase order number" optional size="medium" autoComplete="off" />
        <TermsFromSelect {...field('termsFrom')} />
        <TextInput
          {...field('termsDays')}
          label="Days to pay"
          hint="Empty: the customer’s terms."
          optional
          size="short"
          inputMode="numeric"
        />
        <Select
          {...field('invoicePer')}
          label="Invoices"
          size="medium"
          placeholder="As the customer has it"
          options={INVOICE_PER.map((per) => ({ value: per, label: INVOICE_PER_NAMES[per] }))}
        />
      </div>
    </FormStack>
  );
}

/** From when the change holds and why, above the contract as it should be then. */
export function ChangeFields({ field }: { field: Naming }) {
  return (
    <FormStack>
      <DateInput
        {...field('holdsFromOn')}
        label="The change holds from"
        hint="Lines that would bill differently end the day before, and go on from this day. A new price has its own day."
      />
      <TextArea {...field('reason')} label="Why" hint="Whoever approves it reads this." optional rows={2} />
    </FormStack>
  );
}

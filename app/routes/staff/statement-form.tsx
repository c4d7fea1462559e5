import type { Currency } from '#app/kernel/money.ts';
import { STATEMENT_FORM_CHOICES } from '#app/modules/statements/forms.ts';
import type { StatementForm as Form } from '#app/modules/statements/types.ts';
import { Checkbox } from '#app/ui/choices.tsx';
import { FilterBar } from '#app/ui/filter-bar.tsx';
import { DateInput, Select, TextInput } from '#app/ui/inputs.tsx';

type FormProps = {
  customer: { id: string };
  currency: Currency;
  currencies: readonly Currency[];
  asked: { from: string; to: string; known: string };
  form: Form;
  /** The customer leads a group; `asked` says whether the whole of it is wanted. */
  group: { isLead: boolean; asked: boolean };
  fieldErrors: Readonly<Record<string, string[]>>;
};

/** Which days, which currency, and up to which seal. */
export function StatementForm({ customer, currency, currencies, asked, form, group, fieldErrors }: FormProps) {
  return (
    <div className="not-printed">
      <FilterBar action={`/staff/customers/${customer.id}/statement`} label="Dates of the statement">
        <DateInput name="from" label="From" defaultValue={asked.from} error={fieldErrors.from} />
        <DateInput name="to" label="To" defaultValue={asked.to} error={fieldErrors.to} />
        <Select
          name="currency"
          label="Currency"
          size="short"
          defaultValue={currency}
          options={currencies.map((code) => ({ value: code, label: code }))}
        />
        <TextInput
          name="known"
          label="As known at seal"
          size="short"
          inputMode="numeric"
          autoComplete="off"
          defaultValue={asked.known}
          error={fieldErrors.known}
        />
        <Select name="form" label="Form" defaultValue={form} options={STATEMENT_FORM_CHOICES} />
        {group.isLead && <Checkbox name="group" label="Whole group" defaultChecked={group.asked} />}
      </FilterBar>
    </div>
  );
}

import { knownCurrencies } from '#app/kernel/money.ts';
import type { PriceListRefusal } from '#app/modules/catalog/types.ts';
import type { FormRefusal } from '#app/platform/http/form.server.ts';
import { Checkbox } from '#app/ui/choices.tsx';
import { FormStack, Select, TextArea, TextInput } from '#app/ui/inputs.tsx';

type PriceListFieldsProps = { values: Record<string, string>; errors?: FormRefusal['fieldErrors']; isNew?: boolean };

/** Fields of a price list; code and currency are for good and asked for once. */
export function PriceListFields({ values, errors = {}, isNew = false }: PriceListFieldsProps) {
  const field = (name: string) => ({ name, defaultValue: values[name], error: errors[name] });
  return (
    <FormStack>
      {isNew && (
        <TextInput
          {...field('code')}
          label="Code"
          hint="Short, like UK-2026. Files name the list by it, so it never changes."
          size="medium"
          code
          autoComplete="off"
        />
      )}
      <TextInput {...field('name')} label="Name" autoComplete="off" />
      {isNew && (
        <Select
          {...field('currency')}
          label="Currency"
          hint="All its prices are in this currency, for good."
          size="medium"
          options={knownCurrencies().map((code) => ({ value: code, label: code }))}
        />
      )}
      <TextArea {...field('note')} label="Note" hint="For colleagues; customers do not see it." optional rows={3} />
      <Checkbox
        name="standard"
        label="The standard list of its currency"
        hint="Its prices are for customers who have none of their own."
        defaultChecked={values.standard === 'yes'}
        error={errors.standard}
      />
    </FormStack>
  );
}

/** What a refusal of the price list commands says at the form. */
export function priceListRefusal(refusal: PriceListRefusal, values: Record<string, string>): FormRefusal {
  const at = (name: string, text: string) => ({ fieldErrors: { [name]: [text] }, formErrors: [], values });
  switch (refusal.code) {
    case 'code-taken':
      return at('code', `${refusal.listCode} is the code of another price list. Choose another code.`);
    case 'standard-taken':
      return at(
        'standard',
        `${refusal.listName} is the standard list of ${refusal.currency}. Untick it there first, or here.`,
      );
    case 'unknown-list':
      return { fieldErrors: {}, formErrors: ['This price list is not there any more. Reload the page.'], values };
  }
}

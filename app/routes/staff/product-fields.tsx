import type { Product, Unit } from '#app/modules/catalog/types.ts';
import type { TaxCategory } from '#app/modules/company/types.ts';
import { taxWords } from '#app/modules/invoicing/ui/draft-totals.tsx';
import type { FormRefusal } from '#app/platform/http/form.server.ts';
import { DateInput, FormStack, Select, TextArea, TextInput } from '#app/ui/inputs.tsx';

export type ProductChoices = {
  readonly units: readonly Unit[];
  readonly taxes: readonly TaxCategory[];
  readonly accounts: readonly { code: string; name: string }[];
};

/** The values a form of this product begins with. */
export const productValues = (product: Product): Record<string, string> => ({
  code: product.code,
  name: product.name,
  description: product.description,
  unitCode: product.unitCode,
  taxCode: product.taxCode,
  accountCode: product.accountCode,
  validFromOn: product.validFromOn,
  validToOn: product.validToOn ?? '',
});

type ProductFieldsProps = {
  values: Record<string, string>;
  errors?: FormRefusal['fieldErrors'];
  choices: ProductChoices;
  /** A code is for good: it is asked for once. */
  isNew?: boolean;
};

/** Fields of a product, for a new one and for changes. */
export function ProductFields({ values, errors = {}, choices, isNew = false }: ProductFieldsProps) {
  const field = (name: string) => ({ name, defaultValue: values[name], error: errors[name] });
  return (
    <FormStack>
      {isNew && (
        <TextInput
          {...field('code')}
          label="Code"
          hint="Short, like FLY-ASH. Contracts and files name the product by it, so it never changes."
          size="medium"
          code
          autoComplete="off"
        />
      )}
      <TextInput {...field('name')} label="Name" autoComplete="off" />
      <TextArea
        {...field('description')}
        label="Words on the invoice"
        hint="What a line begins with. Empty: the name."
        optional
        rows={2}
      />
      <Select
        {...field('unitCode')}
        label="Sold by the"
        size="medium"
        options={choices.units.map((unit) => ({ value: unit.code, label: `${unit.name} (${unit.code})` }))}
      />
      <Select
        {...field('taxCode')}
        label="Tax"
        size="medium"
        options={choices.taxes.map((tax) => ({ value: tax.code, label: taxWords(tax.name, tax.rateBp) }))}
      />
      <Select
        {...field('accountCode')}
        label="Revenue goes to"
        size="medium"
        options={choices.accounts.map((account) => ({ value: account.code, label: `${account.code} ${account.name}` }))}
      />
      <DateInput {...field('validFromOn')} label="Sold from" />
      <DateInput
        {...field('validToOn')}
        label="Sold until"
        hint="The last day. Contracts that name it go on."
        optional
      />
    </FormStack>
  );
}

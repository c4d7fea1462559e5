import { knownCurrencies } from '#app/kernel/money.ts';
import { type Customer, INVOICE_PER, type InvoicePer, LANGUAGES, type Language } from '#app/modules/customers/types.ts';
import type { FormRefusal } from '#app/platform/http/form.server.ts';
import { Checkbox } from '#app/ui/choices.tsx';
import { FormStack, Select, TextArea, TextInput } from '#app/ui/inputs.tsx';
import { RiskClassSelect } from './customer-risk.tsx';
import { OfferedTerms } from './offered-terms.tsx';
import { TermsFromSelect } from './terms-fields.tsx';

const LANGUAGE_NAMES: Record<Language, string> = {
  en: 'English',
  ms: 'Malay',
  ar: 'Arabic',
  ml: 'Malayalam',
  hi: 'Hindi',
  zh: 'Chinese',
};

export const INVOICE_PER_NAMES: Record<InvoicePer, string> = {
  cycle: 'One invoice for each billing cycle',
  po: 'One invoice for each purchase order',
  site: 'One invoice for each site',
  together: 'Everything due on one invoice',
};

/** The values a form of this customer begins with. */
export const valuesOf = (customer: Customer, riskClass: string): Record<string, string> => ({
  riskClass,
  number: customer.number,
  name: customer.name,
  addressLines: customer.addressLines.join('\n'),
  country: customer.country,
  taxNumber: customer.taxNumber,
  language: customer.language,
  currency: customer.currency,
  termsFrom: customer.termsFrom ?? 'document',
  termsDays: String(customer.termsDays),
  poRequired: customer.poRequired ? 'yes' : '',
  invoicePer: customer.invoicePer ?? 'cycle',
  parentNumber: customer.parent?.number ?? '',
  discountPercent: customer.discount ? String(customer.discount.bp / 100) : '',
  discountDays: customer.discount ? String(customer.discount.days) : '',
});

/** Fields of a customer, for a new one and for changes. */
export function CustomerFields({
  values,
  errors = {},
  offered = [],
}: {
  values: Record<string, string>;
  errors?: FormRefusal['fieldErrors'];
  /** Names of the company's payment terms. */
  offered?: readonly string[];
}) {
  const field = (name: string) => ({ name, defaultValue: values[name], error: errors[name] });
  return (
    <FormStack>
      <TextInput
        {...field('number')}
        label="Customer number"
        hint="It goes on statements. Nobody else may have it."
        size="medium"
        code
      />
      <TextInput {...field('name')} label="Name on invoices" autoComplete="organization" />
      <TextArea
        {...field('addressLines')}
        label="Address"
        hint="One line each, as it goes on invoices."
        optional
        rows={4}
      />
      <TextInput {...field('country')} label="Country" hint="Two letters, like GB or MY." size="short" maxLength={2} />
      <TextInput {...field('taxNumber')} label="Tax number" optional size="medium" />
      <Select
        {...field('currency')}
        label="Currency of new invoices"
        size="medium"
        options={knownCurrencies().map((code) => ({ value: code, label: code }))}
      />
      <Select
        {...field('language')}
        label="Language of documents"
        size="medium"
        options={LANGUAGES.map((code) => ({ value: code, label: LANGUAGE_NAMES[code] }))}
      />
      <OfferedTerms {...field('offeredTerms')} offered={offered} />
      <TermsFromSelect {...field('termsFrom')} />
      <TextInput
        {...field('termsDays')}
        label="Days to pay"
        hint="So many days, or which day of the next month."
        size="short"
        inputMode="numeric"
      />
      <Select
        {...field('invoicePer')}
        label="Invoices of a billing run"
        hint="A contract may say otherwise."
        size="medium"
        options={INVOICE_PER.map((per) => ({ value: per, label: INVOICE_PER_NAMES[per] }))}
      />
      <RiskClassSelect {...field('riskClass')} />
      <AgreedFields field={field} />
      <Checkbox
        name="poRequired"
        label="This customer needs a purchase order number on every invoice"
        hint="An invoice without one cannot be issued."
        defaultChecked={values.poRequired === 'yes'}
        error={errors.poRequired}
      />
    </FormStack>
  );
}

type AgreedProps = { field: (name: string) => { name: string; defaultValue?: string; error?: string[] } };

/** What is agreed beyond the terms: a discount, and the group. */
function AgreedFields({ field }: AgreedProps) {
  return (
    <>
      <TextInput
        {...field('discountPercent')}
        label="Early-payment discount, %"
        hint="Of the gross amount. Its tax is taken back with it."
        optional
        size="short"
        inputMode="decimal"
      />
      <TextInput
        {...field('discountDays')}
        label="Discount for payment within"
        hint="Days from the invoice date."
        optional
        size="short"
        inputMode="numeric"
      />
      <TextInput
        {...field('parentNumber')}
        label="Customer number of the parent"
        hint="For a group: the parent may pay its children’s invoices, and credit may be moved between them."
        optional
        size="medium"
        code
      />
    </>
  );
}

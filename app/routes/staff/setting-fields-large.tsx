import { DOCUMENT_LANGUAGES } from '#app/modules/company/types.ts';
import { languageName } from '#app/modules/company/ui/setting-words.ts';
import type { FormRefusal } from '#app/platform/http/form.server.ts';
import { Checkbox, CheckboxGroup } from '#app/ui/choices.tsx';
import { FileInput, Select, TextArea, TextInput } from '#app/ui/inputs.tsx';
import { TermsFromSelect } from './terms-fields.tsx';

export type Wiring = {
  values: Readonly<Record<string, string>>;
  errors: FormRefusal['fieldErrors'];
};

export function LanguageFields({ values, errors }: Wiring) {
  const choices = DOCUMENT_LANGUAGES.map((code) => ({ value: code as string, label: languageName(code) }));
  return (
    <>
      <CheckboxGroup
        name="allowed"
        label="Documents go out in"
        choices={choices}
        error={errors.allowed}
        defaultValues={values.allowed?.split(',') ?? []}
      />
      <Select
        name="fallback"
        label="Everybody else gets"
        options={choices}
        error={errors.fallback}
        defaultValue={values.fallback}
      />
    </>
  );
}

const BLANK_ROWS = 2;
const ROWS_LEAST = 4;

export function TermsFields({ values, errors }: Wiring) {
  const filled = Object.keys(values).filter((name) => name.endsWith('].name') && values[name] !== '').length;
  const rows = Array.from({ length: Math.max(ROWS_LEAST, filled + BLANK_ROWS) }, (_, at) => `terms[${at}]`);
  const text = (name: string, label: string, size: 'short' | 'medium', hint?: string) => (
    <TextInput {...{ name, label, size, hint, autoComplete: 'off' }} error={errors[name]} defaultValue={values[name]} />
  );
  return rows.map((row, at) => (
    <fieldset key={row} className="field">
      <legend className="fieldset-title">{`Terms ${at + 1}`}</legend>
      <div className="form-stack">
        {text(`${row}.name`, 'Name', 'medium', 'For example 30 days, 2 % in 10. Empty: these terms go.')}
        <TermsFromSelect name={`${row}.from`} error={errors[`${row}.from`]} defaultValue={values[`${row}.from`]} />
        {text(`${row}.days`, 'Days to pay', 'short', 'So many days, or which day of the next month.')}
        {text(`${row}.discount`, 'Discount in per cent', 'short', 'Empty for none.')}
        {text(`${row}.discountDays`, 'Discount within days', 'short')}
      </div>
    </fieldset>
  ));
}

export function BrandingFields({ values, errors }: Wiring) {
  return (
    <>
      <input type="hidden" name="logo" value={values.logo ?? ''} />
      <FileInput
        name="logoFile"
        label={values.logo ? 'Another logo' : 'Logo'}
        hint="PNG, JPEG or SVG, up to 1 MB and 4,000 pixels on each side."
        optional
        accept="image/png,image/jpeg,image/svg+xml"
        error={errors.logoFile}
      />
      {values.logo && <Checkbox name="noLogo" label="Use no logo" />}
      <TextInput
        name="accentColour"
        label="Colour"
        hint="Six digits or letters a to f, such as #1d4ed8. It must be readable on white."
        size="short"
        error={errors.accentColour}
        defaultValue={values.accentColour}
      />
      <TextArea
        name="footerLines"
        label="Footer"
        hint="Up to four lines at the foot of each page: register, directors, bank supervision."
        optional
        rows={4}
        error={errors.footerLines}
        defaultValue={values.footerLines}
      />
    </>
  );
}

type SurchargeProps = Wiring & { taxes: readonly { readonly value: string; readonly label: string }[] };

/** What paying one way costs on top. */
export function SurchargeFields({ values, errors, taxes }: SurchargeProps) {
  const text = (name: string, label: string, hint: string) => (
    <TextInput {...{ name, label, hint, autoComplete: 'off' }} error={errors[name]} defaultValue={values[name]} />
  );
  return (
    <>
      <Checkbox
        name="isOn"
        label="Charge it"
        hint="Where the law lets you: many countries forbid surcharges on consumers’ cards."
        defaultChecked={values.isOn === 'yes'}
      />
      {text('percent', 'Share of the amount in per cent', 'For example 1.5, or 0.')}
      {text('fixed', 'Fixed part', 'An amount in the currency above, such as 0.30. Or 0.')}
      <Select name="taxCode" label="Tax" options={[...taxes]} error={errors.taxCode} defaultValue={values.taxCode} />
    </>
  );
}

/** How long billing and delivery may take before they are called late. */
export function DaysFields({ values, errors }: Wiring) {
  const days = (name: string, label: string, hint: string) => (
    <TextInput
      {...{ name, label, hint, inputMode: 'numeric', autoComplete: 'off', size: 'short' }}
      error={errors[name]}
      defaultValue={values[name]}
    />
  );
  return (
    <>
      {days('billedDays', 'Days to bill', 'From the end of a contract’s period to the date of its invoice.')}
      {days('deliveredDays', 'Days to deliver', 'From that date until the customer has it.')}
    </>
  );
}

import { DOCUMENT_LANGUAGES, type SettingName } from '#app/modules/company/types.ts';
import { languageName } from '#app/modules/company/ui/setting-words.ts';
import type { FormRefusal } from '#app/platform/http/form.server.ts';
import { Checkbox, CheckboxGroup } from '#app/ui/choices.tsx';
import { DateInput, FileInput, Select, TextArea, TextInput } from '#app/ui/inputs.tsx';

type Wiring = {
  values: Readonly<Record<string, string>>;
  errors: FormRefusal['fieldErrors'];
};
type FieldsProps = Wiring & { what: SettingName; zones: readonly string[] };

/** The fields of one setting, then from when and why. */
export function SettingFields({ what, zones, values, errors }: FieldsProps) {
  const wiring = { values, errors };
  return (
    <>
      <OwnFields what={what} zones={zones} {...wiring} />
      <DateInput name="fromOn" label="From" error={errors.fromOn} defaultValue={values.fromOn} />
      <TextInput name="reason" label="Why" optional error={errors.reason} defaultValue={values.reason} />
    </>
  );
}

function OwnFields({ what, zones, values, errors }: FieldsProps) {
  const text = (name: string, label: string, hint?: string, optional?: boolean) => (
    <TextInput
      {...{ name, label, hint, optional, autoComplete: 'off' }}
      error={errors[name]}
      defaultValue={values[name]}
    />
  );
  const area = (name: string, label: string, hint: string, rows: number, optional?: boolean) => (
    <TextArea {...{ name, label, hint, rows, optional }} error={errors[name]} defaultValue={values[name]} />
  );
  switch (what) {
    case 'names':
      return (
        <>
          {text('name', 'Name', 'As customers know it.')}
          {text('legalName', 'Registered name', 'As it stands on documents.')}
          {area('addressLines', 'Address', 'A line each, the country last.', 5)}
        </>
      );
    case 'tax_number':
      return text('taxNumber', 'Tax number', 'With the country’s letters in front: GB 418 2207 36.', true);
    case 'help':
      return (
        <>
          {text('name', 'Who answers', 'A person or a team.')}
          {text('email', 'E-mail', undefined, true)}
          {text('phone', 'Telephone', undefined, true)}
          {text('hours', 'Hours', 'For example Mon to Fri, 8:00 to 17:30.', true)}
        </>
      );
    case 'mail':
      return (
        <>
          {text('mailFrom', 'Mail comes from', 'For example Calder billing <billing@example.com>.')}
          {text('replyTo', 'Answers go to', 'Empty: to whom customers ask.', true)}
        </>
      );
    case 'tax_rate':
      return text('rate', 'Rate in per cent', 'For example 20 or 22.5.');
    case 'series':
      return (
        <>
          {text('prefix', 'Numbers begin with', 'Ends with a letter, dot, dash or slash: INV- or 2027/.')}
          {text('pad', 'Digits at least', 'Shorter numbers get zeros in front.')}
        </>
      );
    case 'time_zone':
      return (
        <Select
          name="timeZone"
          label="Time zone"
          options={zones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
          error={errors.timeZone}
          defaultValue={values.timeZone}
        />
      );
    case 'languages':
      return <LanguageFields values={values} errors={errors} />;
    case 'terms':
      return <TermsFields values={values} errors={errors} />;
    case 'branding':
      return <BrandingFields values={values} errors={errors} />;
  }
}

function LanguageFields({ values, errors }: Wiring) {
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

function TermsFields({ values, errors }: Wiring) {
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
        {text(`${row}.days`, 'Due after days', 'short')}
        {text(`${row}.discount`, 'Discount in per cent', 'short', 'Empty for none.')}
        {text(`${row}.discountDays`, 'Discount within days', 'short')}
      </div>
    </fieldset>
  ));
}

function BrandingFields({ values, errors }: Wiring) {
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

import type { SettingName } from '#app/modules/company/types.ts';
import { DateInput, Select, TextArea, TextInput } from '#app/ui/inputs.tsx';
import {
  BrandingFields,
  DaysFields,
  LanguageFields,
  SurchargeFields,
  TermsFields,
  type Wiring,
} from './setting-fields-large.tsx';

type FieldsProps = Wiring & { what: SettingName; zones: readonly string[]; taxes: readonly Choice[] };
type Choice = { readonly value: string; readonly label: string };

/** The fields of one setting, then from when and why. */
export function SettingFields({ what, zones, taxes, values, errors }: FieldsProps) {
  const wiring = { values, errors };
  return (
    <>
      {what === 'surcharge' ? (
        <SurchargeFields taxes={taxes} {...wiring} />
      ) : what === 'days_allowed' ? (
        <DaysFields {...wiring} />
      ) : (
        <OwnFields what={what} zones={zones} {...wiring} />
      )}
      <DateInput name="fromOn" label="From" error={errors.fromOn} defaultValue={values.fromOn} />
      <TextInput name="reason" label="Why" optional error={errors.reason} defaultValue={values.reason} />
    </>
  );
}

type OwnProps = Omit<FieldsProps, 'what' | 'taxes'> & { what: Exclude<SettingName, 'surcharge' | 'days_allowed'> };

function OwnFields({ what, zones, values, errors }: OwnProps) {
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
          {text(
            'mailFrom',
            'Mail comes from',
            'For example Calder billing <billing@example.com>. First have the mail service confirm the domain (its SPF and DKIM records): until then it refuses mail from it. Below stands what it says of the domain in use.',
          )}
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

import type { FieldErrors } from '#app/ui/field.tsx';
import { TextInput } from '#app/ui/inputs.tsx';

type Props = { values: Readonly<Record<string, string | readonly string[] | undefined>>; errors: FieldErrors };

/** What e-invoices say of a party beyond name and tax number; the same for the seller and for a customer. */
export function PartyFields({ values, errors }: Props) {
  const field = (name: string, label: string, more: { hint?: string; size?: 'short' | 'medium' } = {}) => (
    <TextInput
      {...{ name, label, hint: more.hint, size: more.size ?? 'medium', autoComplete: 'off' }}
      optional
      defaultValue={values[name] as string | undefined}
      error={errors[name]}
    />
  );
  return (
    <>
      {field('endpointScheme', 'List of the electronic address', {
        hint: 'The code of the list, like 0088 for a GLN or 0230 in Malaysia.',
        size: 'short',
      })}
      {field('endpointId', 'Electronic address', { hint: 'Where a network such as Peppol delivers to.' })}
      {field('registrationScheme', 'List of the registration number', {
        hint: 'Leave it empty where the register of the country is meant.',
        size: 'short',
      })}
      {field('registrationId', 'Registration number', { hint: 'Of the company register; in Malaysia the BRN.' })}
      {field('tin', 'Tax identification number', { hint: 'Only where it is another than the tax number on invoices.' })}
      {field('street', 'Street', { hint: 'Leave street, city and postcode empty to use the address on invoices.' })}
      {field('city', 'City')}
      {field('postcode', 'Postcode', { size: 'short' })}
      {field('region', 'Region or state', { size: 'short' })}
    </>
  );
}

import type { FieldErrors } from '#app/ui/field.tsx';
import { DateInput, FormStack, TextArea, TextInput } from '#app/ui/inputs.tsx';

type DraftFieldsProps = { values: Record<string, string>; errors: FieldErrors; poRequired: boolean };

/** Everything of an invoice that is not a line. */
export function DraftFields({ values, errors, poRequired }: DraftFieldsProps) {
  const field = (name: string) => ({ name, defaultValue: values[name], error: errors[name] });
  return (
    <FormStack>
      <TextInput
        {...field('title')}
        label="Title"
        hint="What the customer reads first, like “Fly ash, week 45”."
        optional
      />
      <TextInput
        {...field('poNumber')}
        label="Purchase order number"
        hint={poRequired ? 'This customer needs one on every invoice.' : undefined}
        optional={!poRequired}
        size="medium"
        autoComplete="off"
      />
      <div className="flex flex-wrap gap-6">
        <DateInput {...field('documentOn')} label="Invoice date" />
        <DateInput {...field('dueOn')} label="Due" />
        <DateInput {...field('serviceFromOn')} label="Service from" optional />
        <DateInput {...field('serviceToOn')} label="Service to" optional />
      </div>
      <TextArea {...field('note')} label="Note to the customer" optional rows={3} />
    </FormStack>
  );
}

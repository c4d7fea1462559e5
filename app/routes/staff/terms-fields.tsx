import type { TermsFrom } from '#app/kernel/payment-terms.ts';
import { Select } from '#app/ui/inputs.tsx';

const FROM_NAMES: Readonly<Record<TermsFrom, string>> = {
  document: 'Days from the invoice date',
  month_end: 'Days from the end of its month',
  next_month: 'A day of the next month',
};

/** What the number beside it counts from. */
export function TermsFromSelect({ name, ...field }: { name: string; defaultValue?: string; error?: string[] }) {
  return (
    <Select
      {...field}
      name={name}
      label="Due, counted as"
      size="medium"
      options={Object.entries(FROM_NAMES).map(([value, label]) => ({ value, label }))}
    />
  );
}

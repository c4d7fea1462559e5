import { Select } from '#app/ui/inputs.tsx';

type OfferedProps = { name: string; defaultValue?: string; error?: string[]; offered: readonly string[] };

/** The company's payment terms by name, where there are any to choose. */
export function OfferedTerms({ offered, ...field }: OfferedProps) {
  if (offered.length === 0) return null;
  return (
    <Select
      {...field}
      label="Terms we offer"
      hint="Chosen here, they take the place of the days and the discount below."
      placeholder="As written below"
      options={offered.map((name) => ({ value: name, label: name }))}
      size="medium"
    />
  );
}

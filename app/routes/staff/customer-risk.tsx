import { RISK_CLASSES, type RiskClass } from '#app/modules/customers/types.ts';
import { Select } from '#app/ui/inputs.tsx';

export const RISK_CLASS_NAMES: Readonly<Record<RiskClass, string>> = { low: 'Low', normal: 'Normal', high: 'High' };

/** How sure we are of being paid: the policies of payment plans ask for it, and the customer never sees it. */
export function RiskClassSelect(field: { name: string; defaultValue?: string; error?: string[] }) {
  return (
    <Select
      {...field}
      defaultValue={field.defaultValue ?? 'normal'}
      label="Risk class"
      hint="Payment plans may be open to some classes only. The customer never sees it."
      size="medium"
      options={RISK_CLASSES.map((value) => ({ value, label: RISK_CLASS_NAMES[value] }))}
    />
  );
}

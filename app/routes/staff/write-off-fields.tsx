import type { Currency } from '#app/kernel/money.ts';
import type { AdjustmentReason } from '#app/modules/adjustments/types.ts';
import { RadioGroup } from '#app/ui/choices.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { DateInput, FormStack, MoneyInput, Select, TextArea } from '#app/ui/inputs.tsx';

type FieldsProps = {
  readonly values: Record<string, string>;
  readonly errors: FieldErrors;
  readonly reasons: readonly AdjustmentReason[];
  readonly currency: Currency;
  readonly latest: string;
};

/** Amount, who bears it, reason and day of a write-off. */
export function WriteOffFields({ values, errors, reasons, currency, latest }: FieldsProps) {
  const field = (name: string) => ({ name, defaultValue: values[name], error: errors[name] });
  return (
    <FormStack>
      <MoneyInput {...field('amount')} label="Amount, tax included" currency={currency} />
      <Against value={values.against} error={errors.against} />
      <ReasonFields values={values} errors={errors} reasons={reasons} />
      <DateInput {...field('effectiveOn')} label="Day it counts" max={latest} />
    </FormStack>
  );
}

/** What bears the loss. */
export function Against({ value, error }: { value: string | undefined; error: readonly string[] | undefined }) {
  return (
    <RadioGroup
      name="against"
      label="Borne by"
      error={error}
      defaultValue={value}
      choices={[
        { value: 'expense', label: 'Credit losses (6100)', hint: 'This year’s result.' },
        {
          value: 'allowance',
          label: 'Loss allowance (1190)',
          hint: 'What was set aside for it before, as far as it goes.',
        },
        {
          value: 'beyond-allowance',
          label: 'Loss allowance, even beyond it',
          hint: 'Build the rest before the year is closed.',
        },
      ]}
    />
  );
}

type ReasonProps = Pick<FieldsProps, 'values' | 'errors' | 'reasons'>;

/** Why: a code for the reports and a sentence for whoever decides. */
export function ReasonFields({ values, errors, reasons }: ReasonProps) {
  return (
    <>
      <Select
        name="reasonCode"
        label="Reason"
        placeholder="Choose a reason"
        size="medium"
        defaultValue={values.reasonCode}
        error={errors.reasonCode}
        options={reasons.map((reason) => ({ value: reason.code, label: reason.label }))}
      />
      <TextArea
        name="reason"
        label="Note"
        hint="Whoever approves it reads this, and whoever looks at it later."
        rows={3}
        defaultValue={values.reason}
        error={errors.reason}
      />
    </>
  );
}

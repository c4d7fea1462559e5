import type { Currency } from '#app/kernel/money.ts';
import type { DeductionCode } from '#app/modules/cash-application/queries/deduction-codes.server.ts';
import type { OpenItem } from '#app/modules/ledger/types.ts';
import type { FieldErrors } from '#app/ui/field.tsx';
import { MoneyInput, Select } from '#app/ui/inputs.tsx';
import { REDUCTION_WORDS } from './reduction-words.ts';
import { restAmountName, restName } from './split-names.ts';

type RestProps = {
  item: OpenItem;
  codes: readonly DeductionCode[];
  values: Record<string, string>;
  errors: FieldErrors;
  currency: Currency;
};

/** What is short on an item and how much of it; the amount empty is all that the money leaves. */
export function RestCell({ item, codes, values, errors, currency }: RestProps) {
  const [kind, amount] = [restName(item.id), restAmountName(item.id)];
  return (
    <div className="flex min-w-45 flex-col gap-2">
      <Select
        name={kind}
        label={`What is short on ${item.number}`}
        labelHidden
        placeholder="Stays open"
        options={restOptions(codes)}
        defaultValue={values[kind] ?? ''}
        error={errors[kind]}
      />
      <MoneyInput
        name={amount}
        label={`How much is short on ${item.number}`}
        labelHidden
        placeholder={`all that is left, ${currency}`}
        defaultValue={values[amount]}
        error={errors[amount]}
      />
    </div>
  );
}

const restOptions = (codes: readonly DeductionCode[]) => [
  ...(['discount', 'withholding', 'bank_charge', 'small_difference'] as const).map((kind) => ({
    value: kind as string,
    label: REDUCTION_WORDS[kind],
  })),
  ...codes.map(({ code, label }) => ({ value: `deduction:${code}`, label: `Deduction: ${label}` })),
];

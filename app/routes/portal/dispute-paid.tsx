import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { Disclosure } from '#app/ui/disclosure.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { DateInput, FormStack, MoneyInput, TextInput } from '#app/ui/inputs.tsx';
import { ALREADY_PAID } from './dispute-fields.ts';

/** A reason in the customer's words. */
export type ReasonChoice = { readonly code: string; readonly words: string };

type PaidProps = {
  reasons: readonly ReasonChoice[];
  currency: Currency;
  errors: FieldErrors;
  values: Readonly<Record<string, string>>;
  today: PlainDate;
};

/** Where the money was paid: on which day, how much, with which reference. */
export function PaidAlready({ reasons, currency, errors, values, today }: PaidProps) {
  const reason = reasons.find(({ code }) => code === ALREADY_PAID);
  if (!reason) return null;
  const isOpen = values.reason === ALREADY_PAID || Boolean(errors.paidOn ?? errors.paidAmount);
  return (
    <Disclosure shut="If it is paid already" startOpen={isOpen}>
      <FormStack>
        <DateInput
          name="paidOn"
          label="On which day did you pay?"
          hint={`Needed for “${reason.words}”, as is the amount.`}
          error={errors.paidOn}
          defaultValue={values.paidOn}
          max={today}
        />
        <MoneyInput
          name="paidAmount"
          label="How much did you pay?"
          currency={currency}
          error={errors.paidAmount}
          defaultValue={values.paidAmount}
        />
        <TextInput
          name="paidReference"
          label="What did you write as the reference?"
          optional
          error={errors.paidReference}
          defaultValue={values.paidReference}
          maxLength={200}
        />
      </FormStack>
    </Disclosure>
  );
}

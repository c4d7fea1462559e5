import { Form } from 'react-router';
import { formatMoney } from '#app/kernel/format-money.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { PROMISE_SOURCES } from '#app/modules/collections/types.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { CheckboxGroup, RadioGroup } from '#app/ui/choices.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { DateInput, FormStack, MoneyInput, Select, TextArea } from '#app/ui/inputs.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import type { NamedDebt } from './customer-askable.tsx';
import { SOURCE_NAMES } from './promise-words.ts';

export type PromiseResult = {
  intent: string;
  fieldErrors: Record<string, string[]>;
  values: Record<string, unknown>;
} | null;

/** What was typed before a form was refused. */
export const typed = (result: PromiseResult, name: string): string | undefined =>
  result ? String(result.values[name] ?? '') : undefined;

type NewProps = {
  currencies: readonly Currency[];
  currency: Currency;
  today: PlainDate;
  debts: readonly NamedDebt[];
  result: PromiseResult;
};

/** Amount, day, how it was said; and which invoices, where they named some. */
export function NewPromise({ currencies, currency, today, debts, result }: NewProps) {
  const locale = useLocale();
  const errors = result?.fieldErrors ?? {};
  return (
    <Form method="post" noValidate>
      <FormStack>
        <Select
          name="currency"
          label="Currency"
          options={currencies.map((one) => ({ value: one, label: one }))}
          defaultValue={typed(result, 'currency') ?? currency}
        />
        <MoneyInput
          name="amount"
          label="Amount promised"
          error={errors.amount}
          defaultValue={typed(result, 'amount')}
        />
        <DateInput
          name="promisedOn"
          label="By which day"
          error={errors.promisedOn}
          defaultValue={typed(result, 'promisedOn')}
          min={today}
        />
        <RadioGroup
          name="source"
          label="How they said it"
          error={errors.source}
          defaultValue={typed(result, 'source') ?? 'phone'}
          choices={PROMISE_SOURCES.map((source) => ({ value: source, label: SOURCE_NAMES[source] }))}
        />
        {debts.length > 0 && (
          <Disclosure shut="Only some invoices">
            <CheckboxGroup
              name="item"
              label="Which invoices it is about"
              hint="None: whatever is oldest."
              choices={debts.map((debt) => ({
                value: debt.itemId,
                label: `${debt.number}, ${formatMoney(money(debt.residualMinor, debt.currency), locale, { style: 'code' })}`,
              }))}
            />
          </Disclosure>
        )}
        <TextArea name="note" label="Note" rows={2} maxLength={1_000} defaultValue={typed(result, 'note')} />
        <ButtonRow>
          <Button name="intent" value="promise" busy="Saving…">
            Save promise
          </Button>
        </ButtonRow>
      </FormStack>
    </Form>
  );
}

import { formatMoney } from '#app/kernel/format-money.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { OwnPromise } from '#app/modules/collections/queries/portal-promises.server.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DateInput, FormStack, MoneyInput, Select, TextArea } from '#app/ui/inputs.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { Note } from '#app/ui/message.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';

/** What the customer has said they will pay, while its day has not passed. */
export function OwnPromises({ promises }: { promises: readonly OwnPromise[] }) {
  return promises.map((promise) => (
    <Note key={promise.id}>
      You told us that you will pay <MoneyText money={money(promise.amountMinor, promise.currency)} /> by{' '}
      <DateText date={promise.promisedOn} weekday />. We do not remind you of it before. If that day changes, please
      tell us.
    </Note>
  ));
}

type FieldsProps = {
  today: PlainDate;
  lastOn: PlainDate;
  chosen: { currency: Currency; minor: bigint };
  owed: readonly { currency: Currency; minor: bigint }[];
  errors: Record<string, string[]>;
  values: Record<string, string>;
};

export function PromiseFields({ today, lastOn, chosen, owed, errors, values }: FieldsProps) {
  const locale = useLocale();
  return (
    <FormStack>
      {owed.length > 1 ? (
        <Select
          name="currency"
          label="In which currency?"
          options={owed.map((one) => ({ value: one.currency, label: one.currency }))}
          defaultValue={values.currency ?? chosen.currency}
        />
      ) : (
        <input type="hidden" name="currency" value={chosen.currency} />
      )}
      <DateInput
        name="promisedOn"
        label="On which day will you pay?"
        error={errors.promisedOn}
        defaultValue={values.promisedOn}
        min={today}
        max={lastOn}
      />
      <MoneyInput
        name="amount"
        label="How much?"
        {...(owed.length > 1 ? {} : { currency: chosen.currency })}
        error={errors.amount}
        defaultValue={values.amount ?? formatMoney(money(chosen.minor, chosen.currency), locale, { style: 'bare' })}
      />
      <TextArea
        name="note"
        label="Anything we should know"
        hint="You need not write anything."
        error={errors.note}
        defaultValue={values.note}
        rows={2}
        maxLength={1_000}
      />
      <ButtonRow>
        <Button busy="Sending…">Promise this day</Button>
      </ButtonRow>
    </FormStack>
  );
}

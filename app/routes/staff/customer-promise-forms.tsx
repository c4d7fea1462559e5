import { Form } from 'react-router';
import { formatMoney } from '#app/kernel/format-money.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { reminderGroupOf } from '#app/modules/collections/queries/customer-collections.server.ts';
import { PROMISE_SOURCES, type PromiseRow } from '#app/modules/collections/types.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { CheckboxGroup, RadioGroup } from '#app/ui/choices.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { DateInput, FormStack, MoneyInput, Select, TextArea, TextInput } from '#app/ui/inputs.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import type { NamedDebt } from './customer-askable.tsx';
import { SOURCE_NAMES } from './promise-words.ts';

export type PromiseResult = {
  intent: string;
  fieldErrors: Record<string, string[]>;
  values: Record<string, unknown>;
} | null;

const typed = (result: PromiseResult, name: string): string | undefined =>
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

/** An open promise can be moved or taken back; a decided one stays as it is. */
export function PromiseActs({
  promise,
  today,
  result,
}: {
  promise: PromiseRow;
  today: PlainDate;
  result: PromiseResult;
}) {
  const locale = useLocale();
  if (promise.state !== 'open') return null;
  const field = (name: string) => `${name}-${promise.id}`;
  const errors = result?.fieldErrors ?? {};
  const isMine = Object.keys(errors).some((name) => name.endsWith(promise.id));
  const of = formatMoney(money(promise.amountMinor, promise.currency), locale);
  return (
    <Disclosure shut="Change" startOpen={isMine}>
      <Form method="post" noValidate>
        <input type="hidden" name="id" value={promise.id} />
        <FormStack>
          <MoneyInput
            name={field('amount')}
            label={`New amount instead of ${of}`}
            currency={promise.currency}
            error={errors[field('amount')]}
            defaultValue={
              (isMine ? typed(result, field('amount')) : undefined) ??
              formatMoney(money(promise.amountMinor, promise.currency), locale, { style: 'bare' })
            }
          />
          <DateInput
            name={field('promisedOn')}
            label={`New day of ${of}`}
            error={errors[field('promisedOn')]}
            defaultValue={(isMine ? typed(result, field('promisedOn')) : undefined) ?? promise.promisedOn}
            min={today}
          />
          <TextInput
            name={field('reason')}
            label={`Why, ${of}`}
            error={errors[field('reason')]}
            defaultValue={isMine ? typed(result, field('reason')) : undefined}
            maxLength={500}
          />
          <ButtonRow>
            <Button small name="intent" value="change" busy="Saving…">
              Move promise
            </Button>
            <Button small variant="quiet" name="intent" value="withdraw" busy="Saving…">
              Take it back
            </Button>
          </ButtonRow>
        </FormStack>
      </Form>
    </Disclosure>
  );
}

type SettingProps = {
  reminders: Awaited<ReturnType<typeof reminderGroupOf>>;
  today: PlainDate;
  mayDo: boolean;
  result: PromiseResult;
};

const GROUPS = [
  { value: 'standard', label: 'The standard ones' },
  { value: 'gentle', label: 'The gentle ones', hint: 'Later and fewer, for customers with a reason.' },
  { value: 'none', label: 'None', hint: 'Somebody speaks with them instead.' },
];

/** Standard, gentle or none; and a day up to which none leave. */
export function ReminderSetting({ reminders, today, mayDo, result }: SettingProps) {
  const { group, heldUntil, reason, changedByName } = reminders;
  if (!mayDo)
    return (
      <p>
        {GROUPS.find((one) => one.value === group)?.label}
        {heldUntil && heldUntil >= today && (
          <>
            , held until <DateText date={heldUntil} weekday />
          </>
        )}
        . {reason}
      </p>
    );
  return (
    <Form method="post" noValidate>
      <FormStack>
        <RadioGroup
          name="group"
          label="Reminders"
          error={result?.fieldErrors.group}
          defaultValue={typed(result, 'group') ?? group}
          choices={GROUPS}
        />
        <DateInput
          name="heldUntil"
          label="Hold all reminders until"
          hint="Leave it empty to hold none."
          error={result?.fieldErrors.heldUntil}
          defaultValue={typed(result, 'heldUntil') ?? heldUntil ?? ''}
        />
        <TextInput
          name="reason"
          label="Why they get other reminders"
          hint={changedByName ? `Last set by ${changedByName}.` : undefined}
          error={result?.fieldErrors.reason}
          defaultValue={typed(result, 'reason') ?? reason}
          maxLength={500}
        />
        <ButtonRow>
          <Button variant="second" name="intent" value="reminders" busy="Saving…">
            Save reminders
          </Button>
        </ButtonRow>
      </FormStack>
    </Form>
  );
}

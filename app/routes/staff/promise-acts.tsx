import { Form } from 'react-router';
import { formatMoney } from '#app/kernel/format-money.ts';
import { money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { PromiseRow } from '#app/modules/collections/types.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { DateInput, FormStack, MoneyInput, TextInput } from '#app/ui/inputs.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { type PromiseResult, typed } from './customer-promise-forms.tsx';

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

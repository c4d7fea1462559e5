import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { OpenItem } from '#app/modules/ledger/types.ts';
import type { PaymentMethod } from '#app/modules/payments/types.ts';
import { Checkbox, RadioGroup } from '#app/ui/choices.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { DateInput, FormStack, MoneyInput, TextInput } from '#app/ui/inputs.tsx';
import { ItemAmounts } from './item-amounts.tsx';
import { METHOD_WORDS } from './list-views.ts';

type FieldsProps = { values: Record<string, string>; errors: FieldErrors; currency: Currency; today: PlainDate };

/** Amount, day, how it came, and the words on it. */
export function PaymentFields({
  values,
  errors,
  currency,
  today,
  methods,
}: FieldsProps & { methods: readonly PaymentMethod[] }) {
  const field = (name: string) => ({ name, defaultValue: values[name], error: errors[name] });
  return (
    <FormStack>
      <MoneyInput {...field('amount')} label="Amount" currency={currency} />
      <DateInput {...field('receivedOn')} label="Received" max={today} />
      <DateInput
        {...field('valueOn')}
        label="Value date, if it is another day"
        hint="The day from which the money counts for the customer. Interest stops there."
        optional
      />
      <RadioGroup
        {...field('method')}
        label="How it came"
        hint={
          <>
            A cheque is <Link to="/staff/cheques/new">received in the register of cheques</Link>.
          </>
        }
        defaultValue={values.method}
        choices={methods.map((method) => ({ value: method, label: METHOD_WORDS[method] }))}
      />
      <TextInput
        {...field('reference')}
        label="Reference"
        hint="What the bank line or the slip says."
        optional
        size="medium"
        autoComplete="off"
      />
      <TextInput
        {...field('payerName')}
        label="Payer, if it is somebody else"
        optional
        size="medium"
        autoComplete="off"
      />
      <TextInput {...field('note')} label="Note" optional autoComplete="off" />
      {errors.acceptSuspicion && (
        <Checkbox
          name="acceptSuspicion"
          label="Record it anyway: it is another payment"
          error={errors.acceptSuspicion}
        />
      )}
      {!errors.acceptSuspicion && values.acceptSuspicion === 'yes' && (
        <input type="hidden" name="acceptSuspicion" value="yes" />
      )}
      <Checkbox name="sendReceipt" label="Send a receipt" defaultChecked={values.sendReceipt === 'yes'} />
    </FormStack>
  );
}

type HowProps = FieldsProps & {
  items: readonly OpenItem[];
  /** The page's own table of items, where it names differences too. */
  children?: ReactNode;
};

/** Oldest first, exactly, chosen, or on account; and what happens to a rest. */
export function HowItPays({ values, errors, items, currency, today, children }: HowProps) {
  return (
    <>
      <div className="panel-pad">
        <FormStack>
          <RadioGroup
            name="how"
            label="Set it against"
            error={errors.how}
            defaultValue={values.how}
            choices={[
              {
                value: 'oldest-first',
                label: 'The oldest first',
                hint: 'By due date, then number. What is on hold is left out.',
              },
              {
                value: 'exact',
                label: 'What adds up exactly',
                hint: 'One invoice of this amount, or a set that sums to it.',
              },
              { value: 'chosen', label: 'The amounts typed below' },
              { value: 'none', label: 'Nothing yet', hint: 'All of it stays on the customer’s account.' },
            ]}
          />
          <Checkbox
            name="keepRest"
            label="Leave a rest on the customer’s account"
            hint="Otherwise recording stops when something is left over."
            error={errors.keepRest}
            defaultChecked={values.keepRest === 'yes'}
          />
          {children && (
            <Checkbox
              name="clearRest"
              label="Clear a rest as a small difference"
              hint="Up to the amount the company has set."
              error={errors.clearRest}
              defaultChecked={values.clearRest === 'yes'}
            />
          )}
        </FormStack>
      </div>
      {children ?? <ItemAmounts items={items} values={values} errors={errors} currency={currency} today={today} />}
    </>
  );
}

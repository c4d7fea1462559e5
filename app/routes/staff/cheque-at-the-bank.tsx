import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { Custodian, Instrument } from '#app/modules/instruments/types.ts';
import { Checkbox } from '#app/ui/choices.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { DateInput, MoneyInput, TextInput } from '#app/ui/inputs.tsx';
import { FoldedForm } from './folded-form.tsx';

/** What the forms of a cheque's page are given. */
export type ActionsProps = {
  cheque: Instrument;
  today: PlainDate;
  may: { keep: boolean; return: boolean; followUp: boolean };
  colleagues: readonly Custodian[];
  errors: FieldErrors;
  values: Record<string, string>;
};

/** The bank has paid it. */
export function ClearForm({ cheque, today, errors, values }: ActionsProps) {
  return (
    <FoldedForm title="It cleared" open={Boolean(errors.clearedOn)} intent="clear" label="Mark as cleared">
      <DateInput
        name="clearedOn"
        label="Cleared on"
        defaultValue={values.clearedOn ?? today}
        error={errors.clearedOn}
        min={cheque.bankedOn ?? undefined}
        max={today}
      />
    </FoldedForm>
  );
}

/** It was not paid: when, why, and what our bank took for it. */
export function ReturnForm({ cheque, today, errors, values }: ActionsProps) {
  const wasBanked = cheque.state !== 'in_hand';
  const open = Boolean(errors.returnedOn || errors.returnReason || errors.charge || errors.chargeOn);
  const field = (name: string) => ({ name, defaultValue: values[name], error: errors[name] });
  return (
    <FoldedForm title="It came back" open={open} intent="return" label="Record that it came back" danger>
      <DateInput {...field('returnedOn')} label="Came back on" defaultValue={values.returnedOn ?? today} max={today} />
      <TextInput
        {...field('returnReason')}
        label="Why"
        hint="As the bank gives it: the customer reads this. For example: refer to drawer."
        autoComplete="off"
      />
      {wasBanked && (
        <>
          <MoneyInput {...field('charge')} label="What our bank took for it" currency={cheque.currency} optional />
          <Checkbox
            name="chargeOn"
            label="Bill the customer for that, with a debit note"
            error={errors.chargeOn}
            defaultChecked={values.chargeOn === 'yes'}
          />
        </>
      )}
    </FoldedForm>
  );
}

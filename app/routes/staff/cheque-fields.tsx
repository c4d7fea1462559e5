import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { Custodian } from '#app/modules/instruments/types.ts';
import { Checkbox } from '#app/ui/choices.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { DateInput, FileInput, FormStack, MoneyInput, TextInput } from '#app/ui/inputs.tsx';
import { PHOTO_TYPES } from './cheque-photo-parts.tsx';

type FieldsProps = {
  values: Record<string, string>;
  errors: FieldErrors;
  currency: Currency;
  today: PlainDate;
  colleagues: readonly Custodian[];
};

/** What is read off a cheque, when it came, and who keeps it. */
export function ChequeFields({ values, errors, currency, today, colleagues }: FieldsProps) {
  const field = (name: string) => ({ name, defaultValue: values[name], error: errors[name] });
  return (
    <FormStack>
      <MoneyInput {...field('amount')} label="Amount" currency={currency} />
      <TextInput {...field('chequeNo')} label="Cheque number" code size="medium" autoComplete="off" />
      <TextInput {...field('bankName')} label="Bank it is drawn on" size="medium" autoComplete="off" />
      <TextInput
        {...field('drawerName')}
        label="Drawn by, if it is somebody else"
        optional
        size="medium"
        autoComplete="off"
      />
      <DateInput
        {...field('datedOn')}
        label="Dated"
        hint="After the day it was received it is post-dated: no payment yet, and what it is meant for is not chased."
      />
      <DateInput {...field('receivedOn')} label="Received" max={today} />
      <TextInput {...field('receivedTime')} type="time" label="At" size="short" />
      <CustodianInput {...field('custodian')} colleagues={colleagues} />
      <TextInput {...field('note')} label="Note" optional autoComplete="off" />
      {errors.acceptSuspicion && (
        <Checkbox
          name="acceptSuspicion"
          label="Receive it anyway: it is another cheque, or the same one again"
          error={errors.acceptSuspicion}
        />
      )}
      {!errors.acceptSuspicion && values.acceptSuspicion === 'yes' && (
        <input type="hidden" name="acceptSuspicion" value="yes" />
      )}
      <FileInput
        name="photo"
        label="Picture of the cheque"
        optional
        hint="JPEG, PNG or WebP, 10 MB at most. Seen by colleagues only. Choose it again if the form comes back."
        accept={PHOTO_TYPES}
        error={errors.photo}
      />
      <Checkbox
        name="sendReceipt"
        label="Send the provisional receipt"
        hint="A post-dated cheque’s is sent when it becomes a payment."
        defaultChecked={values.sendReceipt === 'yes'}
      />
    </FormStack>
  );
}

type CustodianProps = {
  name: string;
  defaultValue: string | undefined;
  error: readonly string[] | undefined;
  colleagues: readonly Custodian[];
};

/** Who keeps it: a colleague from the list, or any name or place. */
export function CustodianInput({ colleagues, ...field }: CustodianProps) {
  return (
    <>
      <TextInput
        {...field}
        label="Kept by"
        hint="A colleague, or a place: Safe, second floor."
        size="medium"
        autoComplete="off"
        list="custodians"
      />
      <datalist id="custodians">
        {colleagues.map((one) => (
          <option key={one.id} value={one.name} />
        ))}
      </datalist>
    </>
  );
}

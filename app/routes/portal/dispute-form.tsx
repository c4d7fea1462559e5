import type { ReactNode } from 'react';
import { Form, Link } from 'react-router';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choices.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { FormStack, TextArea } from '#app/ui/inputs.tsx';
import { TEXT_MAX, WISH_MAX } from './dispute-fields.ts';
import { ProofFiles } from './dispute-files.tsx';
import { WhatIsWrong, type WhatProps } from './dispute-lines.tsx';
import { PaidAlready, type ReasonChoice } from './dispute-paid.tsx';

type DisputeFormProps = Pick<WhatProps, 'lines' | 'currency' | 'wholeMinor' | 'from'> & {
  idempotencyKey: string;
  reasons: readonly ReasonChoice[];
  /** Whether something of the invoice is still to be paid: then the rest can be paid in the same step. */
  isOpen: boolean;
  mayPay: boolean;
  /** The reader came from the page that pays. */
  paysFirst: boolean;
  today: PlainDate;
  questionHref: string;
  errors: FieldErrors;
  values: Readonly<Record<string, string>>;
  /** Receipts that may be the payment; shown once it was said to be paid. */
  found?: ReactNode;
};

/** Says what is wrong with an invoice: why, how much of it, in words, with proof. Works without script, in one step. */
export function DisputeForm(props: DisputeFormProps) {
  const { idempotencyKey, reasons, errors, values, questionHref, found } = props;
  return (
    <Form method="post" encType="multipart/form-data" noValidate>
      <input type="hidden" name="key" value={values.key ?? idempotencyKey} />
      {found && <input type="hidden" name="looked" value="yes" />}
      {found}
      <FormStack>
        <RadioGroup
          name="reason"
          label="What is wrong?"
          hint={
            <>
              Nothing is wrong and you only want to know something? <Link to={questionHref}>Ask a question</Link>
            </>
          }
          error={errors.reason}
          defaultValue={values.reason ?? ''}
          choices={reasons.map(({ code, words }) => ({ value: code, label: words }))}
        />
        <WhatIsWrong {...props} />
        <TextArea
          name="text"
          label="Tell us what is wrong"
          hint="A sentence or two is enough."
          error={errors.text}
          defaultValue={values.text}
          rows={5}
          maxLength={TEXT_MAX}
        />
        <TextArea
          name="wish"
          label="What do you expect from us?"
          optional
          error={errors.wish}
          defaultValue={values.wish}
          rows={2}
          maxLength={WISH_MAX}
        />
        <PaidAlready {...props} />
        <ProofFiles error={errors.files as string[] | undefined} />
        <Send {...props} />
      </FormStack>
    </Form>
  );
}

function Send({ isOpen, mayPay, paysFirst, found }: DisputeFormProps) {
  const stay = (
    <Button name="next" value="stay" variant={paysFirst ? 'second' : undefined} busy="Sending…">
      {found ? 'None of these, send it' : 'Send'}
    </Button>
  );
  if (!isOpen || !mayPay) return <ButtonRow>{stay}</ButtonRow>;
  const pay = (
    <Button name="next" value="pay" variant={paysFirst ? undefined : 'second'} busy="Sending…">
      Send and pay the rest
    </Button>
  );
  return (
    <ButtonRow>
      {paysFirst && pay}
      {stay}
      {!paysFirst && pay}
    </ButtonRow>
  );
}

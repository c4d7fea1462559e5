import { Form, Link } from 'react-router';
import { Button, ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { InstantText } from '#app/ui/date-text.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { FormStack, TextInput } from '#app/ui/inputs.tsx';
import type { EinvoiceRow } from '#app/workflows/einvoice-board.server.ts';

export type DoingProps = {
  row: EinvoiceRow;
  /** What the format is called; it stands in each button, so that no two are named alike. */
  name: string;
  invoiceId: string;
  zone: string;
  now: Date;
  maySend: boolean;
  errors: FieldErrors;
  value: string;
};

/** What can be done with one format of an invoice as it stands. */
export function Doing({ row, invoiceId, zone, now, maySend, errors, value, name }: DoingProps) {
  const { profile, file, missing, validation } = row;
  const isOver = file !== null && (file.state === 'rejected' || file.state === 'cancelled');
  const canMake = missing.length === 0 && validation.word !== 'invalid';
  const button = (intent: string, words: string) => (
    <Form method="post">
      <input type="hidden" name="profile" value={profile} />
      <Button name="intent" value={intent} variant="second" small busy="Working…">
        {words}
      </Button>
    </Form>
  );
  const open = file?.cancelUntil && file.cancelUntil > now ? file.cancelUntil : null;
  return (
    <>
      <ButtonRow>
        {file && (
          <LinkButton to={`/staff/invoices/${invoiceId}/einvoices/${profile}`} download variant="second">
            Download {name}
          </LinkButton>
        )}
        {maySend && !file && canMake && button('make', `Make ${name}`)}
        {maySend && isOver && canMake && button('again', `Make ${name} again`)}
        {maySend && file?.state === 'made' && button('send', `Send ${name}`)}
        {maySend && file?.state === 'sent' && button('look', `Look for the answer on ${name}`)}
      </ButtonRow>
      {maySend && file?.state === 'sent' && (
        <Disclosure shut={`Note what the network said of ${name}`}>
          <StepForm
            {...{ profile, name, errors, value, steps: ['accepted', 'rejected'] }}
            hint="A rejection needs its reason."
          />
        </Disclosure>
      )}
      {maySend && open && (
        <Disclosure shut={`Cancel ${name} at the network`}>
          <p className="prose">
            It may be cancelled until <InstantText at={open} zone={zone} />. Afterwards{' '}
            <Link to={`/staff/invoices/${invoiceId}/credit`}>credit the invoice</Link>, so that the account follows.
          </p>
          <StepForm {...{ profile, name, errors, value, steps: ['cancelled'] }} hint="The network keeps it." />
        </Disclosure>
      )}
    </>
  );
}

const STEP_BUTTONS: Readonly<Record<string, string>> = {
  accepted: 'Note as accepted',
  rejected: 'Note as rejected',
  cancelled: 'Note as cancelled',
};

type StepFormProps = Pick<DoingProps, 'errors' | 'value' | 'name'> & {
  profile: string;
  steps: readonly string[];
  hint: string;
};

function StepForm({ profile, name, errors, value, steps, hint }: StepFormProps) {
  return (
    <Form method="post" noValidate>
      <input type="hidden" name="profile" value={profile} />
      <FormStack>
        <TextInput
          name={`reason-${profile}`}
          label="Reason"
          hint={hint}
          defaultValue={value}
          error={errors[`reason-${profile}`]}
          optional={steps.length > 1}
        />
        <ButtonRow>
          {steps.map((step) => (
            <Button key={step} variant="second" small name="intent" value={step} busy="Noting…">
              {`${STEP_BUTTONS[step]}: ${name}`}
            </Button>
          ))}
        </ButtonRow>
      </FormStack>
    </Form>
  );
}

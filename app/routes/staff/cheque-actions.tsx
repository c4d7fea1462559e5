import type { ReactNode } from 'react';
import { Form } from 'react-router';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { FormStack, TextInput } from '#app/ui/inputs.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { type ActionsProps, ClearForm, ReturnForm } from './cheque-at-the-bank.tsx';
import { CustodianInput } from './cheque-fields.tsx';
import { FoldedForm } from './folded-form.tsx';

/** What may be done with a cheque from where it stands; each is a form of its own, shut until it is wanted. */
export function ChequeActions(props: ActionsProps) {
  const { state } = props.cheque;
  const all: (false | ((props: ActionsProps) => ReactNode))[] = {
    post_dated: [props.may.keep && Confirm, props.may.keep && HandOver, props.may.keep && GiveBack],
    in_hand: [props.may.keep && ToTheBank, props.may.keep && HandOver, props.may.return && ReturnForm],
    banked: [props.may.keep && ClearForm, props.may.return && ReturnForm],
    cleared: [props.may.return && ReturnForm],
    returned: [props.may.followUp && !props.cheque.followedUp && FollowUp],
    cancelled: [],
  }[state];
  const forms = all.filter((form): form is (props: ActionsProps) => ReactNode => form !== false);
  if (forms.length === 0) return null;
  return (
    <Panel title="What happens next" pad>
      <div className="staff-stack">
        {forms.map((Shown) => (
          <Shown key={Shown.name} {...props} />
        ))}
      </div>
    </Panel>
  );
}

function ToTheBank({ cheque }: ActionsProps) {
  return (
    <div>
      <LinkButton to={`/staff/deposits/new?currency=${cheque.currency}&choose=${cheque.payment?.id}`}>
        Take to the bank
      </LinkButton>
    </div>
  );
}

function Confirm({ cheque, today }: ActionsProps) {
  if (today < cheque.datedOn)
    return (
      <p className="text-muted">
        It may be banked from <DateText date={cheque.datedOn} weekday />. Until then it is no payment.
      </p>
    );
  return (
    <Form method="post" noValidate>
      <Button name="intent" value="confirm" busy="Confirming…">
        It may be banked
      </Button>
    </Form>
  );
}

function HandOver({ cheque, colleagues, errors, values }: ActionsProps) {
  return (
    <FoldedForm title="Somebody else keeps it" open={Boolean(errors.custodian)} intent="hand-over" label="Hand over">
      <CustodianInput
        name="custodian"
        defaultValue={values.custodian ?? cheque.custodianName}
        error={errors.custodian}
        colleagues={colleagues}
      />
    </FoldedForm>
  );
}

function GiveBack({ errors, values }: ActionsProps) {
  return (
    <FoldedForm
      title="It will not be banked"
      open={Boolean(errors.reason)}
      intent="give-back"
      label="Give it back"
      danger
    >
      <TextInput
        name="reason"
        label="Why"
        hint="For example: replaced by a transfer."
        defaultValue={values.reason}
        error={errors.reason}
        autoComplete="off"
      />
    </FoldedForm>
  );
}

function FollowUp({ errors, values }: ActionsProps) {
  return (
    <Form method="post" noValidate>
      <FormStack>
        <TextInput
          name="note"
          label="What was agreed with the customer"
          hint="It then leaves the list of calls to make."
          defaultValue={values.note}
          error={errors.note}
          autoComplete="off"
        />
        <Button name="intent" value="follow-up" busy="Noting…">
          The customer was spoken with
        </Button>
      </FormStack>
    </Form>
  );
}

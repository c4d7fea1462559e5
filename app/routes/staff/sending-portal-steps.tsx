import { Form } from 'react-router';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { DateInput, FileInput, FormStack, TextInput } from '#app/ui/inputs.tsx';
import { EVIDENCE_TYPES, errorOf, type StepGiven, typedOf } from './sending-given.ts';

/** Noted as submitted with the reference the portal gave, and a picture of it. */
export function Submitted(given: StepGiven) {
  return (
    <Form method="post" encType="multipart/form-data" noValidate>
      <FormStack>
        <TextInput
          name="reference"
          label="Reference the portal gave"
          hint="Until it is entered, the document does not count as submitted."
          size="medium"
          autoComplete="off"
          defaultValue={typedOf(given, 'submitted', 'reference')}
          error={errorOf(given, 'submitted', 'reference')}
        />
        <FileInput
          name="evidence"
          label="Picture or confirmation"
          hint="JPEG, PNG or PDF, 10 MB at most."
          accept={EVIDENCE_TYPES}
          error={errorOf(given, 'submitted', 'evidence')}
          optional
        />
        <ButtonRow>
          <Button name="kind" value="submitted" busy="Noting…">
            It is submitted
          </Button>
        </ButtonRow>
      </FormStack>
    </Form>
  );
}

/** The portal took it. */
export const Accepted = () => (
  <Form method="post">
    <Button name="kind" value="accepted" busy="Noting…">
      The portal accepted it
    </Button>
  </Form>
);

/** The portal sent it back, with the reason. */
export function Rejected(given: StepGiven) {
  const error = errorOf(given, 'rejected', 'reason');
  return (
    <Disclosure shut="The portal rejected it" startOpen={error !== undefined}>
      <Form method="post" noValidate>
        <FormStack>
          <TextInput name="reason" label="Why the portal rejected it" autoComplete="off" error={error} />
          <ButtonRow>
            <Button name="kind" value="rejected" variant="second" busy="Noting…">
              Open the task again
            </Button>
          </ButtonRow>
        </FormStack>
      </Form>
    </Disclosure>
  );
}

/** The day on which the portal says it will be paid. */
export function PaidOn(given: StepGiven) {
  const error = errorOf(given, 'paid_on', 'paidOn');
  return (
    <Disclosure shut="The portal says when it will be paid" startOpen={error !== undefined}>
      <Form method="post" noValidate>
        <FormStack>
          <DateInput name="paidOn" label="Day of payment" error={error} />
          <ButtonRow>
            <Button name="kind" value="paid_on" variant="second" busy="Noting…">
              Note the day
            </Button>
          </ButtonRow>
        </FormStack>
      </Form>
    </Disclosure>
  );
}

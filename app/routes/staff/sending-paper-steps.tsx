import { Form } from 'react-router';
import { dateInZone } from '#app/kernel/plain-date.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { DateInput, FileInput, FormStack, Select, TextInput } from '#app/ui/inputs.tsx';
import { EVIDENCE_TYPES, errorOf, type StepGiven, typedOf } from './sending-given.ts';

/** It went to the post. */
export const Posted = () => (
  <Form method="post">
    <Button name="kind" value="posted" busy="Noting…">
      It is posted
    </Button>
  </Form>
);

/** It was handed over: to whom, when, and the photo of it. */
export function HandedOver(given: StepGiven) {
  const time = new Intl.DateTimeFormat('en-GB', {
    timeZone: given.zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return (
    <Form method="post" encType="multipart/form-data" noValidate>
      <FormStack>
        <TextInput
          name="person"
          label="Received by"
          size="medium"
          autoComplete="off"
          defaultValue={typedOf(given, 'handed_over', 'person')}
          error={errorOf(given, 'handed_over', 'person')}
        />
        <DateInput
          name="on"
          label="On"
          defaultValue={typedOf(given, 'handed_over', 'on') || dateInZone(given.now, given.zone)}
          error={errorOf(given, 'handed_over', 'on')}
        />
        <TextInput
          name="at"
          type="time"
          label="At"
          size="short"
          defaultValue={typedOf(given, 'handed_over', 'at') || time.format(given.now)}
          error={errorOf(given, 'handed_over', 'at')}
        />
        <FileInput
          name="evidence"
          label="Photo of the signed copy"
          hint="JPEG, PNG or PDF, 10 MB at most."
          accept={EVIDENCE_TYPES}
          capture="environment"
          error={errorOf(given, 'handed_over', 'evidence')}
          optional
        />
        <ButtonRow>
          <Button name="kind" value="handed_over" busy="Noting…">
            It is handed over
          </Button>
        </ButtonRow>
      </FormStack>
    </Form>
  );
}

/** It was carried there in vain. */
export function NotHandedOver(given: StepGiven) {
  const error = errorOf(given, 'not_handed_over', 'reason');
  return (
    <Disclosure shut="It could not be handed over" startOpen={error !== undefined}>
      <Form method="post" noValidate>
        <FormStack>
          <TextInput
            name="reason"
            label="Why it was not handed over"
            hint="It stays on the list for the next round."
            error={error}
          />
          <ButtonRow>
            <Button name="kind" value="not_handed_over" variant="second" busy="Noting…">
              Try again on the next round
            </Button>
          </ButtonRow>
        </FormStack>
      </Form>
    </Disclosure>
  );
}

/** Somebody is given it to carry. */
export function Assigned(given: StepGiven) {
  const error = errorOf(given, 'assigned', 'assignedId');
  return (
    <Disclosure shut="Give it to somebody to carry" startOpen={error !== undefined}>
      <Form method="post" noValidate>
        <FormStack>
          <Select
            name="assignedId"
            label="Who carries it"
            placeholder="Choose a colleague"
            options={given.colleagues.map(({ id, name }) => ({ value: id, label: name }))}
            error={error}
          />
          <ButtonRow>
            <Button name="kind" value="assigned" variant="second" busy="Noting…">
              Give it to them
            </Button>
          </ButtonRow>
        </FormStack>
      </Form>
    </Disclosure>
  );
}

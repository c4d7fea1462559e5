import type { ReactNode } from 'react';
import { Form } from 'react-router';
import type { DeliveryTask } from '#app/modules/delivery/queries/delivery-tasks.server.ts';
import type { FormRefusal } from '#app/platform/http/form.server.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { DateInput, FileInput, FormStack, Select, TextInput } from '#app/ui/inputs.tsx';
import { Panel } from '#app/ui/panel.tsx';

type StepFormsProps = {
  task: DeliveryTask;
  colleagues: readonly { readonly id: string; readonly name: string }[];
  result: FormRefusal | undefined;
  now: Date;
  zone: string;
};

const EVIDENCE_TYPES = 'image/jpeg,image/png,application/pdf';

/** What can be done with it where it stands; nothing where nothing can. */
export function StepForms(props: StepFormsProps) {
  const { task } = props;
  const forms = formsOf(props);
  const mayTakeBack = ['waiting', 'printed', 'rejected'].includes(task.state);
  if (forms.length === 0 && !mayTakeBack) return null;
  return (
    <Panel title="What to do" pad>
      <div className="staff-stack">
        {forms}
        {mayTakeBack && (
          <Form method="post">
            <Button name="kind" value="withdrawn" variant="quiet" small busy="Taking back…">
              Do not send it
            </Button>
          </Form>
        )}
      </div>
    </Panel>
  );
}

function formsOf({ task, ...rest }: StepFormsProps): ReactNode[] {
  const { channel, state } = task;
  if (channel === 'supplier_portal') {
    if (state === 'waiting' || state === 'rejected') return [<Submitted key="submitted" {...rest} />];
    if (state === 'submitted')
      return [<Accepted key="accepted" />, <Rejected key="rejected" {...rest} />, <PaidOn key="paid" {...rest} />];
    if (state === 'delivered') return [<PaidOn key="paid" {...rest} />, <Rejected key="rejected" {...rest} />];
  }
  if (channel === 'post' && state === 'printed') return [<Posted key="posted" />];
  if (channel === 'hand' && (state === 'waiting' || state === 'printed'))
    return [
      <HandedOver key="handed" {...rest} />,
      <NotHandedOver key="not" {...rest} />,
      <Assigned key="assigned" {...rest} />,
    ];
  return [];
}

type Given = Omit<StepFormsProps, 'task'>;
const errorOf = ({ result }: Pick<Given, 'result'>, kind: string, name: string): string[] | undefined =>
  result?.values.kind === kind ? result.fieldErrors[name] : undefined;
const typedOf = ({ result }: Pick<Given, 'result'>, kind: string, name: string): string =>
  result?.values.kind === kind ? ((result.values[name] as string | undefined) ?? '') : '';

function Submitted(given: Given) {
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

const Accepted = () => (
  <Form method="post">
    <Button name="kind" value="accepted" busy="Noting…">
      The portal accepted it
    </Button>
  </Form>
);

const Posted = () => (
  <Form method="post">
    <Button name="kind" value="posted" busy="Noting…">
      It is posted
    </Button>
  </Form>
);

function Rejected(given: Given) {
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

function PaidOn(given: Given) {
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

function HandedOver(given: Given) {
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
        <TextInput
          name="at"
          type="time"
          label="At, today"
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

function NotHandedOver(given: Given) {
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

function Assigned(given: Given) {
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

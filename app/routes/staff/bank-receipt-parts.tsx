import { Form, Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import { dateInZone } from '#app/kernel/plain-date.ts';
import type { ReceiptStep } from '#app/modules/banking/queries/receipt-story.server.ts';
import type { UnidentifiedReceipt } from '#app/modules/banking/queries/unidentified.server.ts';
import { Button } from '#app/ui/button.tsx';
import { DateText, InstantText } from '#app/ui/date-text.tsx';
import { Definition } from '#app/ui/definition.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { FormStack, Select, TextArea } from '#app/ui/inputs.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Story } from '#app/ui/story.tsx';
import { NameText } from './name-text.tsx';

/** What the bank said of it. */
export function ReceiptFacts({ receipt, zone }: { receipt: UnidentifiedReceipt; zone: string }) {
  const told = (label: string, text: string) => (text ? [{ label, value: <NameText text={text} /> }] : []);
  return (
    <Panel title="What the bank says" pad>
      <Definition
        shape="terms"
        facts={[
          ...told('Payer', receipt.partyName),
          ...(receipt.partyAccount
            ? [{ label: 'Account', value: <span className="reference">{receipt.partyAccount}</span> }]
            : []),
          ...told('Text', receipt.text),
          ...told('Reference', receipt.payerRef),
          { label: 'Line', value: <Link to={`/staff/bank/lines/${receipt.lineId}`}>Line of the bank</Link> },
          {
            label: 'Put aside',
            value: (
              <>
                <InstantText at={receipt.madeAt} zone={zone} /> by <NameText text={receipt.madeByName} />
              </>
            ),
          },
          { label: 'Who looks', value: receipt.ownerName ? <NameText text={receipt.ownerName} /> : 'Nobody' },
        ]}
      />
    </Panel>
  );
}

type StoryProps = { receipt: UnidentifiedReceipt; steps: readonly ReceiptStep[]; zone: string };

export function ReceiptStory({ receipt, steps, zone }: StoryProps) {
  if (steps.length === 0) return null;
  return (
    <Panel title="What happened" pad>
      <Story
        entries={steps.toReversed().map((step) => ({
          key: `${step.kind} ${step.id}`,
          when: <DateText date={dateInZone(step.at, zone)} />,
          what: <StepText step={step} receipt={receipt} />,
          detail: (
            <>
              {step.kind !== 'note' && step.text && <NameText text={step.text} />} By <NameText text={step.byName} />
              {step.ownerName && (
                <>
                  , for <NameText text={step.ownerName} /> to look
                </>
              )}
            </>
          ),
        }))}
      />
    </Panel>
  );
}

function StepText({ step, receipt }: { step: ReceiptStep; receipt: UnidentifiedReceipt }) {
  if (step.kind === 'note') return <NameText text={step.text} />;
  const amount = <MoneyText money={money(step.amountMinor ?? 0n, receipt.currency)} />;
  const customer = step.customerId && (
    <Link to={`/staff/customers/${step.customerId}`}>
      <NameText text={step.customerName ?? ''} />
    </Link>
  );
  if (step.kind === 'given_back') return <>{amount} went back to the sender</>;
  if (step.kind === 'identified')
    return (
      <>
        {amount} identified as {customer}’s
      </>
    );
  return (
    <>
      {amount} was not {customer}’s: taken back
    </>
  );
}

type NotesProps = {
  values: Record<string, string>;
  errors: FieldErrors;
  colleagues: readonly { id: string | null; name: string }[];
};

/** What was found out, and who goes on looking. */
export function ReceiptNotes({ values, errors, colleagues }: NotesProps) {
  return (
    <Panel title="Research" pad>
      <Form method="post" noValidate>
        <FormStack>
          <TextArea name="note" label="What was found out" rows={3} defaultValue={values.note} error={errors.note} />
          <Select
            name="ownerId"
            label="Who looks from now on"
            optional
            placeholder="As before"
            defaultValue={values.ownerId}
            error={errors.ownerId}
            options={colleagues.flatMap(({ id, name }) => (id ? [{ value: id, label: name }] : []))}
          />
          <div>
            <Button variant="second" name="intent" value="note" busy="Saving…">
              Keep the note
            </Button>
          </div>
        </FormStack>
      </Form>
    </Panel>
  );
}

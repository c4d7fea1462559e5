import { Form } from 'react-router';
import type { Remittance } from '#app/modules/remittances/types.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { FormStack, TextInput } from '#app/ui/inputs.tsx';
import { Panel } from '#app/ui/panel.tsx';

type Result = { fieldErrors: Record<string, string[]>; values: Record<string, unknown> } | null;

/** Whose advice it is, by the customer's number. */
export function WhoseForm({ advice, result }: { advice: Remittance; result: Result }) {
  return (
    <Panel title={advice.customer ? 'Another customer' : 'Whose advice is it?'} pad>
      <Form method="post" noValidate>
        <FormStack>
          <TextInput
            name="customer"
            label="Customer number"
            hint={
              advice.customer
                ? 'Only if the numbers led to the wrong customer.'
                : 'Its numbers do not say it. The sender of a mail proves nothing.'
            }
            size="medium"
            autoComplete="off"
            defaultValue={result ? String(result.values.customer ?? '') : ''}
            error={result?.fieldErrors.customer}
          />
          <ButtonRow>
            <Button variant="second" name="intent" value="whose" busy="Saving…">
              It is this customer’s
            </Button>
          </ButtonRow>
        </FormStack>
      </Form>
    </Panel>
  );
}

/** An advice that is of no use is put away with a reason. */
export function DropForm({ result }: { result: Result }) {
  return (
    <Panel title="If it is of no use" pad>
      <Form method="post" noValidate>
        <FormStack>
          <TextInput
            name="why"
            label="Why it is of no use"
            maxLength={500}
            defaultValue={result ? String(result.values.why ?? '') : ''}
            error={result?.fieldErrors.why}
          />
          <ButtonRow>
            <Button variant="second" name="intent" value="drop" busy="Putting away…">
              Put it away
            </Button>
          </ButtonRow>
        </FormStack>
      </Form>
    </Panel>
  );
}

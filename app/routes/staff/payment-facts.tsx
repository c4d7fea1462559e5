import { Form } from 'react-router';
import type { Payment } from '#app/modules/payments/types.ts';
import { Button } from '#app/ui/button.tsx';
import { DateText, InstantText } from '#app/ui/date-text.tsx';
import { Definition } from '#app/ui/definition.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { FormStack, TextInput } from '#app/ui/inputs.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { METHOD_WORDS } from './list-views.ts';
import { NameText } from './name-text.tsx';

/** When, how, by whom. */
export function PaymentFacts({ payment, zone }: { payment: Payment; zone: string }) {
  return (
    <Panel title="Facts" pad>
      <Definition
        shape="terms"
        facts={[
          { label: 'Received', value: <DateText date={payment.receivedOn} /> },
          ...(payment.valueOn === payment.receivedOn
            ? []
            : [{ label: 'Value date', value: <DateText date={payment.valueOn} /> }]),
          { label: 'By', value: METHOD_WORDS[payment.method] },
          ...(payment.reference ? [{ label: 'Reference', value: <NameText text={payment.reference} /> }] : []),
          ...(payment.payerName ? [{ label: 'Payer', value: <NameText text={payment.payerName} /> }] : []),
          ...(payment.note ? [{ label: 'Note', value: <NameText text={payment.note} /> }] : []),
          {
            label: 'Recorded',
            value: (
              <>
                <InstantText at={payment.recordedAt} zone={zone} /> by <NameText text={payment.recordedByName} />
              </>
            ),
          },
          ...(payment.reversal
            ? [
                {
                  label: 'Came back',
                  value: (
                    <>
                      <DateText date={payment.reversal.effectiveOn} />, <NameText text={payment.reversal.reason} />
                    </>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Panel>
  );
}

/** A payment that the bank took back. */
export function ReversePanel({ error }: { error: readonly string[] | undefined }) {
  return (
    <Panel title="Did it come back?" pad>
      <Disclosure shut="The bank returned this payment" startOpen={Boolean(error)}>
        <Form method="post" noValidate>
          <FormStack>
            <TextInput
              name="reversalReason"
              label="Why it came back"
              hint="For example: cheque returned, insufficient funds."
              error={error}
              autoComplete="off"
            />
            <Button small variant="danger" name="intent" value="reverse" busy="Recording…">
              Record that it came back
            </Button>
          </FormStack>
        </Form>
      </Disclosure>
    </Panel>
  );
}

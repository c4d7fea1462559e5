import { Form, Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import type { ReturnedPart } from '#app/modules/banking/queries/returned-parts.server.ts';
import type { Payment } from '#app/modules/payments/types.ts';
import { Button } from '#app/ui/button.tsx';
import { DateText, InstantText } from '#app/ui/date-text.tsx';
import { Definition } from '#app/ui/definition.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { FormStack, TextInput } from '#app/ui/inputs.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { METHOD_WORDS } from './list-views.ts';
import { NameText } from './name-text.tsx';

type Cheque = { readonly id: string; readonly number: string; readonly state: string };

type FactsProps = { payment: Payment; zone: string; cheque?: Cheque | null; returned?: readonly ReturnedPart[] };

/** When, how, by whom, and what of it came back. */
export function PaymentFacts({ payment, zone, cheque, returned = [] }: FactsProps) {
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
          ...(cheque
            ? [
                {
                  label: 'Cheque',
                  value: (
                    <>
                      <Link className="reference" to={`/staff/cheques/${cheque.id}`}>
                        {cheque.number}
                      </Link>
                      {cheque.state !== 'cleared' && !payment.reversal && ', received, not yet cleared'}
                    </>
                  ),
                },
              ]
            : []),
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
          ...returned.map(({ lineId, bookedOn, amountMinor, reason }) => ({
            label: 'Came back in part',
            value: (
              <>
                <MoneyText money={money(amountMinor, payment.currency)} />, <DateText date={bookedOn} />,{' '}
                <NameText text={reason} /> <Link to={`/staff/bank/lines/${lineId}`}>line of the bank</Link>
              </>
            ),
          })),
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

type ReverseProps = { cheque: Cheque | null; error: readonly string[] | undefined };

/** A payment that the bank took back; a cheque comes back on its own page, where its deposit and its charge are known. */
export function ReversePanel({ cheque, error }: ReverseProps) {
  if (cheque)
    return (
      <Panel title="Did it come back?" pad>
        <Link to={`/staff/cheques/${cheque.id}`}>Record it on the cheque’s page</Link>
      </Panel>
    );
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

import { Form } from 'react-router';
import type { Deposit } from '#app/modules/instruments/types.ts';
import { Button } from '#app/ui/button.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { FormStack, Select, TextInput } from '#app/ui/inputs.tsx';
import { Panel } from '#app/ui/panel.tsx';

/** All of it, or one thing that stayed in the drawer; the rest then goes in a deposit of its own number. */
export const CancelDeposit = ({ deposit, errors }: { deposit: Deposit; errors: FieldErrors }) => (
  <Panel title="Did it not happen?" pad>
    <Disclosure shut="Take money out of this deposit" startOpen={Boolean(errors.reason || errors.takeOut)}>
      <Form method="post" noValidate>
        <FormStack>
          {deposit.lines.length > 1 && (
            <Select
              name="takeOut"
              label="What did not go to the bank"
              hint="For one thing, the others get a new deposit and slip in place of this one."
              error={errors.takeOut}
              options={[
                { value: '', label: 'All of it' },
                ...deposit.lines.map((line) => ({
                  value: line.paymentId,
                  label: `${line.instrumentNumber || line.paymentNumber}, ${line.drawerName || line.customerName}`,
                })),
              ]}
            />
          )}
          <TextInput name="reason" label="Why" error={errors.reason} autoComplete="off" />
          <Button small variant="danger" name="intent" value="cancel" busy="Taking it back…">
            Take it back in hand
          </Button>
        </FormStack>
      </Form>
    </Disclosure>
  </Panel>
);

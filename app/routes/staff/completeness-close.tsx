import { Form } from 'react-router';
import type { WaitingOrder } from '#app/modules/usage/queries/completeness.server.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { FormStack, Select, TextInput } from '#app/ui/inputs.tsx';
import { Panel } from '#app/ui/panel.tsx';

type Refused = { values: Readonly<Record<string, unknown>>; fieldErrors: Record<string, string[]> };

/** Says that nothing more will be delivered on an order. */
export function CloseOrder({ orders, refused }: { orders: readonly WaitingOrder[]; refused: Refused | undefined }) {
  return (
    <Panel title="Nothing more will be delivered" pad>
      <Form method="post" noValidate>
        <FormStack>
          <input type="hidden" name="intent" value="close-order" />
          <Select
            name="orderId"
            label="Order"
            size="medium"
            placeholder="Choose an order"
            options={orders.map(({ id, number, customerName }) => ({ value: id, label: `${number}, ${customerName}` }))}
            error={refused?.fieldErrors.orderId}
            defaultValue={String(refused?.values.orderId ?? '')}
          />
          <TextInput
            name="reason"
            label="Why"
            error={refused?.fieldErrors.reason}
            defaultValue={String(refused?.values.reason ?? '')}
          />
          <ButtonRow>
            <Button variant="second" busy="Closing…">
              Close the order
            </Button>
          </ButtonRow>
        </FormStack>
      </Form>
    </Panel>
  );
}

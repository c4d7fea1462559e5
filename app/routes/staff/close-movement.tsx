import { Form } from 'react-router';
import type { Movement } from '#app/modules/payments/queries/get-payout.server.ts';
import { Button } from '#app/ui/button.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { FormStack, TextInput } from '#app/ui/inputs.tsx';
import { questionOf } from './payout-words.ts';

export type Closing = { readonly movementId: string; readonly typed: string; readonly error: string | undefined };

/** Whether a person may close it: nothing here explains it, and nothing will by itself. */
const isClosable = ({ kind, payment }: Movement): boolean =>
  kind === 'other' || (!payment && kind !== 'payout' && kind !== 'payout_failure' && kind !== 'fee');

/** What to do about a movement, and where nothing else can be done, a field for what was found out. */
export function MovementQuestion({
  movement,
  mayClose,
  closing,
}: {
  movement: Movement;
  mayClose: boolean;
  closing: Closing | null;
}) {
  const mine = closing?.movementId === movement.id ? closing : null;
  return (
    <>
      {questionOf(movement)}
      {mayClose && isClosable(movement) && (
        <Disclosure shut={`Close ${movement.ref} with a note`} startOpen={mine !== null}>
          <Form method="post" noValidate>
            <input type="hidden" name="movementId" value={movement.id} />
            <FormStack>
              <TextInput
                name={`note-${movement.id}`}
                label={`What ${movement.ref} was`}
                hint="Up to 1,000 characters. Nothing is posted."
                error={mine?.error ? [mine.error] : undefined}
                defaultValue={mine?.typed}
                maxLength={1_000}
              />
              <Button variant="second" busy="Closing…">
                Close {movement.ref}
              </Button>
            </FormStack>
          </Form>
        </Disclosure>
      )}
    </>
  );
}

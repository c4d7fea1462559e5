import { Form } from 'react-router';
import { Button } from '#app/ui/button.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { FormStack, TextInput } from '#app/ui/inputs.tsx';

type UnapplyProps = {
  row: { readonly applicationId: string; readonly number: string };
  error: readonly string[] | undefined;
};

/** Takes an application of a payment or a credit back, with the reason. */
export function Unapply({ row, error }: UnapplyProps) {
  return (
    <Disclosure shut="Unapply" startOpen={Boolean(error)}>
      <Form method="post" noValidate>
        <input type="hidden" name="applicationId" value={row.applicationId} />
        <FormStack>
          <TextInput name={`reason-${row.applicationId}`} label="Why" error={error} autoComplete="off" />
          <Button small variant="second" name="intent" value="unapply" busy="Undoing…">
            Unapply from {row.number}
          </Button>
        </FormStack>
      </Form>
    </Disclosure>
  );
}

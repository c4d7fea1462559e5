import { Form } from 'react-router';
import { showText } from '#app/kernel/show-text.ts';
import type { DisputeView } from '#app/modules/disputes/types.ts';
import { Button } from '#app/ui/button.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { DateInput, FormStack, Select } from '#app/ui/inputs.tsx';
import { KeyTarget } from '#app/ui/work-keys.tsx';

type FormsProps = {
  dispute: DisputeView;
  colleagues: readonly { id: string; name: string }[];
  me: string;
  values: Record<string, string | undefined>;
  errors: FieldErrors;
};

/** Takes it, gives it over, promises a day. */
export function OwnerForms({ dispute, colleagues, me, ...form }: FormsProps) {
  return (
    <>
      {dispute.ownerUser !== me && (
        <Form method="post">
          <KeyTarget letter="t">
            <Button small variant="second" name="intent" value="take" busy="Taking…">
              Take it
            </Button>
          </KeyTarget>
        </Form>
      )}
      <Form method="post" noValidate>
        <FormStack>
          <Select
            name="ownerId"
            size="medium"
            label="Give it to"
            placeholder="Choose a colleague"
            options={colleagues.map(({ id, name }) => ({ value: id, label: showText(name) }))}
            error={form.errors.ownerId}
          />
          <div>
            <Button small variant="second" name="intent" value="assign" busy="Saving…">
              Give it over
            </Button>
          </div>
        </FormStack>
      </Form>
      <Form method="post" noValidate>
        <FormStack>
          <DateInput
            name="promisedOn"
            label="Promise an answer by"
            defaultValue={form.values.promisedOn ?? dispute.promisedOn ?? ''}
            error={form.errors.promisedOn}
          />
          <div>
            <Button small variant="second" name="intent" value="promise" busy="Saving…">
              Promise this day
            </Button>
          </div>
        </FormStack>
      </Form>
    </>
  );
}

import { Form } from 'react-router';
import { Button } from '#app/ui/button.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { DateInput, FormStack, Select, TextArea, TextInput } from '#app/ui/inputs.tsx';
import { Panel } from '#app/ui/panel.tsx';

type FormProps = { values: Record<string, string>; errors: FieldErrors };
const field = ({ values, errors }: FormProps, name: string) => ({
  name,
  defaultValue: values[name],
  error: errors[name],
});

/** Gives the case to a colleague. */
export function AssignForm({
  people,
  ...form
}: FormProps & { people: readonly { id: string | null; name: string }[] }) {
  return (
    <Panel title="Give it to somebody" pad>
      <Form method="post" noValidate>
        <FormStack>
          <Select
            {...field(form, 'ownerId')}
            label="Colleague"
            placeholder="Choose a colleague"
            size="medium"
            options={people.flatMap(({ id, name }) => (id ? [{ value: id, label: name }] : []))}
          />
          <TextInput {...field(form, 'assignNote')} label="What to do" optional autoComplete="off" />
          <Button variant="second" name="intent" value="assign" busy="Saving…">
            Give it over
          </Button>
        </FormStack>
      </Form>
    </Panel>
  );
}

/** Notes what happened; of a certificate also that it was asked for. */
export function NoteForm({ asks, ...form }: FormProps & { asks: boolean }) {
  return (
    <Panel title="What happened" pad>
      <Form method="post" noValidate>
        <FormStack>
          <TextArea {...field(form, 'note')} label="Note" rows={3} />
          <DateInput {...field(form, 'dueOn')} label="Look at it again on" optional />
          <span className="flex flex-wrap gap-2">
            <Button variant="second" name="intent" value="note" busy="Saving…">
              Keep the note
            </Button>
            {asks && (
              <Button variant="second" name="intent" value="asked" busy="Saving…">
                It was asked for
              </Button>
            )}
          </span>
        </FormStack>
      </Form>
    </Panel>
  );
}

/** Ends a certificate: it came, or it is not collected. */
export function EndForms(form: FormProps) {
  return (
    <>
      <Panel title="The certificate is here" pad>
        <Form method="post" noValidate>
          <FormStack>
            <TextInput {...field(form, 'certificateNumber')} label="Its number" size="medium" code autoComplete="off" />
            <TextInput {...field(form, 'collectNote')} label="Note on it" optional autoComplete="off" />
            <Button name="intent" value="collect" busy="Saving…">
              Record the certificate
            </Button>
          </FormStack>
        </Form>
      </Panel>
      <Panel title="It will not come" pad>
        <Form method="post" noValidate>
          <FormStack>
            <TextInput {...field(form, 'waiveReason')} label="Why it is not collected" autoComplete="off" />
            <Button variant="second" name="intent" value="waive" busy="Saving…">
              Waive the certificate
            </Button>
          </FormStack>
        </Form>
      </Panel>
    </>
  );
}

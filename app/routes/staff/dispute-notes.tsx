import { Form } from 'react-router';
import { showText } from '#app/kernel/show-text.ts';
import { Button } from '#app/ui/button.tsx';
import { FormStack, Select, TextArea } from '#app/ui/inputs.tsx';
import { KeyTarget } from '#app/ui/work-keys.tsx';
import { Messages } from './dispute-messages.tsx';
import type { ThreadProps } from './dispute-thread.tsx';

type NotesProps = ThreadProps & { colleagues: readonly { id: string; name: string }[] };

/** What only colleagues read: another place, another look, another button. */
export function InternalNotes({ messages, colleagues, zone, mayWrite, values, errors, disputeId }: NotesProps) {
  return (
    <section className="internal-notes" aria-labelledby="internal-notes-title" id="internal-notes">
      <h2 id="internal-notes-title">Internal notes</h2>
      <p className="text-13">Only colleagues read these. The customer never sees them.</p>
      <Messages {...{ messages, zone, disputeId }} empty="No note yet." />
      {mayWrite && (
        <Form method="post" noValidate>
          <FormStack>
            <KeyTarget letter="n">
              <TextArea name="note" label="Internal note" rows={4} defaultValue={values.note} error={errors.note} />
            </KeyTarget>
            <Select
              name="mention"
              size="medium"
              label="Ask a colleague"
              optional
              placeholder="Nobody"
              defaultValue={values.mention}
              options={colleagues.map(({ id, name }) => ({ value: id, label: showText(name) }))}
              error={errors.mention}
            />
            <div>
              <Button variant="second" name="intent" value="note" busy="Saving…">
                Save internal note
              </Button>
            </div>
          </FormStack>
        </Form>
      )}
    </section>
  );
}

import { Form } from 'react-router';
import { showText } from '#app/kernel/show-text.ts';
import { LANGUAGE_NAMES, type Language } from '#app/modules/customers/types.ts';
import type { SavedAnswer } from '#app/modules/disputes/queries/dispute-settings.server.ts';
import type { DisputeMessage } from '#app/modules/disputes/types.ts';
import { Button } from '#app/ui/button.tsx';
import { CheckboxGroup } from '#app/ui/choices.tsx';
import { InstantText } from '#app/ui/date-text.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { FileInput, FormStack, Select, TextArea } from '#app/ui/inputs.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { KeyTarget } from '#app/ui/work-keys.tsx';
import { NameText } from './name-text.tsx';

const VIA_WORDS: Readonly<Record<DisputeMessage['via'], string>> = {
  portal: 'in the portal',
  mail: 'by e-mail',
  staff: 'from here',
  department_link: 'from the link',
  system: '',
};

type ListProps = { messages: readonly DisputeMessage[]; zone: string; empty: string; disputeId: string };

/** Messages in the order they were written; whoever wrote is named before the words. */
function Messages({ messages, zone, empty, disputeId }: ListProps) {
  if (messages.length === 0) return <p className="text-muted">{empty}</p>;
  return (
    <ol className="thread">
      {messages.map((message) => (
        <li key={message.id} data-by={message.authorKind}>
          <p className="thread-by">
            <NameText text={message.authorName} />, <InstantText at={message.at} zone={zone} />,{' '}
            {VIA_WORDS[message.via]}
          </p>
          <div className="thread-words" dir="auto">
            {message.body.split('\n').map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text, which never change
              <p key={index}>{showText(line)}</p>
            ))}
          </div>
          {message.files.map((file) => (
            <p key={file.id}>
              <a href={`/staff/disputes/${disputeId}/files/${file.id}`} download={file.name}>
                <NameText text={file.name} />
              </a>
            </p>
          ))}
        </li>
      ))}
    </ol>
  );
}

type ThreadProps = {
  messages: readonly DisputeMessage[];
  zone: string;
  mayWrite: boolean;
  values: Record<string, string | undefined>;
  errors: FieldErrors;
  disputeId: string;
};
type CustomerThreadProps = ThreadProps & {
  customerName: string;
  answers: readonly SavedAnswer[];
  chosenAnswer: string | null;
};

/** What the customer reads and writes. The button says where the words go. */
export function CustomerThread({ messages, customerName, answers, chosenAnswer, ...props }: CustomerThreadProps) {
  const { zone, mayWrite, values, errors, disputeId } = props;
  const saved = answers.find(({ versionId }) => versionId === chosenAnswer);
  return (
    <Panel title="With the customer" aside={<NameText text={customerName} />} pad id="customer-thread">
      <Messages {...{ messages, zone, disputeId }} empty="Nothing was written yet." />
      {mayWrite && (
        <>
          {answers.length > 0 && (
            <Form method="get" className="thread-answers" preventScrollReset>
              <Select
                name="answer"
                size="medium"
                label="Begin with a saved answer"
                placeholder="Choose an answer"
                defaultValue={chosenAnswer ?? ''}
                options={answers.map(({ versionId, title, language }) => ({
                  value: versionId,
                  label: `${title}, ${LANGUAGE_NAMES[language as Language] ?? language}`,
                }))}
              />
              <Button variant="quiet">Put it into the message</Button>
            </Form>
          )}
          <Form method="post" encType="multipart/form-data" noValidate key={saved?.versionId ?? 'own'}>
            <input type="hidden" name="savedVersion" value={saved?.versionId ?? ''} />
            <FormStack>
              <KeyTarget letter="m">
                <TextArea
                  name="message"
                  label="Message to the customer"
                  hint="The customer reads this, in the portal and by e-mail."
                  rows={5}
                  defaultValue={values.message ?? saved?.body ?? ''}
                  error={errors.message}
                />
              </KeyTarget>
              <FileInput
                name="files"
                label="Files for the customer"
                optional
                multiple
                hint="PDF, JPEG, PNG or WebP; five at most, 10 MB each."
                accept="application/pdf,image/jpeg,image/png,image/webp"
                error={errors.files}
              />
              <CheckboxGroup
                name="waits"
                label="And then"
                choices={[{ value: 'customer', label: 'Wait for their answer; our clock stops until it comes' }]}
              />
              <div>
                <Button name="intent" value="message" busy="Sending…">
                  Send to customer
                </Button>
              </div>
            </FormStack>
          </Form>
        </>
      )}
    </Panel>
  );
}

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

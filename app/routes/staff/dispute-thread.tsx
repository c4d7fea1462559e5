import { Form } from 'react-router';
import { LANGUAGE_NAMES, type Language } from '#app/modules/customers/types.ts';
import type { SavedAnswer } from '#app/modules/disputes/queries/dispute-settings.server.ts';
import type { DisputeMessage } from '#app/modules/disputes/types.ts';
import { Button } from '#app/ui/button.tsx';
import { CheckboxGroup } from '#app/ui/choices.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { FileInput, FormStack, Select, TextArea } from '#app/ui/inputs.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { KeyTarget } from '#app/ui/work-keys.tsx';
import { Messages } from './dispute-messages.tsx';
import { NameText } from './name-text.tsx';

export type ThreadProps = {
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
                <Button variant="second" name="intent" value="message" busy="Sending…">
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

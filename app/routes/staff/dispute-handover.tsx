import { Form } from 'react-router';
import type { DisputeQueue, DisputeView } from '#app/modules/disputes/types.ts';
import { Button } from '#app/ui/button.tsx';
import { CheckboxGroup } from '#app/ui/choices.tsx';
import { InstantText } from '#app/ui/date-text.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { DateInput, FormStack, Select, TextArea, TextInput } from '#app/ui/inputs.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Story } from '#app/ui/story.tsx';
import { NameText } from './name-text.tsx';

type HandOverProps = {
  dispute: DisputeView;
  zone: string;
  mayWork: boolean;
  values: Record<string, string | undefined>;
  errors: FieldErrors;
  open: boolean;
  departments: readonly DisputeQueue[];
  /** Who usually knows about such a matter. */
  knows: string | null;
};

/** Asks a department whose people need no account: they answer from a link in a mail, and our clock runs on. */
export function HandOverPanel({ dispute, zone, mayWork, values, errors, open, departments, knows }: HandOverProps) {
  const files = dispute.messages.flatMap((message) => message.files);
  return (
    <Panel title="Asked of departments" pad>
      <div className="staff-stack">
        {dispute.handovers.length === 0 ? (
          <p className="text-muted">Nobody else was asked. Sales, service, shipping and operations answer by mail.</p>
        ) : (
          <Story
            entries={dispute.handovers.toReversed().map((one) => ({
              key: one.id,
              when: <InstantText at={one.askedAt} zone={zone} />,
              what: (
                <>
                  <NameText text={one.toName} />: <NameText text={one.question} />
                </>
              ),
              detail: one.answeredAt ? (
                <>
                  answered <InstantText at={one.answeredAt} zone={zone} />, see the notes
                </>
              ) : one.recalledAt ? (
                'taken back'
              ) : (
                <>
                  answer by <InstantText at={one.dueAt} zone={zone} />
                </>
              ),
            }))}
          />
        )}
        {mayWork && (
          <Disclosure shut="Ask a department" startOpen={open}>
            <Form method="post" noValidate>
              <FormStack>
                <Select
                  name="department"
                  size="medium"
                  label="Department"
                  placeholder="Choose a department"
                  defaultValue={values.department ?? knows ?? ''}
                  options={departments.map(({ code, name }) => ({ value: code, label: name }))}
                  error={errors.department}
                />
                <TextInput
                  name="toName"
                  label="Who there"
                  optional
                  autoComplete="off"
                  defaultValue={values.toName}
                  error={errors.toName}
                />
                <TextInput
                  name="toAddress"
                  label="Their e-mail address"
                  hint="Empty: the department’s own."
                  optional
                  type="email"
                  autoComplete="off"
                  defaultValue={values.toAddress}
                  error={errors.toAddress}
                />
                <TextArea
                  name="question"
                  label="What you ask them"
                  rows={3}
                  defaultValue={values.question}
                  error={errors.question}
                />
                <DateInput
                  name="handoverDueOn"
                  label="Answer by"
                  defaultValue={values.handoverDueOn}
                  error={errors.handoverDueOn}
                />
                {files.length > 0 && (
                  <CheckboxGroup
                    name="fileIds"
                    label="Files they may see"
                    choices={files.map((file) => ({ value: file.id, label: <NameText text={file.name} /> }))}
                  />
                )}
                <div>
                  <Button small name="intent" value="hand-over" busy="Sending…">
                    Send the question
                  </Button>
                </div>
              </FormStack>
            </Form>
          </Disclosure>
        )}
      </div>
    </Panel>
  );
}

import { Form } from 'react-router';
import { namedInSubject } from '#app/modules/inbox/forms.ts';
import type { InboundMail } from '#app/modules/inbox/types.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { Checkbox } from '#app/ui/choices.tsx';
import { FormStack, TextInput } from '#app/ui/inputs.tsx';
import { Panel } from '#app/ui/panel.tsx';

type Result = { fieldErrors: Record<string, string[]>; values: Record<string, unknown>; intent: string } | null;

/** A person says where a mail belongs, or that it belongs nowhere. */
export function MailForms({ mail, result }: { mail: InboundMail; result: Result }) {
  const errors = result?.fieldErrors ?? {};
  const typed = (name: string) => (result ? String(result.values[name] ?? '') : undefined);
  // What the subject names is a proposal; the person looks and says.
  const named = namedInSubject(mail.subject);
  return (
    <>
      <Panel title="Put it where it belongs" pad>
        <Form method="post" noValidate>
          <FormStack>
            <TextInput
              name="number"
              label="Number of the dispute, invoice or customer"
              hint="The sender’s address proves nothing: look at what the mail says."
              error={errors.number}
              size="medium"
              autoComplete="off"
              defaultValue={typed('number') ?? named.number ?? undefined}
            />
            <TextInput
              name="lineNo"
              label="Line of the invoice it asks about"
              optional
              error={errors.lineNo}
              size="short"
              inputMode="numeric"
              autoComplete="off"
              defaultValue={typed('lineNo') ?? named.lineNo?.toString()}
            />
            <TextInput
              name="reason"
              label="How you know"
              error={errors.reason}
              maxLength={500}
              defaultValue={typed('reason')}
            />
            {mail.automatic === '' && (
              <Checkbox
                name="asks"
                value="yes"
                label="It is to be answered"
                hint="A message of the dispute, or a new question about the invoice or the account."
                defaultChecked={result ? result.values.asks === 'yes' : true}
              />
            )}
            <ButtonRow>
              <Button name="intent" value="place" busy="Placing…">
                Place the mail
              </Button>
            </ButtonRow>
          </FormStack>
        </Form>
      </Panel>
      <AsideForm error={errors.why} why={typed('why')} />
    </>
  );
}

type AsideProps = { error: string[] | undefined; why: string | undefined };

/** It belongs to no customer. */
const AsideForm = ({ error, why }: AsideProps) => (
  <Panel title="Or set it aside" pad>
    <Form method="post" noValidate>
      <FormStack>
        <TextInput name="why" label="Why it belongs to no customer" error={error} maxLength={500} defaultValue={why} />
        <ButtonRow>
          <Button variant="second" name="intent" value="aside" busy="Setting aside…">
            Set it aside
          </Button>
        </ButtonRow>
      </FormStack>
    </Form>
  </Panel>
);

import { Form, Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import type { CaseStep } from '#app/modules/cash-application/queries/case-story.server.ts';
import type { Case } from '#app/modules/cash-application/queries/list-cases.server.ts';
import { Button } from '#app/ui/button.tsx';
import { DateText, InstantText } from '#app/ui/date-text.tsx';
import { Definition } from '#app/ui/definition.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { DateInput, FormStack, Select, TextArea, TextInput } from '#app/ui/inputs.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Story } from '#app/ui/story.tsx';
import { NameText } from './name-text.tsx';
import { DEPARTMENT_WORDS } from './reduction-words.ts';
import { sourcePath } from './source-path.ts';

/** What the case is about. */
export function CaseFacts({ of }: { of: Case }) {
  const link = (to: string, number: string) => (
    <Link className="reference" to={to}>
      {number}
    </Link>
  );
  return (
    <Panel title="What it is about" pad>
      <Definition
        facts={[
          { label: 'Invoice', value: link(sourcePath({ kind: of.itemKind, sourceId: of.sourceId }), of.number) },
          ...(of.paymentId
            ? [{ label: 'Payment', value: link(`/staff/payments/${of.paymentId}`, of.paymentNumber ?? '') }]
            : []),
          { label: 'Amount', value: <MoneyText money={money(of.amountMinor, of.currency)} style="code" /> },
          { label: 'Since', value: <DateText date={of.effectiveOn} /> },
          ...(of.label
            ? [{ label: 'What for', value: `${of.label}, ${DEPARTMENT_WORDS[of.department ?? ''] ?? ''}` }]
            : []),
          { label: 'Who has it', value: of.ownerName ? <NameText text={of.ownerName} /> : 'Nobody yet' },
          ...(of.certificateNumber
            ? [{ label: 'Certificate', value: <span className="reference">{of.certificateNumber}</span> }]
            : []),
        ]}
      />
    </Panel>
  );
}

const STEP_WORDS: Record<CaseStep['kind'], string> = {
  assigned: 'Given to',
  noted: 'Note',
  asked: 'Asked for',
  collected: 'Collected',
  waived: 'Waived',
};

/** Every step, newest first. */
export function CaseStory({ steps, zone }: { steps: readonly CaseStep[]; zone: string }) {
  return (
    <Panel title="Its story" pad>
      {steps.length === 0 ? (
        <EmptyState>Nothing was noted yet.</EmptyState>
      ) : (
        <Story
          entries={steps.map((step) => ({
            key: step.id,
            when: <InstantText at={step.at} zone={zone} />,
            what: (
              <>
                {STEP_WORDS[step.kind]} {step.ownerName && <NameText text={step.ownerName} />}
                {step.certificateNumber && <span className="reference">{step.certificateNumber}</span>}
                {step.note && (
                  <>
                    {': '}
                    <NameText text={step.note} />
                  </>
                )}
              </>
            ),
            detail: (
              <>
                <NameText text={step.byName} />
                {step.dueOn && (
                  <>
                    , next by <DateText date={step.dueOn} />
                  </>
                )}
              </>
            ),
          }))}
        />
      )}
    </Panel>
  );
}

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

import type { DisputeView } from '#app/modules/disputes/types.ts';
import { CheckboxGroup } from '#app/ui/choices.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { Select, TextArea, TextInput } from '#app/ui/inputs.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { SEVERITY_WORDS } from './dispute-words.ts';
import { FoldedForm } from './folded-form.tsx';
import { NameText } from './name-text.tsx';

type Props = {
  dispute: DisputeView;
  others: readonly { id: string; number: string; reasonLabel: string }[];
  values: Record<string, string | undefined>;
  errors: FieldErrors;
  intent: string | null;
};

/** Joining with another of the customer's, parting lines into one of their own, and carrying a complaint up. */
export function JoinPanel({ dispute, others, values, errors, intent }: Props) {
  const isOpen = dispute.state !== 'closed';
  const canJoin = isOpen && others.length > 0;
  const canPart = isOpen && dispute.lines.filter(({ isContested }) => isContested).length > 1;
  if (isOpen && !canJoin && !canPart && dispute.kind !== 'complaint') return null;
  return (
    <Panel title={dispute.kind === 'complaint' && isOpen ? 'The complaint' : 'Join, part, reopen'} pad>
      <div className="staff-stack">
        {canJoin && (
          <FoldedForm title="It is the same as another" open={intent === 'merge'} intent="merge" label="Join them">
            <Select
              name="intoId"
              size="medium"
              label="Goes on as"
              placeholder="Choose another"
              options={others.map(({ id, number, reasonLabel }) => ({ value: id, label: `${number}, ${reasonLabel}` }))}
              error={errors.intoId}
            />
          </FoldedForm>
        )}
        {canPart && (
          <FoldedForm title="Part of it is another matter" open={intent === 'split'} intent="split" label="Part them">
            <CheckboxGroup
              name="lineIds"
              label="Lines that go into one of their own"
              choices={dispute.lines.map((line) => ({
                value: line.id,
                label: <NameText text={line.description ?? 'The rest'} />,
              }))}
              error={errors.lineIds}
            />
          </FoldedForm>
        )}
        {isOpen && dispute.kind === 'complaint' && (
          <FoldedForm title="How severe it is" open={intent === 'severity'} intent="severity" label="Keep severity">
            <Select
              name="severity"
              size="medium"
              label="Severity"
              options={Object.entries(SEVERITY_WORDS).map(([value, label]) => ({ value, label }))}
              defaultValue={values.severity ?? dispute.severity ?? 'normal'}
              error={errors.severity}
            />
          </FoldedForm>
        )}
        {isOpen && dispute.kind === 'complaint' && (
          <FoldedForm title="Carry the complaint up" open={intent === 'escalate'} intent="escalate" label="Carry it up">
            <TextInput
              name="escalateReason"
              label="Why now"
              defaultValue={values.escalateReason}
              error={errors.escalateReason}
            />
          </FoldedForm>
        )}
        {!isOpen && (
          <FoldedForm title="It is not over" open={intent === 'reopen'} intent="reopen" label="Open it again">
            <TextArea
              name="reopenReason"
              label="Why"
              rows={2}
              defaultValue={values.reopenReason}
              error={errors.reopenReason}
            />
          </FoldedForm>
        )}
      </div>
    </Panel>
  );
}

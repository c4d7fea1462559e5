import { Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import { STAFF_ROLE_NAMES, type StaffRole } from '#app/modules/auth/types.ts';
import type { ComplaintStep } from '#app/modules/disputes/queries/complaint-steps.server.ts';
import type { Decision, DisputeView } from '#app/modules/disputes/types.ts';
import { Figures } from '#app/ui/figures.tsx';
import { Note } from '#app/ui/message.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Story } from '#app/ui/story.tsx';
import { SEVERITY_WORDS } from './dispute-words.ts';
import { NameText } from './name-text.tsx';
import { ageText } from './reduction-words.ts';
import { StoryDayOf, StoryTimeOf } from './story-time.tsx';

const DECIDED: Readonly<Record<Decision, string>> = {
  agreed: 'Agreed in full',
  part: 'Agreed in part',
  refused: 'Refused',
  rebilled: 'Cancelled and billed again',
};

type OutcomeProps = { dispute: DisputeView; zone: string };

/** What was decided, with the numbers and the words the customer reads; or who has to. */
export function OutcomePanel({ dispute, zone }: OutcomeProps) {
  const { decisions, currency, approvalId, closedAt } = dispute;
  if (approvalId)
    return (
      <Note tone="warn" action={<Link to={`/staff/approvals?id=${approvalId}`}>See the request</Link>}>
        A second person decides. The disputed part stays on hold until then.
      </Note>
    );
  if (decisions.length === 0 && !closedAt) return null;
  return (
    <Panel title="What came of it" pad>
      {decisions.length === 0 ? (
        <p className="text-muted">Nothing had to be decided.</p>
      ) : (
        <Story
          entries={decisions.toReversed().map((one) => ({
            key: one.at.toISOString(),
            when: <StoryDayOf at={one.at} zone={zone} />,
            what: (
              <>
                {DECIDED[one.decision]}
                {one.creditNoteId && currency && (
                  <>
                    : <MoneyText money={money(one.agreedMinor, currency)} style="code" />,{' '}
                    <Link className="reference" to={`/staff/invoices/${one.creditNoteId}`}>
                      {one.creditNoteNumber}
                    </Link>
                  </>
                )}
              </>
            ),
            detail: <NameText text={one.words} />,
          }))}
        />
      )}
    </Panel>
  );
}

/** The rungs a complaint went up while it waited. */
export function LadderPanel({ steps, zone }: { steps: readonly ComplaintStep[]; zone: string }) {
  if (steps.length === 0) return null;
  return (
    <Panel title="Up the ladder" pad>
      <Story
        entries={steps.toReversed().map((step) => ({
          key: `${step.at.toISOString()} ${step.position}`,
          when: <StoryDayOf at={step.at} zone={zone} />,
          what: `${step.rung} (${(STAFF_ROLE_NAMES[step.role as StaffRole] ?? step.role).toLowerCase()})`,
          detail: (
            <>
              <StoryTimeOf at={step.at} zone={zone} />, <NameText text={`${step.why}. ${step.byName}`} />
            </>
          ),
        }))}
      />
    </Panel>
  );
}

/** How much, how old, and who wrote it; the keys for who works on it. */
export function DisputeFigures({
  dispute,
  ageDays,
  mayWork,
}: {
  dispute: DisputeView;
  ageDays: number;
  mayWork: boolean;
}) {
  const { amountMinor, currency } = dispute;
  return (
    <>
      {mayWork && (
        <p className="key-line text-13 text-muted not-printed">
          Keys: <kbd>T</kbd> take it, <kbd>M</kbd> message to the customer, <kbd>N</kbd> internal note, <kbd>H</kbd>{' '}
          hand over.
        </p>
      )}
      <Figures
        figures={[
          ...(amountMinor !== null && currency
            ? [
                {
                  ...{ label: `In dispute, ${currency}`, large: true },
                  value: <MoneyText money={money(amountMinor, currency)} style="bare" />,
                },
              ]
            : []),
          { label: 'Age', value: ageText(Math.floor(ageDays)) },
          ...(dispute.severity ? [{ label: 'Severity', value: SEVERITY_WORDS[dispute.severity] }] : []),
          { label: 'Written by', value: <NameText text={dispute.raisedByName} /> },
        ]}
      />
    </>
  );
}

import { Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import type { CaseStep } from '#app/modules/cash-application/queries/case-story.server.ts';
import type { Case } from '#app/modules/cash-application/queries/list-cases.server.ts';
import { DateText, InstantText } from '#app/ui/date-text.tsx';
import { Definition } from '#app/ui/definition.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
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
    <Panel title="Its story" pad={steps.length > 0}>
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

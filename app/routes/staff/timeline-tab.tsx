import { Link } from 'react-router';
import type { ActivityKind, NextStep } from '#app/modules/activity/types.ts';
import { Chips } from '#app/ui/chips.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FilterBar } from '#app/ui/filter-bar.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { ShownTab } from './customer-tab-list.ts';
import { StepWords } from './step-words.tsx';
import { TimelineStory } from './timeline-story.tsx';
import { KIND_WORDS } from './timeline-words.ts';

type TimelineTabProps = Extract<ShownTab, { tab: 'timeline' }> & {
  customerId: string;
  zone: string;
  mayWrite: boolean;
  leads: boolean;
};

/** The timeline of a customer: what to do next, what happened, by kind, and the search over it. */
export function TimelineTab(props: TimelineTabProps) {
  const { customerId, rows, kinds, kind, steps, fared, zone, mayWrite, leads, nextHref, firstHref } = props;
  return (
    <div className="staff-stack">
      <FilterBar action="/staff/search" label="Search this customer" submitLabel="Search">
        <input type="hidden" name="customer" value={customerId} />
        <TextInput
          type="search"
          name="q"
          label="Words in mails, notes and files"
          hint="“In quotes” as a phrase; -without."
          size="medium"
        />
      </FilterBar>
      {steps.length > 0 && <NextSteps steps={steps} customerId={customerId} mayWrite={mayWrite} />}
      <Panel
        title="What happened"
        aside={mayWrite && <Link to={`/staff/customers/${customerId}/notes`}>Write down a call, visit or note</Link>}
      >
        <div className="panel-pad">
          <Chips label="Only one kind" chips={kinds.map((one) => chipOf(one, kind))} />
        </div>
        {rows.length === 0 ? (
          <div className="panel-pad">
            <EmptyState action={(kind || firstHref) && <Link to={kinds[0]?.to ?? ''}>Show everything</Link>}>
              {kind ? 'Nothing of this kind has happened.' : 'Nothing has happened yet.'}
            </EmptyState>
          </div>
        ) : (
          <TimelineStory {...{ customerId, rows, fared, zone, leads }} />
        )}
      </Panel>
      <Pager label="Timeline" previousHref={firstHref} nextHref={nextHref} />
    </div>
  );
}

const chipOf = (one: { kind: ActivityKind | null; to: string }, shown: ActivityKind | null) => ({
  text: one.kind ? KIND_WORDS[one.kind] : 'Everything',
  ...(one.kind === shown ? { tone: 'positive' as const, icon: 'check' as const } : { to: one.to }),
});

type NextStepsProps = { steps: readonly NextStep[]; customerId: string; mayWrite: boolean };

function NextSteps({ steps, customerId, mayWrite }: NextStepsProps) {
  const follow = mayWrite ? <Link to={`/staff/customers/${customerId}/notes`}>Follow up</Link> : undefined;
  return (
    <Panel title="To do next" aside={follow} pad>
      <ul className="plain-list">
        {steps.map((step) => (
          <li key={step.noteId}>
            <StepWords step={step} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

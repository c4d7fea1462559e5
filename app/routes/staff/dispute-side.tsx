import { Link } from 'react-router';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { DisputeLesson } from '#app/modules/disputes/queries/dispute-lessons.server.ts';
import type { DisputeView } from '#app/modules/disputes/types.ts';
import { DateText, InstantText } from '#app/ui/date-text.tsx';
import { Definition } from '#app/ui/definition.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { Note } from '#app/ui/message.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Story } from '#app/ui/story.tsx';
import { LessonPanel } from './dispute-lesson-parts.tsx';
import { OwnerForms } from './dispute-owner-forms.tsx';
import { nextTarget } from './dispute-time.ts';
import { STATE_BADGES, type TimeLeft, targetWords } from './dispute-words.ts';
import { NameText } from './name-text.tsx';
import { StoryDayOf, StoryTimeOf } from './story-time.tsx';

type FormProps = { values: Record<string, string | undefined>; errors: FieldErrors };
type Colleague = { id: string; name: string };

type OwnerProps = FormProps & {
  dispute: DisputeView;
  colleagues: readonly Colleague[];
  me: string;
  mayWork: boolean;
  timeLeft: TimeLeft | null;
  zone: string;
  today: PlainDate;
};

/** Who has it and by when it is answered. */
export function OwnerPanel({ dispute, colleagues, me, mayWork, timeLeft, zone, today, ...form }: OwnerProps) {
  const due = nextTarget(dispute);
  return (
    <Panel title="Who has it, and by when" pad>
      <div className="staff-stack">
        <Definition
          facts={[
            { label: 'Who has it', value: dispute.ownerName ? <NameText text={dispute.ownerName} /> : 'Nobody yet' },
            {
              label: 'Answer due',
              value: due ? (
                <>
                  <InstantText at={due} zone={zone} />
                  {timeLeft && <span className="under">{targetWords(timeLeft)}</span>}
                </>
              ) : (
                'No clock runs'
              ),
            },
            {
              label: 'Promised to the customer',
              value: dispute.promisedOn ? <DateText date={dispute.promisedOn} weekday today={today} /> : 'Nothing yet',
            },
          ]}
        />
        {mayWork && <OwnerForms {...{ ...form, dispute, colleagues, me }} />}
      </div>
    </Panel>
  );
}

type StagesProps = { dispute: DisputeView; zone: string; lesson: DisputeLesson | null };

/** Every stage it went through: their times sum to its age. Where it is over, what it teaches. */
export function StagesPanel({ dispute, zone, lesson }: StagesProps) {
  return (
    <>
      {dispute.closedAt !== null && <LessonPanel disputeId={dispute.id} lesson={lesson} />}
      <Panel title="Its stages" pad>
        <Story
          entries={dispute.stages.toReversed().map((stage) => ({
            key: String(stage.position),
            when: <StoryDayOf at={stage.at} zone={zone} />,
            what: STATE_BADGES[stage.toState].text,
            detail: (
              <>
                <StoryTimeOf at={stage.at} zone={zone} />,{' '}
                <NameText
                  text={stage.why && stage.why !== stage.byName ? `${stage.byName}: ${stage.why}` : stage.byName}
                />
              </>
            ),
          }))}
        />
      </Panel>
    </>
  );
}

type Named = { id: string; number: string };

/** Others it was joined with or parted from. */
export function RelatedDisputes({ joined, parted }: { joined: Named | null; parted: Named | null }) {
  const link = ({ id, number }: Named) => (
    <Link className="reference" to={`/staff/disputes/${id}`}>
      {number}
    </Link>
  );
  if (!joined && !parted) return null;
  return (
    <Note>
      {joined && <>Joined with {link(joined)}. </>}
      {parted && <>Parted from {link(parted)}.</>}
    </Note>
  );
}

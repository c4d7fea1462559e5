import { Form, Link } from 'react-router';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { showText } from '#app/kernel/show-text.ts';
import type { Breach } from '#app/modules/disputes/queries/breaches-of.server.ts';
import type { DisputeLesson } from '#app/modules/disputes/queries/dispute-lessons.server.ts';
import type { DisputeView } from '#app/modules/disputes/types.ts';
import { Button } from '#app/ui/button.tsx';
import { DateText, InstantText } from '#app/ui/date-text.tsx';
import { Definition } from '#app/ui/definition.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { DateInput, FormStack, Select, TextInput } from '#app/ui/inputs.tsx';
import { Note } from '#app/ui/message.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Story } from '#app/ui/story.tsx';
import { KeyTarget } from '#app/ui/work-keys.tsx';
import { LessonPanel } from './dispute-lesson-parts.tsx';
import { nextTarget } from './dispute-time.ts';
import { STATE_BADGES, type TimeLeft, targetWords } from './dispute-words.ts';
import { NameText } from './name-text.tsx';

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
        {mayWork && dispute.ownerUser !== me && (
          <Form method="post">
            <KeyTarget letter="t">
              <Button small name="intent" value="take" busy="Taking…">
                Take it
              </Button>
            </KeyTarget>
          </Form>
        )}
        {mayWork && (
          <Form method="post" noValidate>
            <FormStack>
              <Select
                name="ownerId"
                size="medium"
                label="Give it to"
                placeholder="Choose a colleague"
                options={colleagues.map(({ id, name }) => ({ value: id, label: showText(name) }))}
                error={form.errors.ownerId}
              />
              <div>
                <Button small variant="second" name="intent" value="assign" busy="Saving…">
                  Give it over
                </Button>
              </div>
            </FormStack>
          </Form>
        )}
        {mayWork && (
          <Form method="post" noValidate>
            <FormStack>
              <DateInput
                name="promisedOn"
                label="Promise an answer by"
                defaultValue={form.values.promisedOn ?? dispute.promisedOn ?? ''}
                error={form.errors.promisedOn}
              />
              <div>
                <Button small variant="second" name="intent" value="promise" busy="Saving…">
                  Promise this day
                </Button>
              </div>
            </FormStack>
          </Form>
        )}
      </div>
    </Panel>
  );
}

type BreachProps = FormProps & { breaches: readonly Breach[]; mayWork: boolean; zone: string };

/** Targets that were missed, each with the reason given afterwards. */
export function BreachPanel({ breaches, mayWork, zone, ...form }: BreachProps) {
  if (breaches.length === 0) return null;
  return (
    <Panel title="Targets missed" pad>
      <ul className="form-stack">
        {breaches.map((breach) => (
          <li key={breach.id}>
            {breach.clock === 'answer' ? 'The answer' : 'The result'} was due{' '}
            <InstantText at={breach.dueAt} zone={zone} />.{' '}
            {breach.cause !== null ? (
              <NameText text={`${breach.cause} (${breach.explainedByName})`} />
            ) : mayWork ? (
              <Form method="post" noValidate className="mt-2">
                <input type="hidden" name="breachId" value={breach.id} />
                <FormStack>
                  <TextInput
                    name={`cause-${breach.clock}`}
                    label={breach.clock === 'answer' ? 'Why the answer was late' : 'Why the result was late'}
                    defaultValue={form.values[`cause-${breach.clock}`]}
                    error={form.errors[`cause-${breach.clock}`]}
                    autoComplete="off"
                  />
                  <div>
                    <Button small variant="second" name="intent" value={`explain-${breach.clock}`} busy="Saving…">
                      Keep the reason
                      <span className="sr-only"> for the {breach.clock === 'answer' ? 'answer' : 'result'}</span>
                    </Button>
                  </div>
                </FormStack>
              </Form>
            ) : (
              'Nobody has said why yet.'
            )}
          </li>
        ))}
      </ul>
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
            when: <InstantText at={stage.at} zone={zone} />,
            what: STATE_BADGES[stage.toState].text,
            detail: <NameText text={stage.why ? `${stage.byName}: ${stage.why}` : stage.byName} />,
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

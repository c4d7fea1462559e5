import type { DisputeQueue, DisputeView } from '#app/modules/disputes/types.ts';
import { InstantText } from '#app/ui/date-text.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Story } from '#app/ui/story.tsx';
import { KeyTarget } from '#app/ui/work-keys.tsx';
import { AskForm } from './dispute-ask-form.tsx';
import { AnswerForm, AskColleagueForm } from './dispute-colleague-forms.tsx';
import { NameText } from './name-text.tsx';
import { StoryDayOf } from './story-time.tsx';

type HandOverProps = {
  dispute: DisputeView;
  zone: string;
  mayWork: boolean;
  values: Record<string, string | undefined>;
  errors: FieldErrors;
  /** What was sent last, when it came back. */
  intent: string | null;
  me: string;
  colleagues: readonly { id: string; name: string }[];
  departments: readonly DisputeQueue[];
  /** Who usually knows about such a matter. */
  knows: string | null;
};

/**
 * Asks a department, whose people need no account and answer from a link in a mail, or a colleague, who answers here. Our clock
 * runs on.
 */
export function HandOverPanel(props: HandOverProps) {
  const { dispute, zone, mayWork, values, errors, intent, me, colleagues, departments, knows } = props;
  const mine = dispute.handovers.find((one) => one.toUser === me && !one.answeredAt && !one.recalledAt);
  const files = dispute.messages.flatMap((message) => message.files);
  return (
    <Panel title="Handed over" pad id="handed-over">
      <div className="staff-stack">
        {dispute.handovers.length === 0 ? (
          <p className="text-muted">
            Nobody else was asked. Sales, service, shipping and operations answer by mail, colleagues here.
          </p>
        ) : (
          <Story
            entries={dispute.handovers.toReversed().map((one) => ({
              key: one.id,
              when: <StoryDayOf at={one.askedAt} zone={zone} />,
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
        {mine && mayWork && <AnswerForm handoverId={mine.id} {...{ values, errors }} />}
        {mayWork && (
          <>
            <Disclosure shut="Ask a department" startOpen={intent === 'hand-over'}>
              <AskForm {...{ values, errors, departments, knows, files }} />
            </Disclosure>
            <KeyTarget letter="h">
              <Disclosure shut="Hand over to a colleague" startOpen={intent === 'ask-colleague'}>
                <AskColleagueForm {...{ values, errors }} colleagues={colleagues.filter(({ id }) => id !== me)} />
              </Disclosure>
            </KeyTarget>
          </>
        )}
      </div>
    </Panel>
  );
}

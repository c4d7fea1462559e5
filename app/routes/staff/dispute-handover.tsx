import type { DisputeQueue, DisputeView } from '#app/modules/disputes/types.ts';
import { InstantText } from '#app/ui/date-text.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Story } from '#app/ui/story.tsx';
import { AskForm } from './dispute-ask-form.tsx';
import { NameText } from './name-text.tsx';
import { StoryDayOf } from './story-time.tsx';

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
        {mayWork && (
          <Disclosure shut="Ask a department" startOpen={open}>
            <AskForm {...{ values, errors, departments, knows, files }} />
          </Disclosure>
        )}
      </div>
    </Panel>
  );
}

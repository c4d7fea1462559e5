import { Form, Link } from 'react-router';
import type { Mention } from '#app/modules/disputes/queries/list-mentions.server.ts';
import { Button } from '#app/ui/button.tsx';
import { InstantText } from '#app/ui/date-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { NameText } from './name-text.tsx';

/** What colleagues ask this person: a note stays until it is put aside, what was handed over until it is answered. */
export function MentionPanel({ mentions, zone }: { mentions: readonly Mention[]; zone: string }) {
  return (
    <Panel title="Colleagues ask you" pad>
      <ul className="form-stack">
        {mentions.map((mention) => (
          <li key={mention.id} className="flex flex-wrap items-baseline gap-4">
            <span>
              <Link
                className="reference"
                to={`/staff/disputes/${mention.disputeId}#${mention.messageId ? 'internal-notes' : 'handed-over'}`}
              >
                {mention.number}
              </Link>
              , <NameText text={mention.byName} />, <InstantText at={mention.at} zone={zone} />:{' '}
              <NameText text={mention.excerpt} />
              {mention.dueAt && (
                <span className="under">
                  answer by <InstantText at={mention.dueAt} zone={zone} />
                </span>
              )}
            </span>
            {mention.messageId && (
              <Form method="post">
                <input type="hidden" name="messageId" value={mention.messageId} />
                <Button small variant="quiet" name="intent" value="seen" busy="Saving…">
                  Done<span className="sr-only"> with {mention.number}</span>
                </Button>
              </Form>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

import { Form, Link } from 'react-router';
import type { Delivery, TimelineEntry } from '#app/modules/delivery/types.ts';
import { CHANNEL_WAYS, CHANNEL_WORDS, STATE_WORDS } from '#app/modules/delivery/ui/delivery-words.ts';
import { Button } from '#app/ui/button.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { TimelineStory } from './delivery-timeline.tsx';

type DeliveryProps = {
  way: { timeline: readonly TimelineEntry[]; tasks: readonly Delivery[]; canStop: readonly Delivery[] };
  zone: string;
  once: string;
  maySend: boolean;
};

/** What happened to the document on its way, newest first, what can still be taken back, and the button that sends it again. */
export function DeliveryPanel({ way, zone, once, maySend }: DeliveryProps) {
  const { timeline, tasks, canStop } = way;
  return (
    <Panel title="Delivery" pad>
      {tasks.map((task) => (
        <p key={task.id} className="pb-3">
          <Link to={`/staff/deliveries/${task.id}`}>{CHANNEL_WORDS[task.channel]}</Link>: {STATE_WORDS[task.state]}
        </p>
      ))}
      <TimelineStory entries={timeline} zone={zone} />
      {maySend && (
        <div className="flex flex-wrap gap-3 pt-3">
          {canStop.map((sending) => (
            <Form key={sending.id} method="post">
              <input type="hidden" name="deliveryId" value={sending.id} />
              <Button variant="second" small name="intent" value="withdraw" busy="Taking back…">
                Do not send{canStop.length > 1 ? ` ${CHANNEL_WAYS[sending.channel]}` : ''}
              </Button>
            </Form>
          ))}
          <Form method="post">
            <input type="hidden" name="once" value={once} />
            <Button variant="second" small name="intent" value="resend" busy="Sending…">
              {timeline.some(({ channel }) => channel === 'email') ? 'Send again' : 'Send by e-mail'}
            </Button>
          </Form>
        </div>
      )}
    </Panel>
  );
}

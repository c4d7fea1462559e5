import { Form } from 'react-router';
import { dateInZone, type PlainDate } from '#app/kernel/plain-date.ts';
import type { DeliveryStep, DocumentView } from '#app/modules/reports/queries/invoice-delivery.server.ts';
import { Button } from '#app/ui/button.tsx';
import { DateText, InstantText } from '#app/ui/date-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { StoryByDay, type StoryDay } from '#app/ui/story.tsx';

const STATE_WORDS: Record<string, string> = {
  queued: 'Waiting to be sent',
  sent: 'Sent',
  delivered: 'Delivered',
  bounced: 'Came back',
  failed: 'Could not be sent',
  suppressed: 'Kept back',
};
const KIND_WORDS: Record<string, string> = {
  payment_failed: 'about a failed payment',
  payment_processing: 'about a payment',
};

type Step = { at: Date; key: string; what: string; detail: string };

/** Steps under the day they happened on, in the company's zone. */
function daysOf(steps: readonly Step[], zone: string): StoryDay[] {
  const days = new Map<PlainDate, Step[]>();
  for (const step of steps) {
    const day = dateInZone(step.at, zone);
    days.set(day, [...(days.get(day) ?? []), step]);
  }
  return [...days].map(([day, list]) => ({
    key: day,
    day: <DateText date={day} weekday />,
    entries: list.map((step) => ({
      key: step.key,
      when: <InstantText at={step.at} zone={zone} show="time" />,
      what: step.what,
      detail: step.detail,
    })),
  }));
}

type DeliveryProps = {
  delivery: { messages: readonly DeliveryStep[]; views: readonly DocumentView[] };
  zone: string;
  once: string;
  maySend: boolean;
};

/** Each message and each look at it, newest first, and the button that sends it again. */
export function DeliveryPanel({ delivery, zone, once, maySend }: DeliveryProps) {
  const steps = [
    ...delivery.messages.map((message) => ({
      at: message.changedAt,
      key: message.id,
      what: `${STATE_WORDS[message.state] ?? message.state}${KIND_WORDS[message.kind] ? `, ${KIND_WORDS[message.kind]}` : ''}`,
      detail: [message.toAddress, message.stateReason].filter(Boolean).join('. '),
    })),
    ...delivery.views.map((view) => ({
      at: view.viewedAt,
      key: view.id,
      what: 'Viewed by the customer',
      detail: view.viewerName,
    })),
  ].sort((a, b) => b.at.getTime() - a.at.getTime());
  return (
    <Panel title="Delivery" pad>
      {steps.length > 0 ? (
        <StoryByDay days={daysOf(steps, zone)} />
      ) : (
        <p className="text-muted">It was not sent by mail from here.</p>
      )}
      {maySend && (
        <Form method="post" className="pt-3">
          <input type="hidden" name="once" value={once} />
          <Button variant="second" small name="intent" value="resend" busy="Sending…">
            {delivery.messages.length > 0 ? 'Send again' : 'Send by e-mail'}
          </Button>
        </Form>
      )}
    </Panel>
  );
}

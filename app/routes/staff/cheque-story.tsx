import { money } from '#app/kernel/money.ts';
import { dateInZone } from '#app/kernel/plain-date.ts';
import type { Instrument, InstrumentEvent } from '#app/modules/instruments/types.ts';
import { CHEQUE_STEP_WORDS } from '#app/modules/instruments/ui/cheque-words.ts';
import { DateText, InstantText } from '#app/ui/date-text.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { StoryByDay } from '#app/ui/story.tsx';
import { Numbered } from './cheque-parts.tsx';
import { NameText } from './name-text.tsx';

/** Every step, newest first. */
export function ChequeStory({ cheque, zone }: { cheque: Instrument; zone: string }) {
  const days = new Map<string, InstrumentEvent[]>();
  for (const event of cheque.events) {
    const day = dateInZone(event.at, zone);
    days.set(day, [...(days.get(day) ?? []), event]);
  }
  return (
    <Panel title="Its story" pad>
      <StoryByDay
        days={[...days].map(([day, events]) => ({
          key: day,
          day: <DateText date={dateInZone(events[0]!.at, zone)} weekday />,
          entries: events.map((event) => ({
            key: event.id,
            when: <InstantText at={event.at} zone={zone} show="time" />,
            what: <Step event={event} cheque={cheque} />,
            detail: <StepDetail event={event} zone={zone} />,
          })),
        }))}
      />
    </Panel>
  );
}

function Step({ event, cheque }: { event: InstrumentEvent; cheque: Instrument }) {
  return (
    <>
      {CHEQUE_STEP_WORDS[event.kind]}
      {event.custodianName && (
        <>
          , kept by <NameText text={event.custodianName} />
        </>
      )}
      {event.batch && (
        <>
          {' '}
          <Numbered to={`/staff/deposits/${event.batch.id}`}>{event.batch.number}</Numbered>
        </>
      )}
      {event.payment && (
        <>
          {' '}
          <Numbered to={`/staff/payments/${event.payment.id}`}>{event.payment.number}</Numbered>
        </>
      )}
      {event.chargeMinor !== null && (
        <>
          , our bank took <MoneyText money={money(event.chargeMinor, cheque.currency)} />
        </>
      )}
      {event.debitNote && (
        <>
          , billed by <Numbered to={`/staff/invoices/${event.debitNote.id}`}>{event.debitNote.number}</Numbered>
        </>
      )}
    </>
  );
}

function StepDetail({ event, zone }: { event: InstrumentEvent; zone: string }) {
  return (
    <>
      <NameText text={event.byName} />
      {event.on !== dateInZone(event.at, zone) && (
        <>
          , counts on <DateText date={event.on} />
        </>
      )}
      {event.dueOn && (
        <>
          , due <DateText date={event.dueOn} />
        </>
      )}
      {event.reason && (
        <>
          . <NameText text={event.reason} />
        </>
      )}
    </>
  );
}

import { dateFormat } from '#app/kernel/kept-formats.ts';
import { dateInZone } from '#app/kernel/plain-date.ts';
import type { TimelineEntry } from '#app/modules/delivery/types.ts';
import { stepText } from '#app/modules/delivery/ui/delivery-words.ts';
import { DateText, InstantText } from '#app/ui/date-text.tsx';
import { StoryByDay } from '#app/ui/story.tsx';
import { NameText } from './name-text.tsx';

type TimelineProps = { entries: readonly TimelineEntry[]; zone: string };

/** Every step of a document's way, under the day it happened on in the company's zone, newest first. */
export function TimelineStory({ entries, zone }: TimelineProps) {
  if (entries.length === 0) return <p className="text-muted">It was not sent from here.</p>;
  const byDay = Map.groupBy(entries, (entry) => dateInZone(entry.at, zone));
  return (
    <StoryByDay
      days={[...byDay].map(([day, list]) => ({
        key: day,
        day: <DateText date={day} weekday />,
        entries: list.map((entry) => ({
          key: entry.key,
          when: <InstantText at={entry.at} zone={zone} show="time" />,
          what: <NameText text={stepText(entry, timeOf(entry.at, zone))} />,
          detail: <Detail entry={entry} />,
        })),
      }))}
    />
  );
}

const timeOf = (at: Date, zone: string): string =>
  dateFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);

function Detail({ entry }: { entry: TimelineEntry }) {
  const { toAddress, reference, reason, byName, paidOn, evidence, deliveryId } = entry;
  const viewer = entry.kind === 'viewed' ? entry.person : '';
  const texts = [toAddress || viewer, reference && `Reference ${reference}`, reason, byName].filter(Boolean);
  if (texts.length === 0 && !paidOn && !evidence) return null;
  return (
    <>
      {texts.length > 0 && <NameText text={texts.join('. ')} />}
      {paidOn && (
        <>
          {' '}
          Paid on <DateText date={paidOn} />
        </>
      )}
      {evidence && deliveryId && (
        <>
          {' '}
          <a href={`/staff/deliveries/${deliveryId}/evidence/${evidence.id}`} download={evidence.fileName}>
            See {evidence.fileName}
          </a>
        </>
      )}
    </>
  );
}

import { Link } from 'react-router';
import { dateInZone, type PlainDate } from '#app/kernel/plain-date.ts';
import type { TimelineRow } from '#app/modules/activity/types.ts';
import type { MessageFared } from '#app/modules/delivery/queries/message-states.server.ts';
import { DateText, InstantText } from '#app/ui/date-text.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { StoryByDay, type StoryEntry } from '#app/ui/story.tsx';
import { faredWords, pathOf } from './timeline-words.ts';

type TimelineStoryProps = {
  customerId: string;
  rows: readonly TimelineRow[];
  fared: Readonly<Record<string, MessageFared>>;
  zone: string;
  /** A partner may not open what leads elsewhere. */
  leads: boolean;
};

/** As much of a text as a line of the timeline shows; where it leads, it is whole. */
const TEXT_SHOWN_MAX = 400;

/** What happened between a customer and us, newest first, with days as headings. */
export function TimelineStory({ customerId, rows, fared, zone, leads }: TimelineStoryProps) {
  const days = new Map<PlainDate, TimelineRow[]>();
  for (const row of rows) {
    const day = dateInZone(row.at, zone);
    days.set(day, [...(days.get(day) ?? []), row]);
  }
  const entry = (row: TimelineRow): StoryEntry => ({
    key: row.id,
    when: <InstantText at={row.at} zone={zone} show="time" />,
    what: <What row={row} to={leads ? pathOf({ ...row, customerId }) : null} />,
    detail: <Detail row={row} {...(fared[row.subjectId] ? { sent: fared[row.subjectId] } : {})} />,
  });
  return (
    <StoryByDay
      days={[...days].map(([day, list]) => ({
        key: day,
        day: <DateText date={day} weekday />,
        entries: list.map(entry),
      }))}
    />
  );
}

function What({ row, to }: { row: TimelineRow; to: string | null }) {
  const words = to ? (
    <Link className="quiet-link" to={to}>
      {row.title}
    </Link>
  ) : (
    row.title
  );
  if (!row.amount) return words;
  return (
    <>
      {words}, <MoneyText money={row.amount} style="code" />
    </>
  );
}

function Detail({ row, sent }: { row: TimelineRow; sent?: MessageFared | undefined }) {
  // What a document says stands in it; the timeline names it by its first line.
  const whole = row.kind === 'document' ? (row.text.split('\n')[0] ?? '') : row.text;
  const text = whole.length > TEXT_SHOWN_MAX ? `${whole.slice(0, TEXT_SHOWN_MAX).toWellFormed()} …` : whole;
  const said = [sent?.subject, sent && faredWords(sent), text !== sent?.subject && text].filter(Boolean);
  const who = [row.by.name, row.people].filter(Boolean).join(', with ');
  return (
    <>
      {said.map((one) => (
        <span key={String(one)} className="block whitespace-pre-line wrap-anywhere" dir="auto">
          {one}
        </span>
      ))}
      {who && <span className="block wrap-anywhere">{row.by.name ? who : `from ${row.people}`}</span>}
    </>
  );
}

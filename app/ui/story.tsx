import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export type StoryEntry = {
  key: string;
  /** A <DateText> or <InstantText>. */
  when: ReactNode;
  what: ReactNode;
  detail?: ReactNode;
};

/** What happened, newest first. */
export function Story({ entries }: { entries: readonly StoryEntry[] }) {
  return <ol className="story">{entries.map(storyEntry)}</ol>;
}

export type StoryDay = { key: string; day: ReactNode; entries: readonly StoryEntry[] };

/** The same with days as headings; `when` is then the time of day. */
export function StoryByDay({ days }: { days: readonly StoryDay[] }) {
  return (
    <ol className={classNames('story', 'story-clock')}>
      {days.flatMap((day) => [
        <li key={day.key} className="story-day">
          {day.day}
        </li>,
        ...day.entries.map(storyEntry),
      ])}
    </ol>
  );
}

const storyEntry = (entry: StoryEntry) => (
  <li key={entry.key}>
    <span>{entry.when}</span>
    <span>
      {entry.what}
      {entry.detail && <span className="under">{entry.detail}</span>}
    </span>
  </li>
);

import { formatDate, formatDateWithWeekday, threeLetterMonth } from '#app/kernel/format-date.ts';
import { dateFormat } from '#app/kernel/kept-formats.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { useLocale } from './locale.tsx';
import { relationToToday } from './relation.ts';

type DateTextProps = {
  date: PlainDate;
  locale?: string;
  /** Where a person must act by this date: "Fri 28 Nov 2026". */
  weekday?: boolean;
  /** Adds the relation to today after the date: "28 Nov 2026, in 7 days". */
  today?: PlainDate;
  className?: string;
};

/** The one way a business date reaches a page: never all digits, always in a time element. */
export function DateText({ date, locale, weekday = false, today, className }: DateTextProps) {
  const language = useLocale(locale);
  const text = weekday ? formatDateWithWeekday(date, language) : formatDate(date, language);
  const time = (
    <time className={className ?? 'whitespace-nowrap'} dateTime={date}>
      {text}
    </time>
  );
  if (!today) return time;
  return (
    <>
      {time}, {relationToToday(date, today)}
    </>
  );
}

type InstantTextProps = {
  /** An instant; strings are ISO 8601 with a zone. */
  at: Date | string;
  /** IANA zone in which the reader should see it, for example the company's. */
  zone: string;
  locale?: string;
  show?: 'time' | 'date-time';
};

/** When something happened, in the ledger's zone. */
export function InstantText({ at, zone, locale, show = 'date-time' }: InstantTextProps) {
  const language = useLocale(locale);
  const instant = typeof at === 'string' ? at : at.toISOString();
  const text = dateFormat(language, {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    numberingSystem: 'latn',
    calendar: 'gregory',
    ...(show === 'date-time' ? { day: 'numeric', month: 'short', year: 'numeric' } : {}),
  }).format(Date.parse(instant));
  return (
    <time className="whitespace-nowrap" dateTime={instant}>
      {threeLetterMonth(text, language)}
    </time>
  );
}

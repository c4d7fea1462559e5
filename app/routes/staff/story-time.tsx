import { dateInZone } from '#app/kernel/plain-date.ts';
import { DateText, InstantText } from '#app/ui/date-text.tsx';

type At = { at: Date; zone: string };

/** The day of an entry of a story: its column is as wide as a day. */
export const StoryDayOf = ({ at, zone }: At) => <DateText date={dateInZone(at, zone)} />;

/** The time of the day, which goes with the words. */
export const StoryTimeOf = ({ at, zone }: At) => <InstantText at={at} zone={zone} show="time" />;

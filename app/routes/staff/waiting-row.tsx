import type { WorkWaiting } from '#app/modules/reports/queries/work-waiting.server.ts';
import { DateText } from '#app/ui/date-text.tsx';
import type { WorkRow } from '#app/ui/work-list.tsx';

/** "1 payment", "3 payments". */
export const things = (n: number, one: string, many: string) => (n === 1 ? `1 ${one}` : `${n} ${many}`);

/** Where a row leads, and its words. */
export type RowWords = readonly [to: string, title: string, detail: string, action: (n: number) => string];

/** One list that waits, with the words of its row. */
export function waitingRow(
  waiting: WorkWaiting,
  key: keyof WorkWaiting,
  [to, title, detail, action]: RowWords,
): WorkRow {
  const { count, since } = waiting[key];
  const age = since ? (
    <>
      since <DateText date={since} />
    </>
  ) : undefined;
  return { key, count, to, title, detail, age, action: action(count) };
}

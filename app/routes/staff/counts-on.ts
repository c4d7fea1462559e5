import { formatDate } from '#app/kernel/format-date.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';

/** Said after something done today that counts on a later day, as when this month is closed; otherwise nothing. */
export const countsOnText = (effectiveOn: PlainDate, { today }: { today: PlainDate }, locale: string): string =>
  effectiveOn > today ? ` It counts on ${formatDate(effectiveOn, locale)}, the first day it can.` : '';

import { addDays, daysBetween, endOfMonth, type PlainDate } from '#app/kernel/plain-date.ts';

type Expiring = { readonly expMonth: number | null; readonly expYear: number | null };

/** A card can be used to the end of the month it names; null for what does not end. */
export function lastUsableOn({ expMonth, expYear }: Expiring): PlainDate | null {
  if (expMonth === null || expYear === null) return null;
  return endOfMonth(`${expYear}-${String(expMonth).padStart(2, '0')}-01` as PlainDate);
}

export function isExpired(method: Expiring, on: PlainDate): boolean {
  const last = lastUsableOn(method);
  return last !== null && last < on;
}

/** Which of the policy's days a card's end has come to today: the nearest reached, so that a late start tells once. */
export function expiryStage(method: Expiring, expiryDays: readonly number[], today: PlainDate): number | null {
  const last = lastUsableOn(method);
  if (last === null || last < today) return null;
  const left = daysBetween(today, last);
  const reached = expiryDays.filter((days) => left <= days);
  return reached.length === 0 ? null : Math.min(...reached);
}

/** The first day on which a card's end is worth a word. */
export const isEndingSoon = (method: Expiring, today: PlainDate, days = 60): boolean => {
  const last = lastUsableOn(method);
  return last !== null && last <= addDays(today, days);
};

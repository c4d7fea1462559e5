import { addMonthsClamped, type PlainDate } from '#app/kernel/plain-date.ts';
import type { InvoiceLineInput } from '../types.ts';

type Deferral = Pick<InvoiceLineInput, 'deferFromOn' | 'deferToOn'>;

export const DEFERRAL_YEARS_MAX = 20;

/** Both days or neither, the last not before the first, twenty years at most. */
export function deferralFits({ deferFromOn, deferToOn }: Deferral): boolean {
  if (!deferFromOn || !deferToOn) return !deferFromOn && !deferToOn;
  return deferToOn >= deferFromOn && deferToOn < addMonthsClamped(deferFromOn, DEFERRAL_YEARS_MAX * 12);
}

/** The days over which a stored line is earned, absent where it is earned when issued. */
export const deferralOf = (row: { defer_from_on: string | null; defer_to_on: string | null }): Deferral =>
  row.defer_from_on === null
    ? {}
    : { deferFromOn: row.defer_from_on as PlainDate, deferToOn: row.defer_to_on as PlainDate };

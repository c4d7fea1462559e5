import { later, type PlainDate } from '#app/kernel/plain-date.ts';
import { addWorkingDays, type WorkingCalendar } from '#app/kernel/working-days.ts';

/** From receipt to deposit. */
const WORKING_DAYS_TO_DEPOSIT = 2;

/**
 * The day by which a cheque has to be at the bank: two working days after it was received, or after the date written on it
 * where that is later. The day it was received does not count, at whatever hour it came: Thursday 16:00 is due on Monday,
 * and on Tuesday where Friday is a holiday.
 */
export const depositDueOn = (
  cheque: { readonly receivedOn: PlainDate; readonly datedOn: PlainDate },
  calendar: WorkingCalendar,
): PlainDate => addWorkingDays(later(cheque.receivedOn, cheque.datedOn), WORKING_DAYS_TO_DEPOSIT, calendar);

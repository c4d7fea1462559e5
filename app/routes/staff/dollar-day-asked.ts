import { parseId } from '#app/kernel/ids.ts';
import { type Currency, parseCurrency } from '#app/kernel/money.ts';
import { addDays, daysBetween, type PlainDate } from '#app/kernel/plain-date.ts';
import { type DayWindow, type DelayCause, isDelayCause } from '#app/modules/reports/types.ts';
import { askedRange } from './tax-asked.ts';

/** Unless the address says which days, the last ninety up to today. */
const DAYS_BACK = 89;
/** Longer than this is not one picture any more. */
const DAYS_MAX = 731;

export type AskedDays = {
  /** Null where the address asks for days that are none. */
  readonly window: DayWindow | null;
  readonly asked: { readonly from: string; readonly to: string };
  readonly fieldErrors: Record<string, string[]>;
  readonly currency: Currency | null;
  readonly cause: DelayCause | null;
  /** Of a dispute; null asks for all departments, empty for what no department had. */
  readonly department: string | null;
  readonly itemId: string | null;
  readonly customerId: string | null;
};

/** Which days, cause and debts an address asks for. Anything strange among the filters is no filter. */
export function askedDays(url: URL, today: PlainDate): AskedDays {
  const inFull = new URL(url);
  if (!url.searchParams.get('from')) inFull.searchParams.set('from', addDays(today, -DAYS_BACK));
  const { range, asked, fieldErrors } = askedRange(inFull, today);
  const isTooLong = range !== null && daysBetween(range.fromOn, range.toOn) >= DAYS_MAX;
  const cause = url.searchParams.get('cause') ?? '';
  return {
    window: isTooLong ? null : range,
    asked,
    fieldErrors: isTooLong ? { from: ['Choose two years or fewer.'] } : fieldErrors,
    currency: parseCurrency(url.searchParams.get('currency') ?? ''),
    cause: isDelayCause(cause) ? cause : null,
    department: url.searchParams.get('department'),
    itemId: parseId(url.searchParams.get('item')) ?? null,
    customerId: parseId(url.searchParams.get('customer')) ?? null,
  };
}

/** The filters as `debtDays` takes them. */
export const filtersOf = (asked: AskedDays) => ({
  ...(asked.currency && { currency: asked.currency }),
  ...(asked.cause && { cause: asked.cause }),
  ...(asked.department !== null && { department: asked.department }),
  ...(asked.itemId && { itemId: asked.itemId }),
  ...(asked.customerId && { customerId: asked.customerId }),
});

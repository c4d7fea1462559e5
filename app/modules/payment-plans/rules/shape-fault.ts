import { compareDates, type PlainDate } from '#app/kernel/plain-date.ts';
import type { PlanRefusal, PlanWish } from '../types.ts';
import { canSplit } from './schedule-of.ts';

/** What makes a wish no wish at all, inside or outside any policy; null where it is one. Once agreed, one payment is enough. */
export function shapeFault(wish: PlanWish, today: PlainDate, leastCount = 2): PlanRefusal | null {
  const bad = (what: Extract<PlanRefusal, { code: 'bad-shape' }>['what']): PlanRefusal => ({ code: 'bad-shape', what });
  if (wish.items.length === 0) return { code: 'nothing-chosen' };
  if (new Set(wish.items.map((item) => item.itemId)).size < wish.items.length) return { code: 'nothing-chosen' };
  if (!Number.isInteger(wish.count) || wish.count < leastCount || wish.count > 60) return bad('count');
  if (compareDates(wish.firstOn, today) < 0) return bad('first-on');
  if (wish.nextOn !== null && compareDates(wish.nextOn, wish.firstOn) <= 0) return bad('next-on');
  if (wish.firstMinor !== null && wish.firstMinor < 1n) return bad('first-amount');
  if (!canSplit(wish)) return bad(wish.firstMinor === null ? 'too-small-to-split' : 'first-amount');
  return null;
}

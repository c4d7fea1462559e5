import { type Currency, minorToDecimal, parseMoney } from '#app/kernel/money.ts';
import { addDays, type PlainDate, parsePlainDate } from '#app/kernel/plain-date.ts';
import { wishOver } from '#app/modules/payment-plans/commands/renegotiate.server.ts';
import { getPlan } from '#app/modules/payment-plans/queries/get-plan.server.ts';
import { planChoices } from '#app/modules/payment-plans/queries/plan-choices.server.ts';
import { planPolicy } from '#app/modules/payment-plans/queries/plan-policy.server.ts';
import {
  type PlanShape,
  type PlanView,
  type PlanWish,
  RHYTHMS,
  type Rhythm,
} from '#app/modules/payment-plans/types.ts';
import { calendarOf, judgedSketch } from '#app/modules/payment-plans/ui/plan-sketch.ts';
import { payingRecord } from '#app/modules/statements/queries/paying-record.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';

/** The four fields of a plan's shape as they were typed, each with what is wrong with it. */
export type TypedShape = { readonly shape: PlanShape | null; readonly errors: Record<string, string[]> };

/** Reads a shape typed by a colleague: any number, rhythm and day; the policy says afterwards what it breaks. */
export function readShapeFields(of: (name: string) => string, currency: Currency): TypedShape {
  const errors: Record<string, string[]> = {};
  const count = Number(of('count').trim());
  if (!Number.isInteger(count) || count < 1 || count > 60) errors.count = ['Enter a number of payments from 1 to 60.'];
  const firstOn = parsePlainDate(of('firstOn'));
  if (!firstOn.ok) errors.firstOn = ['Choose a day.'];
  const first = of('first').trim() === '' ? null : parseMoney(of('first'), currency);
  if (first && (!first.ok || first.value <= 0n)) errors.first = ['Enter an amount like 1,240.00, or leave it empty.'];
  const rhythm = of('rhythm') as Rhythm;
  if (!RHYTHMS.includes(rhythm)) errors.rhythm = ['Choose how often.'];
  if (Object.keys(errors).length > 0 || !firstOn.ok) return { shape: null, errors };
  const firstMinor = first?.ok ? first.value : null;
  return { shape: { count, rhythm, firstOn: firstOn.value, firstMinor, nextOn: null }, errors };
}

/** A plan with what a colleague needs to decide: the breaks of the policy, how the customer paid, and another shape tried out. */
export async function staffPlan(planId: string, url: URL, today: PlainDate) {
  const db = staffDb();
  const plan = await getPlan(db, { planId }, today);
  if (!plan) return null;
  const [choices, policy, records] = await Promise.all([
    planChoices(db, plan.customerId, today),
    planPolicy(db, plan.currency, today),
    payingRecord(db, { customerId: plan.customerId, today }),
  ]);
  const own = choices.find(({ currency }) => currency === plan.currency);
  const judge = (wish: PlanWish) => {
    if (!policy || !own) return null;
    const chosen = new Set(wish.items.map(({ itemId }) => itemId));
    const items = [...own.items, ...own.notEligible].filter(({ itemId }) => chosen.has(itemId));
    const noMore = plan.state === 'active' ? { interestBp: 0, feeMinor: 0n } : {};
    const facts = { ...own.facts, items, hasMethod: plan.methodId !== null };
    return judgedSketch({ policy: { ...policy, ...noMore }, facts, calendar: calendarOf(own.calendar) }, wish);
  };
  const of = (name: string) => url.searchParams.get(name) ?? '';
  const typed = url.searchParams.has('count') ? readShapeFields(of, plan.currency) : null;
  const tried = typed?.shape ? wishOf(plan, typed.shape) : null;
  return {
    ...{ plan, policy, today, errors: typed?.errors ?? {} },
    asked: plan.state === 'requested' || plan.state === 'countered' ? judge(plan.wish) : null,
    tried: tried && judge(tried),
    fields: fieldsOf(typed?.shape ?? null, plan, today),
    record: records.find(({ currency }) => currency === plan.currency) ?? null,
    numbers: new Map(
      [...(own?.items ?? []), ...(own?.notEligible ?? [])].map((item) => [item.itemId as string, item.number] as const),
    ),
    key: newId<never>() as string,
  };
}

/** The items of a request, or what is left of a plan in force, in another shape. */
export const wishOf = (plan: PlanView, shape: PlanShape): PlanWish =>
  plan.state === 'active' ? wishOver(plan, shape) : { ...plan.wish, ...shape };

function fieldsOf(typed: PlanShape | null, plan: PlanView, today: PlainDate) {
  const left = plan.schedule.filter(({ state }) => state !== 'paid').length;
  const shape = typed ?? {
    ...plan.wish,
    ...(plan.state === 'active' ? { count: Math.max(1, left), firstMinor: null } : {}),
  };
  return {
    count: String(shape.count),
    rhythm: shape.rhythm as string,
    firstOn: shape.firstOn < today ? addDays(today, 7) : shape.firstOn,
    first: shape.firstMinor === null ? '' : minorToDecimal(shape.firstMinor, plan.currency),
  };
}

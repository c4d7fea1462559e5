import { type Currency, minorDigits } from '#app/kernel/money.ts';
import { daysBetween, type PlainDate } from '#app/kernel/plain-date.ts';
import {
  type ChaseableItem,
  type PlannedItem,
  type PlannedReminder,
  type ReminderGroup,
  type ReminderStage,
  TONES,
  type Tone,
} from '../types.ts';

/** A debt with the reminders of it that left, or that are about to. */
export type RemindableItem = Pick<ChaseableItem, 'itemId' | 'currency' | 'dueOn' | 'chaseableMinor'> & {
  readonly lastOffset: number | null;
  readonly lastOn: PlainDate | null;
};
export type RemindableCustomer = {
  readonly customerId: string;
  readonly group: ReminderGroup;
  readonly items: readonly RemindableItem[];
};
type Policy = {
  readonly stages: readonly ReminderStage[];
  readonly gapDays: number;
  /** In which smallest sums are said. */
  readonly baseCurrency: Currency;
};

/**
 * The reminder of one customer on a day, or null. Each debt goes through the stages one by one, whatever its age when it is
 * first seen, and is never reminded of twice within the gap. One message a customer and day, in the currency that is pressed
 * furthest: it speaks in the tone of the furthest stage and names all that is late and may be asked for.
 */
export function planReminder(
  { customerId, group, items }: RemindableCustomer,
  policy: Policy,
  on: PlainDate,
): PlannedReminder | null {
  if (group === 'none') return null;
  const stages = policy.stages.filter((stage) => stage.group === group).toSorted((a, b) => a.offsetDays - b.offsetDays);
  const plans = [...Map.groupBy(items, (item) => item.currency)].flatMap(([currency, all]) => {
    const plan = planOf(all, { ...policy, stages, currency }, on);
    return plan ? [{ customerId, currency, ...plan }] : [];
  });
  return plans.toSorted(furtherFirst)[0] ?? null;
}

const rank = (tone: Tone): number => TONES.indexOf(tone);

const furtherFirst = (a: PlannedReminder, b: PlannedReminder): number =>
  rank(b.tone) - rank(a.tone) ||
  (a.askedMinor === b.askedMinor ? (a.currency < b.currency ? -1 : 1) : a.askedMinor < b.askedMinor ? 1 : -1);

type Plan = Pick<PlannedReminder, 'tone' | 'askedMinor' | 'items'>;

function planOf(
  items: readonly RemindableItem[],
  policy: Policy & { readonly currency: Currency },
  on: PlainDate,
): Plan | null {
  const asked = items.filter((item) => item.chaseableMinor > 0n);
  const due = asked.flatMap((item) => {
    const stage = stageDue(item, policy, on);
    return stage ? [{ item, stage }] : [];
  });
  const late = due.filter(({ stage }) => stage.tone !== 'coming');
  const chosen = late.length > 0 ? late : due;
  const stageOf = new Map(chosen.map(({ item, stage }) => [item.itemId, stage]));
  const named = late.length > 0 ? asked.filter((item) => item.dueOn < on) : chosen.map(({ item }) => item);
  const askedMinor = named.reduce((sum, item) => sum + item.chaseableMinor, 0n);
  const enough = chosen.filter(({ stage }) => askedMinor >= leastIn(policy, stage));
  const furthest = enough.toSorted((a, b) => rank(b.stage.tone) - rank(a.stage.tone))[0];
  if (!furthest) return null;
  return {
    tone: furthest.stage.tone,
    askedMinor,
    items: named.map(
      ({ itemId, chaseableMinor }): PlannedItem => ({
        itemId,
        offsetDays: stageOf.get(itemId)?.offsetDays ?? null,
        askedMinor: chaseableMinor,
      }),
    ),
  };
}

/** The smallest sum of a stage as the same number of whole units of the currency asked in: 25.00 is 25 yen and 25.000 dinar. */
const leastIn = (of: { readonly baseCurrency: Currency; readonly currency: Currency }, { minMinor }: ReminderStage) =>
  (minMinor * 10n ** BigInt(minorDigits(of.currency))) / 10n ** BigInt(minorDigits(of.baseCurrency));

/** The next stage of a debt, once its day has come. Notices of what is coming are left out once it is due. */
function stageDue(item: RemindableItem, { stages, gapDays }: Policy, on: PlainDate): ReminderStage | undefined {
  if (item.lastOn !== null && daysBetween(item.lastOn, on) < gapDays) return undefined;
  const days = daysBetween(item.dueOn, on);
  const next = stages.find(
    (stage) =>
      (item.lastOffset === null || stage.offsetDays > item.lastOffset) && (stage.tone !== 'coming' || item.dueOn >= on),
  );
  return next && days >= next.offsetDays ? next : undefined;
}

import { addDays, later, type PlainDate } from '#app/kernel/plain-date.ts';
import type { WorkingCalendar } from '#app/kernel/working-days.ts';
import type { AutopayRule, CollectableItem, Collects } from '../types.ts';
import { collectionDay } from './collection-day.ts';
import { lessCredit, type Part, whatToCollect } from './what-to-collect.ts';

/** What a rule knows of the past and of itself when its next collections are planned. */
export type RuleToPlan = Pick<
  AutopayRule,
  'id' | 'contractId' | 'ceilingMinor' | 'noticeDays' | 'state' | 'pausedUntilOn'
> &
  Collects & {
    /** Days that have a collection already: there is one a day. */
    readonly takenDays: ReadonlySet<PlainDate>;
    /** Items this rule does not come back to by itself: in a live collection, given up, over its limit, or taken and returned. */
    readonly settledItems: ReadonlySet<string>;
  };

export type PlannedCollection = {
  readonly ruleId: string;
  readonly collectOn: PlainDate;
  readonly parts: readonly Part[];
  readonly totalMinor: bigint;
  readonly leftOut: readonly Part[];
};

/** A contract's own rule goes before the customer's; the items each rule would take, in their order. */
export function itemsOfRule<Rule extends { readonly id: string; readonly contractId: string | null }>(
  rules: readonly Rule[],
  items: readonly CollectableItem[],
): Map<string, CollectableItem[]> {
  const byContract = new Map(rules.flatMap((rule) => (rule.contractId ? [[rule.contractId, rule.id] as const] : [])));
  const wide = rules.find((rule) => rule.contractId === null)?.id;
  const of = new Map<string, CollectableItem[]>();
  for (const item of items) {
    const ruleId = (item.contractId && byContract.get(item.contractId)) || wide;
    if (ruleId) of.set(ruleId, [...(of.get(ruleId) ?? []), item]);
  }
  return of;
}

export const takesOn = (rule: Pick<AutopayRule, 'state' | 'pausedUntilOn'>, on: PlainDate): boolean =>
  rule.state === 'on' || (rule.state === 'paused' && rule.pausedUntilOn !== null && rule.pausedUntilOn <= on);

type Account = {
  /** Every open debit item of the customer in the currency that autopay may look at, as they fall due. */
  readonly items: readonly CollectableItem[];
  readonly inFlight: ReadonlySet<string>;
  readonly creditMinor: bigint;
};

/**
 * The next collections of one customer's rules in one currency, each rule's in the order of their days. Rules that are
 * turned off (also a contract's: it keeps its invoices from the wider rule) take nothing.
 */
export function planCollections(
  rules: readonly RuleToPlan[],
  account: Account,
  { today, calendar }: { readonly today: PlainDate; readonly calendar: WorkingCalendar },
): PlannedCollection[] {
  // Unused credit pays the oldest of all that is open, whichever rule would take it.
  const left = new Map(
    lessCredit(
      account.items.filter(({ itemId }) => !account.inFlight.has(itemId)),
      account.creditMinor,
    ).map((part) => [part.itemId, part.amountMinor]),
  );
  const payable = account.items.flatMap((item) => {
    const payableMinor = left.get(item.itemId);
    return payableMinor === undefined ? [] : [{ ...item, payableMinor }];
  });
  const of = itemsOfRule(rules, payable);
  return rules.flatMap((rule) => planRule(rule, of.get(rule.id) ?? [], { today, calendar }));
}

function planRule(
  rule: RuleToPlan,
  items: readonly CollectableItem[],
  { today, calendar }: { readonly today: PlainDate; readonly calendar: WorkingCalendar },
): PlannedCollection[] {
  if (rule.state === 'off' || (rule.state === 'paused' && rule.pausedUntilOn === null)) return [];
  const earliestOn = later(addDays(today, rule.noticeDays), rule.pausedUntilOn ?? today);
  const byDay = new Map<PlainDate, CollectableItem[]>();
  for (const item of items) {
    if (rule.settledItems.has(item.itemId)) continue;
    const day = freeDay(rule, { dueOn: item.dueOn, earliestOn }, calendar);
    byDay.set(day, [...(byDay.get(day) ?? []), item]);
  }
  const { ceilingMinor } = rule;
  return [...byDay.keys()].sort().map((collectOn) => ({
    ...{ ruleId: rule.id, collectOn },
    ...whatToCollect(byDay.get(collectOn)!, { inFlight: NONE, creditMinor: 0n, ceilingMinor }),
  }));
}

/** What is in flight was left out before, and credit was thought of over the whole account. */
const NONE: ReadonlySet<string> = new Set();

/** A day that has its collection already was announced: what comes later goes to the next working day, or the next month. */
function freeDay(
  rule: RuleToPlan,
  of: { readonly dueOn: PlainDate; readonly earliestOn: PlainDate },
  calendar: WorkingCalendar,
): PlainDate {
  let free = collectionDay(rule, of, calendar);
  while (rule.takenDays.has(free)) free = collectionDay(rule, { ...of, earliestOn: addDays(free, 1) }, calendar);
  return free;
}

/** Whether the notice of a planned collection is to leave today: the days of notice before its day, or later where it is late. */
export const isNoticeDue = (
  planned: Pick<PlannedCollection, 'collectOn'>,
  rule: Pick<AutopayRule, 'noticeDays'>,
  today: PlainDate,
): boolean => planned.collectOn <= addDays(today, noticeWindow(rule.noticeDays));

/** Announced a day earlier than must be: a mail that leaves after midnight is still in time. */
const noticeWindow = (noticeDays: number): number => noticeDays + 1;

import { addDays, type PlainDate } from '#app/kernel/plain-date.ts';
import type { WorkingCalendar } from '#app/kernel/working-days.ts';
import { chargeOf } from '../rules/charge-of.ts';
import { insideEnvelope } from '../rules/inside-envelope.ts';
import { offersOf } from '../rules/offers-of.ts';
import { canSplit, principalOf, scheduleOf } from '../rules/schedule-of.ts';
import { shapeFault } from '../rules/shape-fault.ts';
import type {
  EnvelopeAnswer,
  Instalment,
  PlanCharge,
  PlanChoices,
  PlanEnvelope,
  PlanFacts,
  PlanItem,
  PlanOffer,
  PlanRefusal,
  PlanShape,
  PlanWish,
} from '../types.ts';

/** What the page's fields say; null where somebody has not said it yet. Amounts in minor units. */
export type PlanFields = {
  readonly itemIds: readonly string[] | null;
  readonly offer: PlanOffer['kind'] | 'own' | null;
  readonly shape: { readonly [Key in keyof PlanShape]: PlanShape[Key] | null };
  readonly hasMethod: boolean;
};

/** A plan before anybody agrees to it: every date and amount, and whether it can start at once. */
export type PlanSketch = {
  readonly offers: readonly (PlanOffer & { readonly schedule: readonly Instalment[] })[];
  readonly offer: PlanOffer['kind'] | 'own';
  readonly wish: PlanWish;
  readonly fault: PlanRefusal | null;
  readonly schedule: readonly Instalment[];
  readonly charge: PlanCharge;
  readonly principalMinor: bigint;
  readonly answer: EnvelopeAnswer;
};

const NO_CHARGE: PlanCharge = { interestMinor: 0n, feeMinor: 0n, taxMinor: 0n, totalMinor: 0n };

export const calendarOf = ({ weekend, holidays }: PlanChoices['calendar']): WorkingCalendar => ({
  weekend,
  holidays: new Set(holidays),
});

/** The plan that the fields of the page say, out of what can be chosen; the first offer where they say nothing. */
export function planSketch(choices: PlanChoices & { readonly policy: PlanEnvelope }, fields: PlanFields): PlanSketch {
  const { policy, currency } = choices;
  const calendar = calendarOf(choices.calendar);
  const items = chosenItems(choices, fields.itemIds);
  const facts = factsOf(choices, items, fields.hasMethod);
  const offers = offersOf(policy, items, facts, calendar).map((offer) => ({
    ...offer,
    schedule: scheduleOf(offer.wish, offer.charge, calendar),
  }));
  const taken = offers.find(({ kind }) => kind === (fields.offer ?? 'short'));
  const offer = taken ? taken.kind : 'own';
  const wish: PlanWish = taken
    ? taken.wish
    : { ...ownShape(fields.shape, offers[0]?.wish ?? null, choices), currency, items };
  return { offers, offer, ...judgedSketch({ policy, facts, calendar }, wish) };
}

type Judges = { readonly policy: PlanEnvelope; readonly facts: PlanFacts; readonly calendar: WorkingCalendar };

/** Dates, amounts and cost of one wish. A wish that is none has no schedule, and says why. */
export function judgedSketch(
  { policy, facts, calendar }: Judges,
  wish: PlanWish,
): Omit<PlanSketch, 'offers' | 'offer'> {
  const principalMinor = principalOf(wish);
  const fault = shapeFault(wish, facts.today);
  if (fault !== null) {
    return { wish, fault, schedule: [], charge: NO_CHARGE, principalMinor, answer: { inside: false, breaks: [] } };
  }
  const charge = chargeOf(policy, wish, { today: facts.today, taxBp: facts.chargeTaxBp });
  if (!canSplit(wish, charge.totalMinor)) {
    const bad = { code: 'bad-shape', what: 'first-amount' } as const;
    return { wish, fault: bad, schedule: [], charge, principalMinor, answer: { inside: false, breaks: [] } };
  }
  const answer = insideEnvelope(policy, wish, facts, calendar, charge);
  return { wish, fault: null, schedule: scheduleOf(wish, charge, calendar), charge, principalMinor, answer };
}

/** All that is eligible while nobody chose; what may only be asked for is in a plan when it was ticked. */
function chosenItems(choices: PlanChoices, itemIds: readonly string[] | null): PlanItem[] {
  const all = [...choices.items, ...choices.notEligible.filter((item) => item.canAsk)];
  const chosen = itemIds === null ? choices.items : all.filter((item) => itemIds.includes(item.itemId));
  return chosen.map(({ itemId, residualMinor }) => ({ itemId, amountMinor: residualMinor }));
}

function factsOf(choices: PlanChoices, items: readonly PlanItem[], hasMethod: boolean): PlanFacts {
  const chosen = new Set(items.map(({ itemId }) => itemId));
  const known = [...choices.items, ...choices.notEligible].filter(({ itemId }) => chosen.has(itemId));
  return {
    ...choices.facts,
    hasMethod,
    items: known.map(({ itemId, kind, dueOn }) => ({ itemId, kind, dueOn })),
  };
}

/** What was not said yet is as in the first offer, or four months from in a week. */
function ownShape(said: PlanFields['shape'], like: PlanWish | null, { facts, policy }: PlanChoices): PlanShape {
  const firstOn: PlainDate = said.firstOn ?? like?.firstOn ?? addDays(facts.today, 7);
  return {
    count: said.count ?? like?.count ?? Math.min(4, policy?.mostCount ?? 4),
    rhythm: said.rhythm ?? like?.rhythm ?? policy?.rhythms.at(-1) ?? 'monthly',
    ...{ firstOn, firstMinor: said.firstMinor, nextOn: null },
  };
}

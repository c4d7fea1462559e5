import { type Currency, currency } from '#app/kernel/money.ts';
import { addDays, compareDates, daysBetween, type PlainDate } from '#app/kernel/plain-date.ts';
import { getCalendar } from '#app/modules/company/queries/get-calendar.server.ts';
import { listSavedMethods } from '#app/modules/payments/queries/saved-methods.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { ChoiceItem, NotEligible, PlanChoices, PlanPolicy } from '../types.ts';
import { choiceOf, type ItemStanding, itemsForPlans } from './eligible-items.server.ts';
import { type CustomerFacts, customerFacts, factsUnder } from './plan-facts.server.ts';
import { envelopeOf, planPolicy } from './plan-policy.server.ts';

/** How far ahead holidays are told; a schedule moves by days, so a little more than the longest plan. */
const AHEAD_DAYS = 3_700;

/**
 * What a customer can choose from on a day, one for each currency in which something is owed; the most items first. Read only:
 * everything is looked at again under lock when the plan is agreed.
 */
export async function planChoices(db: ReadDb, customerId: string, today: PlainDate): Promise<PlanChoices[]> {
  const [standing, customer, methods, { weekend, holidays }] = await Promise.all([
    itemsForPlans(db, { customerId }),
    customerFacts(db, { customerId }, today),
    listSavedMethods(db, customerId),
    getCalendar(db),
  ]);
  const codes = [...new Set(standing.map(({ item }) => item.currency))];
  const policies = await Promise.all(codes.map((code) => planPolicy(db, code, today)));
  const hasMethod = methods.some((method) => method.state === 'active');
  const until = addDays(today, AHEAD_DAYS);
  const ahead = [...holidays].filter((day) => compareDates(day, today) >= 0 && compareDates(day, until) <= 0).sort();
  const calendar = { weekend, holidays: ahead };
  const choices = codes.map((code, at): PlanChoices => {
    const of = standing.filter(({ item }) => item.currency === code);
    return choicesOf({ code, of, policy: policies[at] ?? null, customer, today, hasMethod, calendar });
  });
  return choices.sort((a, b) => b.items.length - a.items.length);
}

type Read = {
  readonly code: Currency;
  readonly of: readonly ItemStanding[];
  readonly policy: PlanPolicy | null;
  readonly customer: CustomerFacts;
  readonly today: PlainDate;
  readonly hasMethod: boolean;
  readonly calendar: PlanChoices['calendar'];
};

function choicesOf({ code, of, policy, customer, today, hasMethod, calendar }: Read): PlanChoices {
  const judged = of.map(({ item, because }) => ({ item, because: because ?? outside(policy, item, today) }));
  const items = judged.filter((one) => one.because === null).map(({ item }) => choiceOf(item));
  const facts = { today, hasMethod, items };
  return {
    currency: currency(code),
    items,
    notEligible: judged.flatMap(({ item, because }) =>
      because === null
        ? []
        : [{ ...choiceOf(item), because, canAsk: because === 'too-old' || because === 'kind-excluded' }],
    ),
    policy: policy && envelopeOf(policy),
    facts: policy
      ? factsUnder(policy, customer, facts)
      : { ...facts, agedOn: today, riskAllowed: false, defaultForgotten: false, chargeTaxBp: 0 },
    calendar,
  };
}

/** What may be asked for, but not be agreed alone. */
function outside(
  policy: PlanPolicy | null,
  item: Pick<ChoiceItem, 'kind' | 'dueOn'>,
  today: PlainDate,
): NotEligible | null {
  if (policy?.excludedKinds.includes(item.kind)) return 'kind-excluded';
  return policy && daysBetween(item.dueOn, today) > policy.oldestDays ? 'too-old' : null;
}

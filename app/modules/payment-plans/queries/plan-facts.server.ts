import { sql } from 'kysely';
import { daysBetween, type PlainDate } from '#app/kernel/plain-date.ts';
import { ratesOn, taxRatesJson } from '#app/modules/company/queries/tax-rates.server.ts';
import type { RiskClass } from '#app/modules/customers/types.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { PlanFacts, PlanPolicy } from '../types.ts';

/** What the agreement keeps of the customer beside what the envelope asks. */
export type CustomerFacts = {
  readonly riskClass: RiskClass;
  readonly lastDefaultOn: PlainDate | null;
  readonly taxBp: (taxCode: string | null) => number;
};

/** What is true of a customer that a plan depends on. `exceptPlanId`: a plan of theirs that is not counted. */
export async function customerFacts(
  db: ReadDb,
  of: { readonly customerId: string; readonly exceptPlanId?: string },
  today: PlainDate,
): Promise<CustomerFacts> {
  const row = await db
    .selectFrom('customers as c')
    .select('c.risk_class')
    .select(
      sql<PlainDate | null>`(select max(e.happened_on) from plan_events e where e.customer_id = c.id and e.kind = 'defaulted'
        and e.plan_id is distinct from ${of.exceptPlanId ?? null}::uuid)`.as('last_default_on'),
    )
    .select(taxRatesJson.as('rates'))
    .where('c.id', '=', of.customerId)
    .executeTakeFirstOrThrow();
  const rates = ratesOn(row.rates, today);
  return {
    riskClass: row.risk_class as RiskClass,
    lastDefaultOn: row.last_default_on,
    taxBp: (taxCode) => (taxCode === null ? 0 : (rates.get(taxCode) ?? 0)),
  };
}

/** The facts a wish is judged by. */
export function factsUnder(
  policy: PlanPolicy,
  customer: CustomerFacts,
  of: Pick<PlanFacts, 'today' | 'items' | 'hasMethod'> & { readonly agedOn?: PlainDate },
): PlanFacts {
  const { lastDefaultOn } = customer;
  return {
    today: of.today,
    agedOn: of.agedOn ?? of.today,
    items: of.items,
    hasMethod: of.hasMethod,
    riskAllowed: policy.riskClasses.includes(customer.riskClass),
    defaultForgotten: lastDefaultOn === null || daysBetween(lastDefaultOn, of.today) >= policy.afterDefaultDays,
    chargeTaxBp: customer.taxBp(policy.chargeTaxCode),
  };
}

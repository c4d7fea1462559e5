import { assert } from '#app/kernel/assert.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import type { Customer } from '#app/modules/customers/types.ts';
import { getDocument } from '#app/modules/documents/queries/get-document.server.ts';
import { planAgreementPdf } from '#app/modules/documents/templates/pdf-jobs.ts';
import type { StoredDocument } from '#app/modules/documents/types.ts';
import { getPlan } from '#app/modules/payment-plans/queries/get-plan.server.ts';
import { type PlanVersion, planVersion } from '#app/modules/payment-plans/queries/plan-version.server.ts';
import type { PlanView } from '#app/modules/payment-plans/types.ts';
import { listSavedMethods } from '#app/modules/payments/queries/saved-methods.server.ts';
import { issuerOf, localeFor, paidBy } from './document-props.ts';
import { keepProduced, type ProduceRefusal } from './keep-produced.server.ts';
import { momentFor } from './outside.server.ts';
import type { Producer } from './produce-document.server.ts';
import { sellerOn } from './seller-of-day.server.ts';

type PlanAgreementDocument = Parameters<typeof planAgreementPdf>[0];

/**
 * The agreement in force of a plan as a file: made once for each version, in the customer's language, and the stored one ever
 * after. Refuses `unknown` for a plan that was not agreed.
 */
export async function ensurePlanAgreement(
  outside: Producer,
  planId: string,
): Promise<Result<StoredDocument, ProduceRefusal>> {
  const { db } = outside;
  const { today } = await momentFor(outside);
  const plan = await getPlan(db, { planId }, today);
  const version = plan && plan.versionNo > 0 ? await planVersion(db, { planId, versionNo: plan.versionNo }) : null;
  if (!plan || !version) return refuse({ code: 'unknown' });
  const stored = await getDocument(db, { agreementOf: version.id });
  if (stored) return ok(stored);
  const customer = await getCustomer(db, plan.customerId);
  assert(customer, `the customer of plan ${plan.number} is there`);
  const seller = await sellerOn(db, { on: version.agreedOn, knownAt: version.agreedAt });
  const methods = await listSavedMethods(db, plan.customerId);
  const method = methods.find(({ id }) => id === version.methodId);
  const agreement = {
    ...agreementOf(plan, version, customer),
    ...{ locale: localeFor(customer.language, seller.company), issuer: issuerOf(seller.company, seller.branding) },
    method: method ? `${method.brand.charAt(0).toUpperCase()}${method.brand.slice(1)} ${method.last4}`.trim() : null,
  };
  const kept = await keepProduced(outside, planAgreementPdf(agreement), {
    ...{ kind: 'plan_agreement', customerId: plan.customerId, invoiceId: null, paymentId: null },
    ...{ planVersionId: version.id, fileName: `agreement_${plan.number}_${version.versionNo}.pdf`, faultOf: null },
  });
  if (!kept.ok) return kept;
  const document = await getDocument(db, { agreementOf: version.id });
  return document ? ok(document) : refuse({ code: 'unknown' });
}

function agreementOf(
  plan: PlanView,
  version: PlanVersion,
  customer: Customer,
): Omit<PlanAgreementDocument, 'locale' | 'issuer' | 'method'> {
  const { currency, policy } = plan;
  assert(policy, `plan ${plan.number} was agreed under a policy`);
  const amount = (minor: bigint) => ({ minor: minor.toString(), currency });
  let left = plan.totalMinor;
  return {
    ...{ currency, number: plan.number, version: version.versionNo, customer: paidBy(customer) },
    ...{ agreedOn: version.agreedOn, agreedBy: version.agreedByName },
    payments: version.instalments.map(({ no, dueOn, amountMinor }) => {
      left -= amountMinor;
      return { no, on: dueOn, amount: amount(amountMinor), thenLeft: amount(left) };
    }),
    covers: plan.items.map((item) => ({
      ...{ number: item.number, dueOn: item.dueOn, amount: amount(item.amountMinor) },
    })),
    ...{ total: amount(plan.totalMinor), charge: amount(plan.chargeMinor) },
    terms: {
      ...{ graceDays: policy.graceDays, cureDays: policy.cureDays },
      ...{ misses: policy.missesToDefault, moveDays: policy.moveDays },
    },
  };
}

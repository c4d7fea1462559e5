import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { ChangeRuleRefusal } from '#app/modules/billing-runs/commands/change-issue-rule.server.ts';
import type { RuleRefusal } from '#app/modules/billing-runs/commands/check-rule-values.server.ts';
import { issueRuleFields, paramsOf } from '#app/modules/billing-runs/forms.ts';
import type { RuleValues } from '#app/modules/billing-runs/queries/issue-rules.server.ts';
import { customerIdsByNumber } from '#app/modules/customers/queries/customer-ids-by-number.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, formRefusal, parseFields } from '#app/platform/http/form.server.ts';

/** Reads a rule from a posted form or from the page's address. */
export async function readRule(
  db: ReadDb,
  fields: Iterable<readonly [string, string]>,
): Promise<Result<RuleValues, FormRefusal>> {
  const list = [...fields];
  const form = parseFields(list, issueRuleFields);
  if (!form.ok) return refuse({ ...form.refusal, values: Object.fromEntries(list) });
  const { code, severity, customer, product } = form.value;
  const customerId = customer ? ((await customerIdsByNumber(db, [customer])).get(customer) ?? null) : null;
  if (customer && !customerId)
    return refuse(
      formRefusal({
        fieldErrors: { customer: ['No customer has this number. Leave it empty for all customers.'] },
        values: Object.fromEntries(list),
      }),
    );
  return ok({ code, severity, customerId, productId: product ?? null, params: paramsOf(form.value) });
}

/** What a refused rule is told at the form. */
export function ruleRefusal(
  refusal: RuleRefusal | ChangeRuleRefusal,
  fields: readonly (readonly [string, string])[],
): FormRefusal {
  const values = Object.fromEntries(fields);
  switch (refusal.code) {
    case 'does-not-fit':
      return formRefusal({ fieldErrors: { more: ['Enter how far is too far: above, below, or both.'] }, values });
    case 'unknown-customer':
      return formRefusal({ fieldErrors: { customer: ['No customer has this number.'] }, values });
    case 'unknown-product':
    case 'not-per-product':
      return formRefusal({
        fieldErrors: { product: ['This looks at the invoice as a whole. Leave the product empty.'] },
        values,
      });
    case 'reason-missing':
      return formRefusal({ fieldErrors: { reason: ['Say why, for the record.'] }, values });
    case 'nothing-changed':
      return formRefusal({ formErrors: ['The rule is so already. Nothing was changed.'], values });
    case 'not-tested':
      return formRefusal({
        formErrors: ['Test it over past invoices with exactly these values first. Nothing was switched on.'],
        values,
      });
  }
}

import { data } from 'react-router';
import type { PortalRequest } from '#app/guards/require-portal.server.ts';
import { type Currency, currency as currencyOf } from '#app/kernel/money.ts';
import { saveAutopayRule } from '#app/modules/autopay/commands/save-rule.server.ts';
import { ruleForm } from '#app/modules/autopay/forms.ts';
import { contractsForAutopay } from '#app/modules/autopay/queries/rules.server.ts';
import type { SaveRuleRefusal } from '#app/modules/autopay/types.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal, writeAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { type FormRefusal, formRefusal, parseFields } from '#app/platform/http/form.server.ts';
import { readAmount } from './read-amount.ts';

const HERE = '/autopay';

type Fields = readonly (readonly [string, string])[];

/** The page again, with what is wrong. */
export const refused = (text: string, refusal: Partial<FormRefusal> = {}) =>
  data(formRefusal({ formErrors: [text], ...refusal }), 422);

/** Turns autopay on, or changes what it takes. */
export async function saveRule({ actor, scope, customerId, user, moment }: PortalRequest, fields: Fields) {
  const read = parseFields(fields, ruleForm);
  if (!read.ok) return data(read.refusal, 422);
  const { ceiling, contractId, dayNo, collects, versionNo, ...rest } = read.value;
  const values = Object.fromEntries(fields);
  const currency = await readAsPortal(portalDb(), scope, async (db): Promise<Currency | null> => {
    if (!contractId) return (await getCustomer(db, customerId))?.currency ?? null;
    const contracts = await contractsForAutopay(db, customerId);
    const found = contracts.find(({ id }) => id === contractId);
    return found ? currencyOf(found.currency) : null;
  });
  if (!currency) return refused(wordsOf({ code: 'unknown-contract' }), { values });
  const limit = ceiling === '' ? null : readAmount(ceiling, currency);
  if (limit && 'error' in limit)
    return refused('', {
      formErrors: [],
      fieldErrors: { ceiling: ['Enter an amount like 1,240.00, or leave it empty.'] },
      values,
    });
  const when = collects === 'due_date' ? { collects, dayNo: null } : { collects, dayNo: Number(dayNo) };
  const saved = await writeAsPortal(portalDb(), scope, (tx) =>
    saveAutopayRule(
      tx,
      actor,
      {
        ...{ ...rest, ...when, customerId, contractId: contractId ?? null, currency },
        ...{ ceilingMinor: limit ? limit.minor : null, notifyEmail: user.email, versionNo: versionNo ?? null },
      },
      moment,
    ),
  );
  if (saved.ok) return redirectWithFlash(HERE, 'Autopay is on. We tell you before each payment.');
  const { refusal } = saved;
  if (refusal.code === 'notice-too-short')
    return refused('', {
      ...{ formErrors: [], values },
      fieldErrors: { noticeDays: [`Enter ${refusal.leastDays} or more: as long before we tell you at least.`] },
    });
  return refused(wordsOf(refusal), { values });
}

/** What to do about a refusal. */
export function wordsOf({ code }: SaveRuleRefusal): string {
  switch (code) {
    case 'method-not-usable':
      return 'This payment method cannot be used any more. Choose or add another one.';
    case 'changed-meanwhile':
      return 'Somebody changed this at the same time. Look at it again and change it once more if you still want to.';
    case 'unknown-contract':
      return 'We cannot find this contract. Reload the page.';
    case 'notice-too-short':
    case 'not-found':
      return 'We cannot find this rule. Reload the page.';
  }
}

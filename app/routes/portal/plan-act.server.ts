import { z } from 'zod';
import type { PortalRequest } from '#app/guards/require-portal.server.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { planRefusalWords, readWish } from '#app/modules/payment-plans/forms.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { type FormRefusal, formRefusal, parseFields, textFields } from '#app/platform/http/form.server.ts';
import { readFormData } from '#app/platform/http/read-body.server.ts';
import { startPlan } from '#app/workflows/ask-plan.server.ts';
import { startVisit } from './method-visit.server.ts';
import { addressOfFields } from './plan-address.ts';

const form = z.object({
  wish: z.string().max(100_000),
  key: z.string().min(8).max(200),
  method: z.union([z.uuid(), z.literal('')]).default(''),
  agree: z.literal('yes').optional(),
  /** Set on the form that asks for something outside the policy: there is nothing to agree to yet. */
  asks: z.literal('yes').optional(),
  note: z.string().trim().max(1_000, 'Use 1,000 characters or fewer.').default(''),
});

type Fields = readonly (readonly [string, string])[];
const FORM_BYTES_MAX = 128 * 1024;
/** As long as an address we come back to may be. */
const ADDRESS_CHARACTERS_MAX = 1_900;

/** What the page's buttons do: start the plan it shows, or add a card and come back to it. Answers where to go. */
export async function actOnNewPlan(asker: PortalRequest, request: Request): Promise<Result<string, FormRefusal>> {
  const read = await readFormData(request, { bytesMax: FORM_BYTES_MAX });
  if (!read.ok)
    return refuse(formRefusal({ formErrors: ['This is too much text to send at once. Nothing was started.'] }));
  const fields = [...textFields(read.value)];
  const isAdding = fields.some(([name, text]) => name === 'intent' && text === 'add');
  return isAdding ? addMethodFor(asker, fields) : startShownPlan(asker, fields);
}

/** On the way to the page on which a method is added; what was chosen stands in the address somebody comes back to. */
async function addMethodFor(asker: PortalRequest, fields: Fields): Promise<Result<string, FormRefusal>> {
  const back = addressOfFields(fields);
  if (back.length > ADDRESS_CHARACTERS_MAX)
    return refuse(
      formRefusal({
        formErrors: ['You chose too many invoices one by one to come back to. Add the card under Autopay first.'],
      }),
    );
  const started = await startVisit(asker, back);
  return started.ok ? started : refuse(formRefusal({ formErrors: [started.refusal] }));
}

/**
 * Starts the plan that the page showed, once per form, and waits a moment for it. Answers where to go: the plan, or the page
 * that waits for it. What was shown is what is asked for: amounts that changed meanwhile are refused.
 */
async function startShownPlan(asker: PortalRequest, fields: Fields): Promise<Result<string, FormRefusal>> {
  const read = parseFields(fields, form);
  if (!read.ok) return read;
  const { key, note, method } = read.value;
  const wish = readWish(jsonOf(read.value.wish));
  if (!wish) return refuse(formRefusal({ formErrors: ['Nothing was started. Open the page again and choose anew.'] }));
  if (!read.value.agree && !read.value.asks)
    return refuse(
      formRefusal({ fieldErrors: { agree: ['Tick the box to agree to these payments.'] }, values: { note } }),
    );
  const { scope, customerId, actor, moment, company } = asker;
  const input = { customerId, wish, methodId: method === '' ? null : method, note, key };
  const asked = await startPlan({ db: portalDb(), scope }, actor, input, moment);
  const refused = !asked.ok ? asked.refusal : asked.value.state === 'refused' ? asked.value.refusal : null;
  if (refused) {
    const words = planRefusalWords(refused, { currency: wish.currency, locale: company.locale });
    return refuse(formRefusal({ formErrors: [`${words} Nothing was started.`], values: { note } }));
  }
  if (!asked.ok || asked.value.state === 'waiting' || asked.value.state === 'refused')
    return ok(`/plans/asked/${encodeURIComponent(key)}`);
  return ok(`/plans/${asked.value.planId}?just=${asked.value.state}`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

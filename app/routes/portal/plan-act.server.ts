import { z } from 'zod';
import type { PortalRequest } from '#app/guards/require-portal.server.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { planRefusalWords, readWish } from '#app/modules/payment-plans/forms.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { type FormRefusal, formRefusal, parseForm } from '#app/platform/http/form.server.ts';
import { startPlan } from '#app/workflows/ask-plan.server.ts';

const form = z.object({
  wish: z.string().max(100_000),
  key: z.string().min(8).max(200),
  method: z.union([z.uuid(), z.literal('')]).default(''),
  agree: z.literal('yes').optional(),
  /** Set on the form that asks for something outside the policy: there is nothing to agree to yet. */
  asks: z.literal('yes').optional(),
  note: z.string().trim().max(1_000, 'Use 1,000 characters or fewer.').default(''),
});

/**
 * Starts the plan that the page showed, once per form, and waits a moment for it. Answers where to go: the plan, or the page
 * that waits for it. What was shown is what is asked for: amounts that changed meanwhile are refused.
 */
export async function startShownPlan(asker: PortalRequest, request: Request): Promise<Result<string, FormRefusal>> {
  const read = await parseForm(request, form, { bytesMax: 128 * 1024 });
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

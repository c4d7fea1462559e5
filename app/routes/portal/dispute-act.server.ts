import { redirect } from 'react-router';
import { z } from 'zod';
import type { Currency } from '#app/kernel/money.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { askAndWait } from '#app/workflows/ask-dispute.server.ts';
import { askedPath, disputePath } from './dispute-address.ts';
import type { Asker } from './dispute-asker.server.ts';
import { TEXT_MAX } from './dispute-fields.ts';
import { refusalFields } from './dispute-refusals.ts';
import { readSent } from './dispute-sent.server.ts';

const ACTS = ['reply', 'withdraw', 'reopen'] as const;
type Act = (typeof ACTS)[number];

const form = z
  .object({
    key: z.string().min(8, 'Reload the page and send it again.').max(200),
    intent: z.enum(ACTS),
    text: z.string().max(TEXT_MAX, 'Use 4,000 characters or fewer.').default(''),
  })
  // Taking it back needs no reason; a word to us needs words.
  .refine(({ intent, text }) => intent === 'withdraw' || text !== '', { path: ['text'], error: 'Write a word to us.' });

type Refused = {
  readonly status: number;
  readonly typed: {
    readonly intent: string;
    readonly errors: Record<string, string[]>;
    readonly formErrors: string[];
    readonly values: Record<string, string>;
  };
};
type Of = { readonly disputeId: string; readonly currency: Currency; readonly request: Request };

/** A word back, taking it back, or opening it again: on to the page as it then stands, or the form with every word kept. */
export async function actOnDispute(asker: Asker, { disputeId, currency, request }: Of): Promise<Response | Refused> {
  const sent = await readSent(request, form);
  if (!sent.ok) return refused(sent.status, sent.refusal);
  const kept = await sent.keep();
  if (!kept.ok) return refused(kept.status, kept.refusal);
  const { key, intent, text } = sent.value;
  const { scope, actor, customerId, company, moment, root } = asker;
  const files = kept.files.map(({ fileName, ...file }) => ({ name: fileName, ...file }));
  const ask = { customerId, key, act: intent, disputeId, wish: { words: text, files } };
  const done = await askAndWait({ db: portalDb(), scope }, actor, ask, moment);
  const why = !done.ok ? done.refusal : done.value.state === 'refused' ? done.value.refusal : null;
  if (why) {
    const words = refusalFields(why, { currency, locale: company.locale, root });
    const { values } = sent;
    return refused(422, { fieldErrors: words.fieldErrors ?? {}, formErrors: words.formErrors ?? [], values });
  }
  if (!done.ok || done.value.state === 'waiting') return redirect(askedPath(root, key));
  return redirect(`${disputePath(root, disputeId)}?just=${intent satisfies Act}`);
}

type Refusal = { fieldErrors: Record<string, string[]>; formErrors: string[]; values: Record<string, string> };

const refused = (status: number, { fieldErrors, formErrors, values }: Refusal): Refused => ({
  status,
  typed: { intent: values.intent ?? 'reply', errors: fieldErrors, formErrors, values },
});

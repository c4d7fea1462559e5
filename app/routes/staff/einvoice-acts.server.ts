import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { newestEinvoice } from '#app/modules/einvoices/queries/list-einvoices.server.ts';
import { type EinvoiceProfile, isEinvoiceProfile } from '#app/modules/einvoices/types.ts';
import { PROFILE_NAMES } from '#app/modules/einvoices/ui/profile-words.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { type FormRefusal, formRefusal } from '#app/platform/http/form.server.ts';
import { einvoiceNetwork } from '#app/workflows/einvoice-network.server.ts';
import { type EinvoiceRefusal, ensureEinvoice } from '#app/workflows/produce-einvoice.server.ts';
import { type SendRefusal, sendEinvoice, step, takeEinvoiceAnswers } from '#app/workflows/send-einvoice.server.ts';
import { webProducer } from '#app/workflows/web-outside.server.ts';

type Posted = { intent: string; of(name: string): string };
type On = { invoiceId: string; actor: Actor; moment: Moment };

/** What the page of an invoice's e-invoices does; the answer is the sentence that says what was done. */
export async function einvoiceAct(sent: Posted, on: On): Promise<Result<string, FormRefusal>> {
  const profile = sent.of('profile');
  if (!isEinvoiceProfile(profile)) return refuse(formRefusal({ formErrors: ['Choose a format of the page.'] }));
  const name = PROFILE_NAMES[profile];
  const no = (words: string, field?: 'reason') =>
    refuse(
      formRefusal({
        ...(field ? { fieldErrors: { [`reason-${profile}`]: [words] } } : { formErrors: [words] }),
        values: { profile, reason: sent.of(`reason-${profile}`) },
      }),
    );
  if (sent.intent === 'make' || sent.intent === 'again') {
    const again = sent.intent === 'again';
    const made = await ensureEinvoice(webProducer(), { invoiceId: on.invoiceId, profile, again, actor: on.actor });
    return made.ok ? ok(`Made: ${name}.`) : no(notMade(made.refusal));
  }
  if (sent.intent === 'send') {
    const done = await sendEinvoice(webProducer(), einvoiceNetwork(), on.actor, { invoiceId: on.invoiceId, profile });
    return done.ok ? ok(`Sent: ${name}.`) : no(notTaken(done.refusal));
  }
  if (sent.intent === 'look') {
    const { noted } = await takeEinvoiceAnswers(webProducer(), einvoiceNetwork());
    return ok(noted > 0 ? `Answers noted: ${noted}.` : 'The network has said nothing new.');
  }
  return note(sent, profile, on, no);
}

const STEPS = ['accepted', 'rejected', 'cancelled'] as const;

async function note(
  sent: Posted,
  profile: EinvoiceProfile,
  on: On,
  no: (words: string, field?: 'reason') => Result<string, FormRefusal>,
): Promise<Result<string, FormRefusal>> {
  const what = STEPS.find((one) => one === sent.intent);
  const newest = await newestEinvoice(webProducer().db, { invoiceId: on.invoiceId, profile });
  if (!what || !newest) return no('Nothing was done. Load the page again and choose a button of it.');
  const reason = sent.of(`reason-${profile}`).slice(0, 500);
  const done = await step(webProducer(), on.actor, {
    ...{ documentId: newest.documentId, step: what, network: '', reference: '', reason, outsideId: null },
  });
  if (!done.ok) return no(notTaken(done.refusal), done.refusal.code === 'no-reason' ? 'reason' : undefined);
  return ok(
    what === 'cancelled'
      ? 'Noted as cancelled. Credit the invoice too, so that the account follows.'
      : `Noted as ${what}.`,
  );
}

/** Why there is no file, as a sentence. */
export function notMade(refusal: EinvoiceRefusal): string {
  if (refusal.code === 'incomplete')
    return `It cannot be made yet. ${refusal.missing.map((one) => one.sentence).join(' ')}`;
  if (refusal.code === 'invalid')
    return `It was not made, because a rule does not hold. ${refusal.validation.faults[0]?.sentence ?? ''}`;
  if (refusal.code === 'disk-full') return 'There is no space left where documents are kept. Free some and try again.';
  if (refusal.code === 'unreadable') return 'The stored XML could not be read whole. Look at the file store.';
  return 'There is no such invoice.';
}

function notTaken(refusal: SendRefusal): string {
  if (refusal.code === 'network') return refusal.words;
  if (refusal.code === 'no-reason') return 'Enter the reason.';
  if (refusal.code === 'too-late') return 'It can no longer be cancelled at the network. Credit the invoice instead.';
  if (refusal.code === 'unreadable') return 'The stored file could not be read whole. Look at the file store.';
  if (refusal.code === 'out-of-order') return 'It is no longer where this page showed it. Look at what happened below.';
  return 'There is no such e-invoice. Make it first.';
}

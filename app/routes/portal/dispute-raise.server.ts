import { redirect } from 'react-router';
import type { Currency } from '#app/kernel/money.ts';
import type { Claim, DisputeKind } from '#app/modules/disputes/types.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { type FormRefusal, formRefusal } from '#app/platform/http/form.server.ts';
import { askAndWait } from '#app/workflows/ask-dispute.server.ts';
import type { KeptProof } from '#app/workflows/keep-proofs.server.ts';
import { askedPath, disputePath } from './dispute-address.ts';
import type { Asker } from './dispute-asker.server.ts';
import { ALREADY_PAID, claimOf, disputeForm, paidOf, QUESTION_REASON, questionForm } from './dispute-fields.ts';
import { askedAbout, kindOf } from './dispute-page.server.ts';
import { type FoundReceipt, paidWords, receiptsOf } from './dispute-receipts.server.ts';
import { refusalFields } from './dispute-refusals.ts';
import { readSent } from './dispute-sent.server.ts';

/** The form again: what was wrong with it, or the receipts that may be the payment. */
export type AskAgain = {
  readonly status: number;
  readonly refusal: FormRefusal;
  readonly found: { readonly receipts: readonly FoundReceipt[]; readonly paidMinor: bigint } | null;
};
type Asked = Response | AskAgain;

/** Takes what somebody says or asks of an invoice: on to what became of it, or the form again with every word kept. */
export async function raiseFromForm(asker: Asker, { request, url }: { request: Request; url: URL }): Promise<Asked> {
  const about = await askedAbout(asker, url);
  return about.isQuestion ? ask(asker, about, request) : contest(asker, about, request);
}

type About = Awaited<ReturnType<typeof askedAbout>>;

async function ask(asker: Asker, { invoice }: About, request: Request): Promise<Asked> {
  const sent = await readSent(request, questionForm);
  if (!sent.ok) return { ...sent, found: null };
  const kept = await sent.keep();
  if (!kept.ok) return { ...kept, found: null };
  const { key, line, text } = sent.value;
  const claim: Claim | null = line === undefined ? null : { kind: 'lines', lines: [{ lineNo: line, what: 'about' }] };
  const said = {
    kind: 'question' as const,
    reasonCode: QUESTION_REASON,
    claim,
    words: text,
    expects: '',
    files: kept.files,
  };
  return raise(asker, {
    key,
    invoiceId: invoice.id,
    said,
    goOn: null,
    values: sent.values,
    currency: invoice.currency,
  });
}

async function contest(asker: Asker, { invoice }: About, request: Request): Promise<Asked> {
  const sent = await readSent(request, disputeForm);
  if (!sent.ok) return { ...sent, found: null };
  const { value, values } = sent;
  const again = (fieldErrors: Record<string, string[]>): AskAgain => ({
    ...{ status: 422, refusal: formRefusal({ fieldErrors, values }), found: null },
  });
  const { currency } = invoice;
  const claim = claimOf(value, currency);
  const isPaid = value.reason === ALREADY_PAID;
  const paid = isPaid ? paidOf(value, currency) : null;
  if (!claim.ok || paid?.ok === false)
    return again({ ...(claim.ok ? {} : claim.refusal), ...(paid && !paid.ok ? paid.refusal : {}) });
  if (paid?.ok && value.looked !== 'yes') {
    const receipts = await receiptsOf(asker, currency, paid.value);
    const found = { receipts, paidMinor: paid.value.amountMinor };
    if (receipts.length > 0) return { status: 200, refusal: formRefusal({ values }), found };
  }
  const kept = await sent.keep();
  if (!kept.ok) return { ...kept, found: null };
  const words = paid?.ok ? `${value.text}\n\n${paidWords(paid.value, currency, asker.company.locale)}` : value.text;
  const said = {
    ...{ kind: kindOf(invoice), reasonCode: value.reason, claim: claim.value, words, expects: value.wish },
    files: kept.files,
  };
  const goOn = value.next === 'pay' && asker.mayPay ? `${asker.root}/pay?i=${invoice.id}` : null;
  return raise(asker, { key: value.key, invoiceId: invoice.id, said, goOn, values, currency });
}

type Said = {
  readonly kind: DisputeKind;
  readonly reasonCode: string;
  readonly claim: Claim | null;
  readonly words: string;
  readonly expects: string;
  readonly files: readonly KeptProof[];
};
type ToRaise = {
  readonly key: string;
  readonly invoiceId: string;
  readonly said: Said;
  /** Where it leads once it is held, where the rest is paid in the same step. */
  readonly goOn: string | null;
  readonly values: Record<string, string>;
  readonly currency: Currency;
};

async function raise(asker: Asker, { key, invoiceId, said, goOn, values, currency }: ToRaise): Promise<Asked> {
  const { scope, actor, customerId, company, moment, email, root } = asker;
  const files = said.files.map(({ fileName, ...file }) => ({ name: fileName, ...file }));
  const claim = said.claim?.kind === 'lines' ? { ...said.claim, lines: [...said.claim.lines] } : said.claim;
  const wish = { ...said, claim, files, notifyEmail: email };
  const ask = { customerId, key, act: 'raise' as const, invoiceId, wish };
  const done = await askAndWait({ db: portalDb(), scope }, actor, ask, moment);
  const refused = !done.ok ? done.refusal : done.value.state === 'refused' ? done.value.refusal : null;
  if (refused) {
    const fields = refusalFields(refused, { currency, locale: company.locale, root });
    return { status: 422, refusal: formRefusal({ ...fields, values }), found: null };
  }
  if (!done.ok || done.value.state !== 'done')
    return redirect(`${askedPath(root, key)}${goOn ? `?next=pay&invoice=${invoiceId}` : ''}`);
  if (goOn) return redirectWithFlash(goOn, 'Sent. The part you named is left out below; this is the rest.');
  return redirect(root === '' ? `${disputePath(root, done.value.disputeId)}?just=sent` : askedPath(root, key));
}

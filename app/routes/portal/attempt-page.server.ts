import { data, redirect } from 'react-router';
import { z } from 'zod';
import { type AttemptId, parseId } from '#app/kernel/ids.ts';
import { getAttempt } from '#app/modules/payments/queries/get-attempt.server.ts';
import type { AttemptState } from '#app/modules/payments/types.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { parseForm } from '#app/platform/http/form.server.ts';
import { attemptPath, cancelAttempt, openCheckout } from '#app/workflows/open-checkout.server.ts';
import { checkoutPorts } from '#app/workflows/web-outside.server.ts';
import { foundOr404 } from './found-or-404.ts';
import { type Payer, runAs } from './pay-page.server.ts';

/** How often a page whose payment is not decided asks again, without script: a header, so that a finished page stops. */
const ASK_AGAIN_SECONDS = 4;

const PENDING: readonly AttemptState[] = ['created', 'open', 'processing', 'unknown'];

async function readAttempt(payer: Payer, attemptId: string | undefined) {
  const id = foundOr404(parseId<AttemptId>(attemptId), 'payment');
  const attempt = await readAsPortal(portalDb(), payer.scope, (db) => getAttempt(db, { id }));
  return foundOr404(attempt?.customerId === payer.customerId ? attempt : null, 'payment');
}

/**
 * What became of a payment, from our own books: the page never believes the address it was called with. `left` says that
 * the person came back from the processor without paying.
 */
export async function attemptPage(payer: Payer, attemptId: string | undefined, url: URL) {
  const attempt = await readAttempt(payer, attemptId);
  const left = url.searchParams.has('left');
  const isPending = PENDING.includes(attempt.state) && !(attempt.state === 'open' && left);
  const page = {
    company: payer.company.name,
    helpEmail: payer.company.help.email,
    id: attempt.id,
    state: attempt.state,
    left,
    currency: attempt.currency,
    amountMinor: attempt.amountMinor,
    failureText: attempt.failureText,
    items: attempt.items,
    paymentId: attempt.paymentId,
    email: attempt.notifyEmail,
  };
  return data(page, isPending ? { headers: { Refresh: String(ASK_AGAIN_SECONDS) } } : undefined);
}

export type AttemptShown = Awaited<ReturnType<typeof attemptPage>>['data'];

const form = z.object({ intent: z.enum(['resume', 'cancel']) });

/** Go on paying, or cancel: the processor's page is closed first, and only then may the invoices be paid anew. */
export async function attemptAction(payer: Payer, attemptId: string | undefined, request: Request) {
  const attempt = await readAttempt(payer, attemptId);
  const parsed = await parseForm(request, form);
  const here = attemptPath(attempt.id, payer.linkPath);
  if (!parsed.ok) return redirect(here);
  const { linkPath, actor, moment } = payer;
  if (parsed.value.intent === 'resume') {
    const opened = await openCheckout(checkoutPorts(), runAs(payer), { attempt, linkPath }, moment);
    return redirect(opened.ok ? opened.value.url : here);
  }
  const cancelled = await cancelAttempt(checkoutPorts(), runAs(payer), { attempt, actor, linkPath }, moment);
  if (!cancelled.ok) return redirect(here);
  const invoices = attempt.items.flatMap((item) => (item.invoiceId ? [['i', item.invoiceId]] : []));
  const again = linkPath ? `${linkPath}/pay` : `/pay?${new URLSearchParams(invoices)}`;
  return redirectWithFlash(again, 'The payment is cancelled. You have not been charged.', 'info');
}

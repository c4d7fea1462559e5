import { data, redirect } from 'react-router';
import { z } from 'zod';
import { type AttemptId, parseId } from '#app/kernel/ids.ts';
import { creditUse } from '#app/modules/cash-application/queries/credit-use.server.ts';
import { openItemsOf } from '#app/modules/ledger/queries/open-items.server.ts';
import { getAttempt } from '#app/modules/payments/queries/get-attempt.server.ts';
import { surchargeOfAttempt } from '#app/modules/payments/queries/surcharges.server.ts';
import type { Attempt, AttemptState } from '#app/modules/payments/types.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { parseForm } from '#app/platform/http/form.server.ts';
import { confirmByHand, mustConfirm } from '#app/workflows/confirm-by-hand.server.ts';
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
    failureCode: attempt.failureCode,
    isAutomatic: attempt.kind === 'automatic',
    mustConfirm: mustConfirm(attempt) && payer.linkPath === undefined,
    ...(await whereItGoes(payer, attempt)),
    paymentId: attempt.paymentId,
    email: attempt.notifyEmail,
  };
  return data(page, isPending ? { headers: { Refresh: String(ASK_AGAIN_SECONDS) } } : undefined);
}

/** Each invoice with what it gets and what is left of it now, the surcharge, and credit used with the payment. */
function whereItGoes(payer: Payer, attempt: Attempt) {
  return readAsPortal(portalDb(), payer.scope, async (db) => {
    const use = payer.linkPath === undefined ? await creditUse(db, { attemptId: attempt.id }) : null;
    const credited = (itemId: string) =>
      (use?.parts ?? [])
        .filter((part) => part.debitItemId === itemId)
        .reduce((sum, part) => sum + part.amountMinor, 0n);
    const byCredit = (use?.parts ?? []).filter(
      (part) => !attempt.items.some((item) => item.itemId === part.debitItemId),
    );
    const names = new Map(byCredit.map((part) => [part.debitItemId, part]));
    const items = [
      ...attempt.items.map((item) => ({ ...item, creditMinor: credited(item.itemId) })),
      ...[...names.values()].map(({ debitItemId, number, invoiceId }) => ({
        ...{ itemId: debitItemId, number, invoiceId, amountMinor: 0n, creditMinor: credited(debitItemId) },
      })),
    ];
    const { customerId, currency } = attempt;
    const open = await openItemsOf(db, { customerId, currency, itemIds: items.map((item) => item.itemId) });
    const left = new Map(open.map((item) => [item.id, item.residualMinor]));
    return {
      items: items.map((item) => ({ ...item, leftMinor: left.get(item.itemId) ?? 0n })),
      surcharge: await surchargeOfAttempt(db, attempt.id),
      creditMinor: use?.usedMinor ?? use?.amountMinor ?? 0n,
    };
  });
}

export type AttemptShown = Awaited<ReturnType<typeof attemptPage>>['data'];

const form = z.object({ intent: z.enum(['resume', 'cancel', 'confirm']) });

/** Go on paying, or cancel: the processor's page is closed first, and only then may the invoices be paid anew. */
export async function attemptAction(payer: Payer, attemptId: string | undefined, request: Request) {
  const attempt = await readAttempt(payer, attemptId);
  const parsed = await parseForm(request, form);
  const here = attemptPath(attempt.id, payer.linkPath);
  if (!parsed.ok) return redirect(here);
  const { linkPath, actor, moment } = payer;
  if (parsed.value.intent === 'confirm') {
    if (!mustConfirm(attempt) || linkPath) return redirect(here);
    const by = {
      run: runAs(payer),
      read: <Value>(work: (db: ReadDb) => Promise<Value>) => readAsPortal(portalDb(), payer.scope, work),
    };
    const confirmed = await confirmByHand(
      checkoutPorts(),
      by,
      { attempt, actor, keyOwnerId: payer.keyOwnerId },
      moment,
    );
    return redirect(confirmed.ok ? confirmed.value.goTo : againPath(attempt));
  }
  if (parsed.value.intent === 'resume') {
    const opened = await openCheckout(checkoutPorts(), runAs(payer), { attempt, linkPath }, moment);
    return redirect(opened.ok ? opened.value.url : here);
  }
  const cancelled = await cancelAttempt(checkoutPorts(), runAs(payer), { attempt, actor, linkPath }, moment);
  if (!cancelled.ok) return redirect(here);
  return redirectWithFlash(
    linkPath ? `${linkPath}/pay` : againPath(attempt),
    'The payment is cancelled. You have not been charged.',
    'info',
  );
}

/** The review of the same invoices. */
function againPath(attempt: Attempt): string {
  const invoices = attempt.items.flatMap((item) => (item.invoiceId ? [['i', item.invoiceId]] : []));
  return `/pay?${new URLSearchParams(invoices)}`;
}

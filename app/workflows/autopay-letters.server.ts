import { money } from '#app/kernel/money.ts';
import { dateInZone } from '#app/kernel/plain-date.ts';
import { getAutopayCharge } from '#app/modules/autopay/queries/charges.server.ts';
import { lastAttemptOfCharge } from '#app/modules/autopay/queries/last-attempt.server.ts';
import { methodLife } from '#app/modules/autopay/queries/methods-ending.server.ts';
import { autopayRulesOf } from '#app/modules/autopay/queries/rules.server.ts';
import type { AutopayCharge } from '#app/modules/autopay/types.ts';
import type { Message } from '#app/modules/delivery/types.ts';
import type { SavedMethod } from '#app/modules/payments/types.ts';
import { type Composer, common, type Letterhead, letter, nothing, type Rendering } from './letter-parts.server.ts';

/** Writes the mails of autopay from what is true when they leave. */
export async function autopayLetter(outside: Composer, message: Message, letterhead: Letterhead): Promise<Rendering> {
  if (message.kind === 'method_expiring') return expiringLetter(outside, message, letterhead);
  const charge = message.details.chargeId ? await getAutopayCharge(outside.db, message.details.chargeId) : null;
  if (!charge) return nothing('The collection does not exist.');
  return message.kind === 'autopay_notice'
    ? noticeLetter(outside, message, charge, letterhead)
    : failedLetter(outside, message, charge, letterhead);
}

/** One line an invoice; a long list says how many more there are on the page. */
const named = (method: SavedMethod) => ({
  kind: method.kind === 'card' ? ('card' as const) : ('direct-debit' as const),
  brand: method.brand === '' ? '' : `${method.brand[0]!.toUpperCase()}${method.brand.slice(1)}`,
  digits: method.last4,
});

async function noticeLetter(
  outside: Composer,
  message: Message,
  charge: AutopayCharge,
  letterhead: Letterhead,
): Promise<Rendering> {
  const isNothing = charge.state === 'skipped' && charge.skippedBecause === 'over-ceiling';
  const rule = (await autopayRulesOf(outside.db, charge.customerId)).find(({ id }) => id === charge.ruleId);
  if (!outside.isPreview && !isNothing && (charge.state !== 'noticed' || rule?.state === 'off'))
    return nothing('Autopay was turned off, or nothing is to be taken any more.');
  const { today } = letterhead.moment;
  const { method } = await methodLife(outside.db, { ...charge, today });
  const itemOf = ({ number, amountMinor }: AutopayCharge['items'][number]) => ({
    ...{ number, amount: money(amountMinor, charge.currency) },
  });
  return letter('autopayNotice', {
    ...common(message, letterhead),
    ...{ collectOn: charge.collectOn, method: named(method), link: `${outside.baseUrl}/autopay` },
    amount: isNothing ? null : money(charge.noticedMinor, charge.currency),
    items: charge.items.filter((item) => !item.leftOut).map(itemOf),
    leftOut: charge.items.filter((item) => item.leftOut).map(itemOf),
    limit: rule?.ceilingMinor ? money(rule.ceilingMinor, charge.currency) : null,
  });
}

async function failedLetter(
  outside: Composer,
  message: Message,
  charge: AutopayCharge,
  letterhead: Letterhead,
): Promise<Rendering> {
  const tried = await lastAttemptOfCharge(outside.db, charge.id);
  if (!tried) return nothing('Nothing was tried.');
  if (!outside.isPreview && charge.state === 'collected') return nothing('It was taken before this message left.');
  const { today } = letterhead.moment;
  const { method } = await methodLife(outside.db, { ...charge, methodId: tried.methodId, today });
  const rules = await autopayRulesOf(outside.db, charge.customerId);
  const rests = rules.some(({ id, pausedBecause }) => id === charge.ruleId && pausedBecause === 'method');
  return letter('autopayFailed', {
    ...common(message, letterhead),
    amount: money(tried.amountMinor, charge.currency),
    ...{ method: named(method), triedOn: dateInZone(tried.triedAt, letterhead.company.timeZone) },
    // The first sentence says why; that nothing was charged and what to do stands in the letter itself.
    ...{ reason: tried.failureText.split('. ')[0] || 'no reason', againOn: charge.nextTryOn, rests },
    link: `${outside.baseUrl}/autopay`,
  });
}

async function expiringLetter(outside: Composer, message: Message, letterhead: Letterhead): Promise<Rendering> {
  const { methodId } = message.details;
  if (!methodId || message.customerId === null) return nothing('The method does not exist.');
  const life = await methodLife(outside.db, {
    ...{ customerId: message.customerId, methodId, today: letterhead.moment.today },
  });
  if (life.lastOn === null || (!outside.isPreview && life.method.state !== 'active'))
    return nothing('The method is not used any more.');
  return letter('methodExpiring', {
    ...common(message, letterhead),
    ...{ method: named(life.method), lastOn: life.lastOn, link: `${outside.baseUrl}/autopay` },
  });
}

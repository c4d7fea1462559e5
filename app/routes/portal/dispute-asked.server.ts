import { data, redirect } from 'react-router';
import { parseId } from '#app/kernel/ids.ts';
import { disputeAskOutcome } from '#app/modules/disputes/queries/dispute-ask.server.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { disputePath } from './dispute-address.ts';
import type { Asker } from './dispute-asker.server.ts';
import { refusalFields } from './dispute-refusals.ts';
import { foundOr404 } from './found-or-404.ts';
import { lookAgainSeconds } from './waiting-words.ts';

/** What became of an asking by the key of its form; leads on where there is something to see, or the rest to be paid. */
export async function askedOutcome(asker: Asker, { url, key }: { url: URL; key: string }) {
  const { scope, customerId, company, root } = asker;
  const found = await readAsPortal(portalDb(), scope, (db) => disputeAskOutcome(db, { customerId, key }));
  const outcome = foundOr404(found, 'question');
  const invoiceId = parseId(url.searchParams.get('invoice') ?? '');
  if (outcome.state === 'done') {
    if (url.searchParams.get('next') === 'pay' && invoiceId) throw redirect(`${root}/pay?i=${invoiceId}`);
    throw redirect(`${disputePath(root, outcome.disputeId)}?just=sent`);
  }
  const of = { currency: company.baseCurrency, locale: company.locale, root };
  const words = outcome.state === 'refused' ? refusalFields(outcome.refusal, of) : null;
  const why = words && [...(words.formErrors ?? []), ...Object.values(words.fieldErrors ?? {}).flat()].join(' ');
  const isLookedAt = outcome.state === 'waiting' && outcome.isLookedAt;
  const headers: HeadersInit = outcome.state === 'waiting' ? { Refresh: lookAgainSeconds(isLookedAt) } : {};
  const back = root === '' ? { href: '/disputes', words: 'Your questions' } : { href: root, words: 'The invoice' };
  return data({ company: company.name, why, isLookedAt, back }, { headers });
}

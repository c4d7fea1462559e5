import { earlierForm } from '#app/modules/payments/queries/earlier-form.server.ts';
import { getAttempt } from '#app/modules/payments/queries/get-attempt.server.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { attemptPath } from '#app/workflows/open-checkout.server.ts';
import type { Payer } from './pay-page.server.ts';

/** Ended without money: the same form may be meant anew, and is told that it was sent before. */
const CAME_TO_NOTHING: readonly string[] = ['failed', 'expired'];

/**
 * Where a form leads that was sent before, from another tab, by a second press or after going back: to what came of it the
 * first time. Null for a form not sent before, or one that came to nothing or said another total.
 */
export function firstResult(
  payer: Payer,
  { key, total }: { readonly key: string; readonly total: string },
): Promise<string | null> {
  return readAsPortal(portalDb(), payer.scope, async (db) => {
    const outcome = await earlierForm(db, { key, keyOwnerId: payer.keyOwnerId });
    if (outcome?.useId) return total === '0' ? `/credit-uses/${outcome.useId}` : null;
    const attempt = outcome?.attemptId ? await getAttempt(db, { id: outcome.attemptId }) : null;
    if (!attempt || CAME_TO_NOTHING.includes(attempt.state) || attempt.amountMinor.toString() !== total) return null;
    if (attempt.state === 'open' && attempt.sessionUrl) return attempt.sessionUrl;
    return attemptPath(attempt.id, payer.linkPath);
  });
}

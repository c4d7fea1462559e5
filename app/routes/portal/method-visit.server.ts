import type { PortalRequest } from '#app/guards/require-portal.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { getSetup } from '#app/modules/payments/queries/method-setups.server.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { writeAsPortal } from '#app/platform/db/portal-scope.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { askAboutSetup, startMethodSetup } from '#app/workflows/set-up-method.server.ts';
import { checkoutPorts } from '#app/workflows/web-outside.server.ts';

/** How often a page asks again whether a method was saved, without script. */
export const ASK_AGAIN_SECONDS = 3;

/** Where the visit to the page on which a method is added stands, by the address somebody came back with. */
export type MethodVisit =
  | { readonly state: 'saved'; readonly methodId: string | null }
  | { readonly state: 'waiting' | 'ended' };

/** What came of a visit; null where the address names none. */
export async function visitOf(db: ReadDb, url: URL): Promise<MethodVisit | null> {
  const id = parseId(url.searchParams.get('setup') ?? '');
  const setup = id && (await getSetup(db, id));
  if (!setup) return null;
  if (setup.state === 'saved') return { state: 'saved', methodId: setup.savedMethodId };
  return { state: setup.state === 'ended' || url.searchParams.has('left') ? 'ended' : 'waiting' };
}

/** Has the worker ask what came of a visit that nobody told us the end of. */
export async function askAboutVisit({ scope }: Pick<PortalRequest, 'scope'>, url: URL): Promise<void> {
  const id = parseId(url.searchParams.get('setup') ?? '');
  if (id) await writeAsPortal(portalDb(), scope, async (tx) => ok(await askAboutSetup(tx, id)));
}

/** Starts a visit; the person comes back to `returnPath`. Answers where to send them, or what to say. */
export async function startVisit(
  { actor, scope, customerId, user, moment }: PortalRequest,
  returnPath: string,
): Promise<Result<string, string>> {
  const run = <Value, Refusal>(work: Parameters<typeof writeAsPortal<Value, Refusal>>[2]) =>
    writeAsPortal<Value, Refusal>(portalDb(), scope, work);
  const started = await startMethodSetup(
    checkoutPorts(),
    run,
    { actor, customerId, email: user.email, returnPath },
    moment,
  );
  if (started.ok) return ok(started.value.url);
  return refuse('We could not reach the payment service. Nothing was saved. Please try again in a minute.');
}

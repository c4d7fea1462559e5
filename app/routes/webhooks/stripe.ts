import { openJobsOnce } from '#app/guards/jobs-open.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { log } from '#app/platform/telemetry/log.server.ts';
import { takeStripeWebhook } from '#app/workflows/take-webhook.server.ts';
import { checkoutPorts } from '#app/workflows/web-outside.server.ts';
import type { Route } from './+types/stripe';
import { answer, readRawBody } from './read-raw-body.server.ts';

const BYTES_MAX = 1_000_000;

/** Nobody reads here. */
export const loader = () => answer(405, 'Only POST.');

/** Verify, store, answer: the processor gives up on slow receivers, so everything else is the worker's. */
export async function action({ request }: Route.ActionArgs): Promise<Response> {
  if (request.method !== 'POST') return answer(405, 'Only POST.');
  const rawBody = await readRawBody(request, { bytesMax: BYTES_MAX });
  if (!rawBody) return answer(413, 'Too large.');
  // What is stored orders its job; a web process may hear a webhook before anybody opens a page.
  await openJobsOnce();
  const taken = await takeStripeWebhook(
    { db: staffDb(), stripe: checkoutPorts().stripe },
    { rawBody, signature: request.headers.get('Stripe-Signature') },
  );
  if (!taken.ok) {
    log.warn('processor webhook refused', { reason: taken.refusal });
    return answer(400, `Refused: ${taken.refusal}.`);
  }
  return answer(200, taken.value.isNew ? 'Stored.' : 'Known.');
}

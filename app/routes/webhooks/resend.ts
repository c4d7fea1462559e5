import { openJobsOnce } from '#app/guards/jobs-open.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { log } from '#app/platform/telemetry/log.server.ts';
import { mailGateway } from '#app/workflows/outside.server.ts';
import { takeMailWebhook } from '#app/workflows/take-webhook.server.ts';
import type { Route } from './+types/resend';
import { answer, readRawBody } from './read-raw-body.server.ts';

const BYTES_MAX = 1_000_000;

/** Nobody reads here. */
export const loader = () => answer(405, 'Only POST.');

/** What became of a mail: verified and noted. */
export async function action({ request }: Route.ActionArgs): Promise<Response> {
  if (request.method !== 'POST') return answer(405, 'Only POST.');
  const body = await readRawBody(request, { bytesMax: BYTES_MAX });
  if (!body) return answer(413, 'Too large.');
  // What is stored orders its job; a web process may hear a webhook before anybody opens a page.
  await openJobsOnce();
  const rawBody = new TextDecoder().decode(body);
  const taken = await takeMailWebhook({ db: staffDb(), mail: mailGateway() }, { rawBody, headers: request.headers });
  if (taken.ok) return answer(200, taken.value.changed ? 'Noted.' : 'Known.');
  log.warn('mail webhook refused', { reason: taken.refusal });
  return answer(400, `Refused: ${taken.refusal}.`);
}

import { createHash, timingSafeEqual } from 'node:crypto';
import type { FailureMode } from '../local-server/failure-plan.ts';
import { type Answer, type Fate, type Incoming, jsonAnswer } from '../local-server/http-listener.ts';
import { ApiError, invalidRequest } from './api-error.ts';
import { balanceEndpoints } from './balance-endpoints.ts';
import { expireOldSessions } from './checkout.ts';
import { findEndpoint } from './endpoint.ts';
import { parseForm } from './form-body.ts';
import { paymentEndpoints } from './payment-endpoints.ts';
import { sessionEndpoints } from './session-endpoints.ts';
import { API_VERSION, randomText, type World } from './world.ts';

const ENDPOINTS = [...sessionEndpoints, ...paymentEndpoints, ...balanceEndpoints];
const KEY_LENGTH_MAX = 255;
const KEY_LIFE_SECONDS = 86_400;

type Remembered = { digest: string; status: number; body: string; at: number };

/** Serves one API request; a planned failure may stand in its way. */
export function serveApi(world: World, incoming: Incoming, apiKey: string, failure: FailureMode | undefined): Fate {
  const requestId = `req_${randomText(14)}`;
  if (failure === 'hang') return 'silence';
  if (failure === 'rate-limit')
    return errorAnswer(
      requestId,
      new ApiError(429, { type: 'invalid_request_error', code: 'rate_limit', message: 'Request rate limit exceeded.' }),
    );
  if (failure === 'server-error')
    return errorAnswer(requestId, new ApiError(500, { type: 'api_error', message: 'An unknown error occurred.' }));
  world.losesWebhooks = failure === 'accept-then-lose';
  try {
    const answer = answerApi(world, incoming, apiKey, requestId);
    return failure === 'accept-then-drop' ? 'cut' : answer;
  } finally {
    world.losesWebhooks = false;
    world.cause = { id: null, idempotency_key: null };
  }
}

function answerApi(world: World, incoming: Incoming, apiKey: string, requestId: string): Answer {
  try {
    checkCaller(incoming, apiKey);
    expireOldSessions(world);
    return withIdempotency(world, incoming, requestId);
  } catch (error) {
    if (error instanceof ApiError) return errorAnswer(requestId, error);
    throw error;
  }
}

function checkCaller(incoming: Incoming, apiKey: string): void {
  const given = incoming.headers.authorization?.replace(/^Bearer /, '') ?? '';
  if (given === '')
    throw new ApiError(401, { type: 'invalid_request_error', message: 'You did not provide an API key.' });
  if (!sameText(given, apiKey))
    throw new ApiError(401, { type: 'invalid_request_error', message: 'Invalid API Key provided.' });
  const version = incoming.headers['stripe-version'];
  if (version !== API_VERSION)
    throw invalidRequest(`Invalid Stripe API version: ${String(version)}. This stand-in speaks ${API_VERSION} only.`);
}

const digestOf = (text: string) => createHash('sha256').update(text).digest();
const sameText = (a: string, b: string) => timingSafeEqual(digestOf(a), digestOf(b));

function withIdempotency(world: World, incoming: Incoming, requestId: string): Answer {
  const key = incoming.method === 'POST' ? incoming.headers['idempotency-key'] : undefined;
  if (typeof key !== 'string') return execute(world, incoming, requestId, null);
  if (key.length > KEY_LENGTH_MAX)
    throw new ApiError(400, {
      type: 'idempotency_error',
      message: `Idempotency keys are at most ${KEY_LENGTH_MAX} characters.`,
    });
  const digest = digestOf(`${incoming.path}\n${incoming.body.toString('utf8')}`).toString('hex');
  const remembered = world.store.get<Remembered>('idempotency_key', key);
  if (remembered === undefined || remembered.at + KEY_LIFE_SECONDS < world.now()) {
    return remember(world, key, digest, () => execute(world, incoming, requestId, key));
  }
  if (remembered.digest !== digest)
    throw new ApiError(400, {
      type: 'idempotency_error',
      message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
    });
  return {
    status: remembered.status,
    headers: { ...commonHeaders(requestId), 'idempotent-replayed': 'true', 'idempotency-key': key },
    body: remembered.body,
  };
}

/** As documented: a result is kept once work began; a request refused for its parameters may be mended under the same key. */
function remember(world: World, key: string, digest: string, work: () => Answer): Answer {
  const keep = (answer: Answer) => {
    const row: Remembered = { digest, status: answer.status, body: String(answer.body), at: world.now() };
    world.store.put('idempotency_key', key, row);
    return answer;
  };
  try {
    return keep(work());
  } catch (error) {
    if (error instanceof ApiError && error.status === 402) return keep(errorAnswer(`req_${randomText(14)}`, error));
    throw error;
  }
}

function execute(world: World, incoming: Incoming, requestId: string, key: string | null): Answer {
  const found = findEndpoint(ENDPOINTS, incoming.method, incoming.path);
  // The vendor answers 404 here; 400 keeps a missing endpoint apart from a missing object.
  if (found === undefined)
    throw invalidRequest(
      `Unrecognized request URL (${incoming.method}: ${incoming.path}). The stand-in does not know this endpoint.`,
    );
  if (incoming.method === 'POST' && incoming.body.length > 0) checkContentType(incoming);
  const form = parseForm(incoming.method === 'POST' ? incoming.body.toString('utf8') : incoming.query.toString());
  world.cause = { id: requestId, idempotency_key: key };
  return jsonAnswer(200, found.endpoint.serve(world, form, found.id), commonHeaders(requestId));
}

function checkContentType(incoming: Incoming): void {
  const type = incoming.headers['content-type'] ?? '';
  if (!type.startsWith('application/x-www-form-urlencoded'))
    throw invalidRequest(`Invalid content type: ${type}. Send application/x-www-form-urlencoded.`);
}

const commonHeaders = (requestId: string) => ({ 'request-id': requestId, 'stripe-version': API_VERSION });

function errorAnswer(requestId: string, error: ApiError): Answer {
  const body = { ...error.body, request_log_url: `https://dashboard.stripe.com/test/logs/${requestId}` };
  return jsonAnswer(error.status, { error: body }, { 'content-type': 'application/json', ...commonHeaders(requestId) });
}

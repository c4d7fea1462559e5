import { createHash, timingSafeEqual } from 'node:crypto';
import type { FailureMode } from '../local-server/failure-plan.ts';
import { type Answer, type Fate, type Incoming, jsonAnswer } from '../local-server/http-listener.ts';
import type { Store } from '../local-server/state-log.ts';
import { DOMAINS, listOfDomains } from './domains.ts';
import { listOfReceived, type MailRecord, receivedFileId } from './mail-record.ts';
import type { PostOffice } from './post-office.ts';
import { MailApiError, readSendRequest } from './send-request.ts';

const KEY_LENGTH_MAX = 256;
const KEY_LIFE_MS = 86_400_000;
const BATCH_MAX = 100;
const RETRY_AFTER_SECONDS = 2;

type Desk = { readonly store: Store; readonly office: PostOffice; readonly apiKey: string; readonly now: () => Date };
type Remembered = { digest: string; body: string; at: number };

/** Serves one API request; a planned failure may stand in its way. */
export function serveMailApi(desk: Desk, incoming: Incoming, failure: FailureMode | undefined): Fate {
  if (failure === 'hang') return 'silence';
  if (failure === 'rate-limit') {
    const message = 'Too many requests. You can only make 2 requests per second.';
    return errorAnswer(
      new MailApiError(429, 'rate_limit_exceeded', message, { 'retry-after': String(RETRY_AFTER_SECONDS) }),
    );
  }
  if (failure === 'server-error')
    return errorAnswer(new MailApiError(500, 'internal_server_error', 'An unexpected error occurred.'));
  const answer = answerMailApi(desk, incoming, failure === 'accept-then-lose');
  return failure === 'accept-then-drop' ? 'cut' : answer;
}

function answerMailApi(desk: Desk, incoming: Incoming, lost: boolean): Answer {
  try {
    checkKey(desk, incoming);
    return route(desk, incoming, lost);
  } catch (error) {
    if (error instanceof MailApiError) return errorAnswer(error);
    throw error;
  }
}

function errorAnswer(error: MailApiError): Answer {
  const body = { statusCode: error.status, name: error.name, message: error.message };
  return jsonAnswer(error.status, body, error.headers);
}

function checkKey(desk: Desk, incoming: Incoming): void {
  const given = incoming.headers.authorization?.replace(/^Bearer /, '');
  if (given === undefined || given === '') throw new MailApiError(401, 'missing_api_key', 'Missing API Key');
  const digest = (text: string) => createHash('sha256').update(text).digest();
  if (!timingSafeEqual(digest(given), digest(desk.apiKey)))
    throw new MailApiError(403, 'invalid_api_key', 'API key is invalid');
}

function route(desk: Desk, incoming: Incoming, lost: boolean): Answer {
  const { method, path } = incoming;
  if (method === 'POST' && path === '/emails') {
    return withIdempotency(desk, incoming, (key) => {
      const request = readSendRequest(parse(incoming), { inBatch: false });
      return { id: desk.office.send(request, key, lost) };
    });
  }
  if (method === 'POST' && path === '/emails/batch')
    return withIdempotency(desk, incoming, (key) => sendBatch(desk, incoming, key, lost));
  if (method === 'GET' && path === '/domains') return jsonAnswer(200, listOfDomains());
  const domain = DOMAINS.find(({ id }) => path === `/domains/${id}`);
  if (method === 'GET' && domain) return jsonAnswer(200, { object: 'domain', ...domain });
  const file = /^\/emails\/receiving\/([0-9a-f-]{36})\/attachments\/([0-9a-f-]{36})$/.exec(path);
  if (method === 'GET' && file !== null) return retrieveFile(desk, incoming, { mailId: file[1]!, fileId: file[2]! });
  const found = /^\/emails\/(receiving\/)?([0-9a-f-]{36})$/.exec(path);
  if (method === 'GET' && found !== null) return retrieve(desk, found[2] ?? '', found[1] === undefined ? 'out' : 'in');
  // The vendor answers 404 or 405 here; 400 keeps a missing endpoint apart from a missing mail.
  throw new MailApiError(400, 'invalid_parameter', `The stand-in does not know this endpoint: ${method} ${path}`);
}

function sendBatch(desk: Desk, incoming: Incoming, key: string | null, lost: boolean): { data: { id: string }[] } {
  const list = parse(incoming);
  if (!Array.isArray(list) || list.length === 0 || list.length > BATCH_MAX)
    throw new MailApiError(422, 'validation_error', `A batch holds 1 to ${BATCH_MAX} mails.`);
  // All are read before any is sent: a batch is taken whole or not at all.
  const requests = list.map((mail) => readSendRequest(mail, { inBatch: true }));
  return { data: requests.map((request) => ({ id: desk.office.send(request, key, lost) })) };
}

function parse(incoming: Incoming): unknown {
  try {
    return JSON.parse(incoming.body.toString('utf8'));
  } catch {
    throw new MailApiError(400, 'validation_error', 'The body is not JSON.');
  }
}

/** As documented: kept for 24 hours; the same content gives the first answer, other content is refused with 409. */
function withIdempotency(desk: Desk, incoming: Incoming, work: (key: string | null) => unknown): Answer {
  const key = incoming.headers['idempotency-key'];
  if (typeof key !== 'string') return jsonAnswer(200, work(null));
  if (key === '' || key.length > KEY_LENGTH_MAX)
    throw new MailApiError(400, 'invalid_idempotency_key', `The key must be between 1-${KEY_LENGTH_MAX} chars.`);
  const digest = createHash('sha256').update(incoming.path).update(incoming.body).digest('hex');
  const at = desk.now().getTime();
  const known = desk.store.get<Remembered>('idempotency_key', key);
  if (known !== undefined && at - known.at < KEY_LIFE_MS) {
    if (known.digest !== digest)
      throw new MailApiError(
        409,
        'invalid_idempotent_request',
        'Same idempotency key used with a different request payload.',
      );
    return jsonAnswer(200, JSON.parse(known.body));
  }
  const result = work(key);
  desk.store.put('idempotency_key', key, { digest, body: JSON.stringify(result), at } satisfies Remembered);
  return jsonAnswer(200, result);
}

function retrieve(desk: Desk, id: string, direction: MailRecord['direction']): Answer {
  const mail = desk.office.find(id);
  if (mail === undefined || mail.direction !== direction) throw new MailApiError(404, 'not_found', 'Email not found');
  const orNull = (list: readonly string[]) => (list.length === 0 ? null : list);
  const common = {
    object: 'email',
    id: mail.id,
    to: mail.to,
    from: mail.from,
    created_at: mail.createdAt,
    subject: mail.subject,
    html: mail.html,
    text: mail.text,
    bcc: orNull(mail.bcc),
    cc: orNull(mail.cc),
    reply_to: orNull(mail.replyTo),
    message_id: mail.messageId,
  };
  if (direction === 'in')
    return jsonAnswer(200, {
      ...common,
      headers: mail.headers,
      received_for: mail.to,
      attachments: listOfReceived(mail),
      raw: null,
    });
  return jsonAnswer(200, { ...common, last_event: mail.lastEvent, scheduled_at: null, tags: mail.tags });
}

/** Names an address the content is fetched from for an hour, without a key: the address itself is the permission. */
function retrieveFile(desk: Desk, incoming: Incoming, of: { mailId: string; fileId: string }): Answer {
  const mail = desk.office.find(of.mailId);
  const index = mail ? mail.attachments.findIndex((_, at) => receivedFileId(mail, at) === of.fileId) : -1;
  const listed = mail && listOfReceived(mail)[index];
  if (mail?.direction !== 'in' || !listed) throw new MailApiError(404, 'not_found', 'Attachment not found');
  return jsonAnswer(200, {
    ...{ object: 'attachment', ...listed },
    download_url: `http://${incoming.headers.host}/mail/${mail.id}/attachments/${index}`,
    expires_at: new Date(desk.now().getTime() + 3_600_000).toISOString(),
  });
}

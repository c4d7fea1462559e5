import { type ErrorResponse, Resend } from 'resend';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { hasControl, isMailbox } from './mail-address.ts';
import { type MailEvent, readMailEvent } from './mail-events.ts';
import {
  fetchReceived,
  fetchReceivedFile,
  type ReceivedFileRefusal,
  type ReceivedMail,
  type ReceivedRefusal,
} from './received-mail.server.ts';

const TIMEOUT_MS = 15_000;
const RECIPIENTS_MAX = 50;
const RETRY_AFTER_DEFAULT_SECONDS = 2;
/** A quota of the day or month is used up: asking again within the hour is of no use. */
const QUOTA_RETRY_AFTER_SECONDS = 3_600;

export type MailGatewayConfig = {
  readonly apiKey: string;
  /** `whsec_…`; several, separated by commas, while a secret is being changed. */
  readonly webhookSecret: string;
  /** A local server; without it the vendor's own. */
  readonly baseUrl?: string;
  readonly timeoutMs?: number;
};

export type OutgoingMail = {
  /** Our own id of this mail: repeating the call with the same content sends nothing twice (for 24 hours). */
  readonly sendKey: string;
  /** `name@example.com` or `Name <name@example.com>`; see `formatMailbox`. */
  readonly from: string;
  readonly to: readonly string[];
  readonly replyTo?: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly attachments?: readonly MailFile[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Letters, digits, `_` and `-` only. */
  readonly tags?: readonly { readonly name: string; readonly value: string }[];
};
export type MailFile = { readonly filename: string; readonly content: Uint8Array; readonly contentType: string };

/**
 * `unreachable` means that the fate of the mail is unknown: send again with the same key, the provider sorts it out.
 * `rejected` and `invalid-address` will not change by repeating.
 */
export type MailRefusal =
  | { readonly kind: 'invalid-address'; readonly address: string }
  | { readonly kind: 'rate-limited'; readonly retryAfterSeconds: number }
  | { readonly kind: 'unreachable'; readonly message: string }
  | { readonly kind: 'rejected'; readonly code: string; readonly message: string };

/** A sending domain as the service sees it: whether mail from it leaves, and each record it looks for. */
export type MailDomain = {
  readonly name: string;
  readonly isVerified: boolean;
  readonly records: readonly MailDomainRecord[];
};
/** `purpose` is SPF or DKIM; `state` is verified, pending, failed, temporary_failure or not_started. */
export type MailDomainRecord = {
  readonly purpose: 'SPF' | 'DKIM';
  readonly type: string;
  readonly name: string;
  readonly value: string;
  readonly state: string;
};

export type MailGateway = {
  /** What the service knows of the domain that mail comes from; null: it was never added there. */
  domain(name: string): Promise<Result<MailDomain | null, MailRefusal>>;
  send(mail: OutgoingMail): Promise<Result<{ readonly providerId: string }, MailRefusal>>;
  /** A mail from outside that an event told of. */
  received(providerId: string): Promise<Result<ReceivedMail, ReceivedRefusal>>;
  /** A file of it, from the service's own host only and no larger than `bytesMax`. */
  receivedFile(of: {
    readonly providerId: string;
    readonly fileId: string;
    readonly bytesMax: number;
  }): Promise<Result<Uint8Array, ReceivedFileRefusal>>;
  /** `rawBody` is the body exactly as it arrived; a signature older than five minutes is refused as well. */
  verifyWebhook(rawBody: string, headers: Headers): Result<MailEvent, 'bad-signature'>;
};

/** The one door to Resend. It never repeats a call by itself; each ends within its timeout. */
export function createMailGateway(config: MailGatewayConfig): MailGateway {
  const resend = new Resend(config.apiKey, config.baseUrl === undefined ? {} : { baseUrl: config.baseUrl });
  const timeoutMs = config.timeoutMs ?? TIMEOUT_MS;
  return {
    domain: (name) => findDomain(resend, name, timeoutMs),
    send: (mail) => send(resend, mail, timeoutMs),
    received: (providerId) => fetchReceived(resend, providerId, timeoutMs),
    receivedFile: (of) => fetchReceivedFile(resend, of, { timeoutMs, localBase: config.baseUrl }),
    verifyWebhook: (rawBody, headers) => verifyWebhook(resend, config.webhookSecret.split(','), rawBody, headers),
  };
}

async function send(
  resend: Resend,
  mail: OutgoingMail,
  timeoutMs: number,
): Promise<Result<{ readonly providerId: string }, MailRefusal>> {
  const mistake = mistakeOf(mail);
  if (mistake !== null) return refuse(mistake);
  const answer = await resend.emails.send(
    {
      from: mail.from,
      to: [...mail.to],
      subject: mail.subject,
      html: mail.html,
      text: mail.text,
      ...(mail.replyTo === undefined ? {} : { replyTo: mail.replyTo }),
      ...(mail.headers === undefined ? {} : { headers: { ...mail.headers } }),
      ...(mail.tags === undefined ? {} : { tags: mail.tags.map((tag) => ({ ...tag })) }),
      ...(mail.attachments === undefined ? {} : { attachments: mail.attachments.map(attachmentOf) }),
    },
    { idempotencyKey: mail.sendKey, signal: AbortSignal.timeout(timeoutMs) },
  );
  if (answer.error !== null) return refuse(refusalOf(answer.error, answer.headers));
  return ok({ providerId: answer.data.id });
}

/** As many domains as one page of the service's list holds. */
const DOMAINS_LISTED = 100;

async function findDomain(
  resend: Resend,
  name: string,
  timeoutMs: number,
): Promise<Result<MailDomain | null, MailRefusal>> {
  const options = { signal: AbortSignal.timeout(timeoutMs) };
  const listed = await resend.domains.list({ limit: DOMAINS_LISTED }, options);
  if (listed.error !== null) return refuse(refusalOf(listed.error, listed.headers));
  const entry = listed.data.data.find((domain) => domain.name.toLowerCase() === name.toLowerCase());
  if (!entry) return ok(null);
  const found = await resend.domains.get(entry.id, options);
  if (found.error !== null) return refuse(refusalOf(found.error, found.headers));
  const records = found.data.records.flatMap((one): MailDomainRecord[] =>
    one.record === 'SPF' || one.record === 'DKIM'
      ? [{ purpose: one.record, type: one.type, name: one.name, value: one.value, state: one.status }]
      : [],
  );
  return ok({ name: found.data.name, isVerified: found.data.status === 'verified', records });
}

const attachmentOf = (file: MailFile) => ({
  filename: file.filename,
  content: Buffer.from(file.content),
  contentType: file.contentType,
});

/** What must not reach the wire: addresses that are none, and line breaks that would begin a header of their own. */
function mistakeOf(mail: OutgoingMail): MailRefusal | null {
  const addresses = [mail.from, ...mail.to, ...(mail.replyTo === undefined ? [] : [mail.replyTo])];
  const address = addresses.find((text) => !isMailbox(text));
  if (address !== undefined) return { kind: 'invalid-address', address };
  if (mail.to.length === 0 || mail.to.length > RECIPIENTS_MAX)
    return { kind: 'rejected', code: 'recipients', message: `A mail goes to 1 to ${RECIPIENTS_MAX} addresses` };
  const broken = [mail.subject, ...(mail.attachments ?? []).map((file) => file.filename)].find(hasControl);
  if (broken !== undefined || Object.entries(mail.headers ?? {}).some(isBrokenHeader))
    return {
      kind: 'rejected',
      code: 'line-break',
      message: 'A control character stands in a subject, file name or header',
    };
  return null;
}

const isBrokenHeader = ([name, value]: [string, string]) => !/^[A-Za-z0-9-]{1,76}$/.test(name) || hasControl(value);

function refusalOf(error: ErrorResponse, headers: Record<string, string> | null): MailRefusal {
  const { name, statusCode, message } = error;
  if (statusCode === 429) return { kind: 'rate-limited', retryAfterSeconds: retryAfterOf(name, headers) };
  if (name === 'invalid_from_address') return { kind: 'invalid-address', address: message };
  // Our first call with this key is still being worked on: its fate is open, as after a lost answer.
  if (name === 'concurrent_idempotent_requests') return { kind: 'unreachable', message };
  if (statusCode === null || statusCode >= 500) return { kind: 'unreachable', message };
  return { kind: 'rejected', code: name, message };
}

function retryAfterOf(name: string, headers: Record<string, string> | null): number {
  const text = headers?.['retry-after'] ?? '';
  if (/^\d{1,6}$/.test(text)) return Number(text);
  return name.endsWith('quota_exceeded') ? QUOTA_RETRY_AFTER_SECONDS : RETRY_AFTER_DEFAULT_SECONDS;
}

function verifyWebhook(
  resend: Resend,
  secrets: readonly string[],
  rawBody: string,
  headers: Headers,
): Result<MailEvent, 'bad-signature'> {
  const id = headers.get('svix-id') ?? '';
  const signed = { id, timestamp: headers.get('svix-timestamp') ?? '', signature: headers.get('svix-signature') ?? '' };
  for (const secret of secrets) {
    const payload = verifiedPayload(resend, secret.trim(), rawBody, signed);
    if (payload !== null) return ok(readMailEvent(id, payload));
  }
  return refuse('bad-signature');
}

function verifiedPayload(
  resend: Resend,
  webhookSecret: string,
  payload: string,
  headers: { id: string; timestamp: string; signature: string },
): Record<string, unknown> | null {
  try {
    const value: unknown = resend.webhooks.verify({ payload, headers, webhookSecret });
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    // The SDK throws for a wrong, an old and a missing signature alike, and for a body that is no JSON.
    return null;
  }
}

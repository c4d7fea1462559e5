import type { Resend } from 'resend';
import { ok, type Result, refuse } from '#app/kernel/result.ts';

/** Where the vendor keeps files of received mails. Nothing is ever fetched from another host. */
const FILE_HOST = 'inbound-cdn.resend.com';
/** As many files of one mail as are asked for. */
export const RECEIVED_FILES_MAX = 20;

/** A mail from outside as the service keeps it. Addresses may be `Name <address>`; headers as they came. */
export type ReceivedMail = {
  readonly from: string;
  /** To, Cc and whom the service received it for. */
  readonly addresses: readonly string[];
  readonly subject: string;
  readonly text: string | null;
  readonly html: string | null;
  readonly messageRef: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly files: readonly ReceivedFile[];
};
export type ReceivedFile = {
  readonly id: string;
  readonly name: string;
  readonly declaredType: string;
  readonly sizeBytes: number;
  /** It stands inside the text, like a picture in a signature. */
  readonly isInline: boolean;
};

/** `gone`: the service does not have it (any more). `unreachable`: ask again later. */
export type ReceivedRefusal = 'gone' | 'unreachable';
/** `host`: the service named an address elsewhere, which is not fetched. `size`: more than was allowed. */
export type ReceivedFileRefusal = ReceivedRefusal | 'host' | 'size';

/** Fetches a received mail with the list of its files, not their contents. */
export async function fetchReceived(
  resend: Resend,
  providerId: string,
  timeoutMs: number,
): Promise<Result<ReceivedMail, ReceivedRefusal>> {
  const answer = await resend.emails.receiving.get(
    providerId,
    // Pictures as references: inside the text as data they would only be thrown away.
    { html_format: 'cid' },
    { signal: AbortSignal.timeout(timeoutMs) },
  );
  if (answer.error !== null) return refuse(answer.error.statusCode === 404 ? 'gone' : 'unreachable');
  const mail = answer.data;
  return ok({
    ...{ from: mail.from, subject: mail.subject ?? '', text: mail.text, html: mail.html },
    addresses: [...mail.to, ...(mail.cc ?? []), ...(mail.received_for ?? [])],
    ...{ messageRef: mail.message_id ?? '', headers: mail.headers ?? {} },
    files: mail.attachments.map((file) => ({
      ...{ id: file.id, name: file.filename ?? '', declaredType: file.content_type, sizeBytes: file.size ?? 0 },
      isInline: file.content_disposition === 'inline' || file.content_id !== null,
    })),
  });
}

/**
 * Fetches one file of a received mail from the service's own host and no other, without following anything, and stops as
 * soon as it is larger than allowed.
 */
export async function fetchReceivedFile(
  resend: Resend,
  of: { readonly providerId: string; readonly fileId: string; readonly bytesMax: number },
  { timeoutMs, localBase }: { readonly timeoutMs: number; readonly localBase: string | undefined },
): Promise<Result<Uint8Array, ReceivedFileRefusal>> {
  const signal = AbortSignal.timeout(timeoutMs);
  const named = await resend.emails.receiving.attachments.get({ emailId: of.providerId, id: of.fileId }, { signal });
  if (named.error !== null) return refuse(named.error.statusCode === 404 ? 'gone' : 'unreachable');
  const { download_url: address } = named.data;
  if (!isOurService(address, localBase)) return refuse('host');
  try {
    const answer = await fetch(address, { signal, redirect: 'error' });
    if (answer.status === 403 || answer.status === 404 || answer.status === 410) {
      await answer.body?.cancel();
      return refuse('gone');
    }
    if (!answer.ok || !answer.body) return refuse('unreachable');
    return await readUpTo(answer.body, of.bytesMax);
  } catch {
    // Timed out, cut, or sent elsewhere: none of it says that the file is gone.
    return refuse('unreachable');
  }
}

/** Only https at the vendor's own host; a stand-in's own address while one is used. */
export function isOurService(address: string, localBase: string | undefined): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.username !== '' || url.password !== '') return false;
  if (localBase !== undefined) return url.origin === new URL(localBase).origin;
  return url.protocol === 'https:' && url.host === FILE_HOST;
}

async function readUpTo(body: ReadableStream<Uint8Array>, bytesMax: number): Promise<Result<Uint8Array, 'size'>> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of body) {
    size += piece.byteLength;
    if (size > bytesMax) return refuse('size');
    pieces.push(piece);
  }
  return ok(new Uint8Array(Buffer.concat(pieces)));
}

import { ok } from '#app/kernel/result.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import type { Message } from '#app/modules/delivery/types.ts';
import { makeReplyAddress } from '#app/modules/inbox/commands/make-reply-address.server.ts';
import type { MailPlace } from '#app/modules/inbox/types.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { isMailAddress } from '#app/platform/mail/mail-address.ts';
import type { Composer } from './letter-parts.server.ts';
import { momentFor, type Outside } from './outside.server.ts';

type World = Pick<Outside, 'db' | 'sealSecret' | 'replyDomain'>;

/** The domain whose mail the service hands over to us; null where none was set up, and replies go where they went before. */
export const replyDomain = (outside: Pick<Outside, 'replyDomain'>): string | null => outside.replyDomain ?? null;

/**
 * The address that replies about a thing come to, and are put by, whoever sends them; null without a domain for replies.
 * The same for each mail about the thing.
 */
export async function replyAddress(outside: World, place: MailPlace): Promise<string | null> {
  const domain = replyDomain(outside);
  if (domain === null) return null;
  const moment = await momentFor(outside);
  const made = await inTransaction(outside.db, async (tx) =>
    ok(await makeReplyAddress(tx, place, { secret: outside.sealSecret, domain }, moment)),
  );
  if (!made.ok) throw new Error('a reply address is never refused');
  return made.value;
}

/** Where replies to a message come to: its dispute, else its invoice, else its customer. A mail to a colleague has none. */
export async function replyAddressFor(outside: Composer, message: Message): Promise<string | null> {
  const { customerId, invoiceId, details } = message;
  if (outside.isPreview || customerId === null || message.kind === 'sign_in') return null;
  const place: MailPlace = details.disputeId
    ? { subjectKind: 'dispute', subjectId: details.disputeId, customerId }
    : invoiceId
      ? { subjectKind: 'invoice', subjectId: invoiceId, customerId }
      : { subjectKind: 'customer', subjectId: customerId, customerId };
  return replyAddress(outside, place);
}

/** Addresses that our own mail comes from: what comes from one of them is our own mail come back. */
export async function sendersOf(outside: Pick<Outside, 'db' | 'mailFrom'>): Promise<string[]> {
  const company = await getCompany(outside.db);
  const bare = (text: string) => /<([^<>]+)>/.exec(text)?.[1] ?? text;
  return [outside.mailFrom, company.mailFrom].map((text) => bare(text).trim()).filter(isMailAddress);
}

import { ok, type Result } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { optIn, optOut } from '#app/modules/delivery/commands/opt-out.server.ts';
import { optedOutKinds } from '#app/modules/delivery/queries/opted-out-kinds.server.ts';
import { MESSAGE_CLASSES, type Message, type MessageKind } from '#app/modules/delivery/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { inTransaction, type ReadDb } from '#app/platform/db/transaction.server.ts';
import { type Composer, PREVIEW_TOKEN } from './letter-parts.server.ts';
import type { WorkerDb } from './outside.server.ts';
import { seal, unseal } from './seal.server.ts';

const SUBJECT = 'choice of mails';

/** Kinds a reader may decline. Documents the law asks for, reminders and answers to what somebody did are none of them. */
export const OPTIONAL_KINDS = (Object.keys(MESSAGE_CLASSES) as MessageKind[]).filter(
  (kind) => MESSAGE_CLASSES[kind] === 'optional',
);

export const isOptional = ({ kind }: Pick<Message, 'kind'>): boolean => OPTIONAL_KINDS.includes(kind);

/** Whose mails they are: an address of a customer. */
export type Reader = { readonly customerId: string; readonly address: string };

/**
 * A reader's own addresses: `page` shows the choices, `oneClick` takes the press of a mail program (RFC 8058). The token is
 * encrypted, so that it tells no address to whoever reads a log, and opens nothing but these choices.
 */
export function mailChoiceLinks(
  outside: Pick<Composer, 'baseUrl' | 'sealSecret' | 'isPreview'>,
  { customerId, toAddress }: Pick<Message, 'customerId' | 'toAddress'>,
): { readonly page: string; readonly oneClick: string } {
  const token = outside.isPreview
    ? PREVIEW_TOKEN
    : tokenOf({ customerId: customerId ?? '', address: toAddress }, outside.sealSecret);
  return {
    page: `${outside.baseUrl}/mail-choices/${token}`,
    oneClick: `${outside.baseUrl}/webhooks/unsubscribe/${token}`,
  };
}

export const unsubscribeHeaders = (address: string): Record<string, string> => ({
  'List-Unsubscribe': `<${address}>`,
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
});

const tokenOf = (reader: Reader, secret: string): string =>
  Buffer.from(
    seal(JSON.stringify([reader.customerId, reader.address]), { secret, subject: SUBJECT }),
    'base64',
  ).toString('base64url');

/** Whom a token names; null for one we did not make. */
export function readerOf(token: string, secret: string): Reader | null {
  const opened = unseal(Buffer.from(token, 'base64url').toString('base64'), { secret, subject: SUBJECT });
  if (opened === null) return null;
  const [customerId, address] = JSON.parse(opened) as [string, string];
  return { customerId, address };
}

/** Each optional kind, and whether this reader gets it. */
export async function mailChoices(db: ReadDb, reader: Reader): Promise<{ kind: MessageKind; gets: boolean }[]> {
  const out = await optedOutKinds(db, reader);
  return OPTIONAL_KINDS.map((kind) => ({ kind, gets: !out.includes(kind) }));
}

const asReader: Actor = { kind: 'link', id: null, name: 'The reader of a mail', requestId: null };

/** Sets which optional kinds a reader gets; whatever else is named is not listened to. */
export async function chooseMails(
  db: WorkerDb,
  reader: Reader,
  wanted: readonly MessageKind[],
  moment: Moment,
  actor: Actor = asReader,
): Promise<Result<void, never>> {
  return inTransaction(db, async (tx) => {
    for (const messageKind of OPTIONAL_KINDS) {
      const of = { ...reader, messageKind };
      if (wanted.includes(messageKind)) await optIn(tx, actor, of, moment);
      else await optOut(tx, actor, { ...of, how: 'link' }, moment);
    }
    return ok();
  });
}

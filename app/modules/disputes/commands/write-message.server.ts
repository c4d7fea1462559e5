import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { enqueue } from '#app/platform/jobs/jobs.server.ts';
import {
  type AuthorKind,
  DISPUTE_FILES_MAX,
  type DisputeMessage,
  type DisputeRefusal,
  type StoredDisputeFile,
  type Visibility,
} from '../types.ts';

export const WORDS_MAX = 5_000;

/** What people write: something, and not a book. */
export function wordsFault(words: string, files: readonly StoredDisputeFile[] = []): DisputeRefusal | null {
  if (words.trim() === '') return { code: 'words-missing' };
  if (words.trim().length > WORDS_MAX) return { code: 'words-too-long' };
  return files.length > DISPUTE_FILES_MAX ? { code: 'too-many-files' } : null;
}

export type MessageToWrite = {
  readonly dispute: { readonly id: string; readonly customerId: string };
  readonly author: { readonly kind: AuthorKind; readonly id: string | null; readonly name: string };
  readonly visibility: Visibility;
  readonly via: DisputeMessage['via'];
  readonly body: string;
  readonly at: Date;
  readonly files?: readonly StoredDisputeFile[];
  readonly savedVersion?: string | null;
  readonly mentions?: readonly string[];
  /** Said with something the customer is told of anyway: no mail of its own. */
  readonly withoutMail?: boolean;
};

/** Adds a message to a thread, with its files, the colleagues it names, and the job that mails ours to the customer. A file that comes twice is kept once. */
export async function writeMessage(tx: Tx, message: MessageToWrite): Promise<string> {
  const id = newId<never>() as string;
  const of = { dispute_id: message.dispute.id, customer_id: message.dispute.customerId };
  await tx
    .insertInto('dispute_messages')
    .values({
      ...{ id, ...of, visibility: message.visibility, via: message.via, body: message.body.trim() },
      ...{ author_kind: message.author.kind, author_id: message.author.id, author_name: message.author.name },
      ...{ saved_version: message.savedVersion ?? null, written_at: message.at },
    })
    .execute();
  const files = [...new Map((message.files ?? []).map((file) => [file.sha256, file])).values()];
  if (files.length > 0)
    await tx
      .insertInto('dispute_files')
      .values(
        files.map((file) => ({
          ...{ id: newId<never>() as string, ...of, message_id: id, visibility: message.visibility },
          ...{ file_name: file.name.trim().slice(0, 200) || 'file', media_type: file.mediaType, sha256: file.sha256 },
          ...{ size_bytes: BigInt(file.sizeBytes), given_by_name: message.author.name, given_at: message.at },
        })),
      )
      .execute();
  const mentions = [...new Set(message.mentions ?? [])];
  if (mentions.length > 0)
    await tx
      .insertInto('dispute_mentions')
      .values(mentions.map((userId) => ({ message_id: id, ...of, user_id: userId })))
      .execute();
  const isTold =
    !message.withoutMail && message.visibility === 'customer' && !['customer', 'link'].includes(message.author.kind);
  if (isTold) await enqueue(tx, 'tell-dispute', { disputeId: message.dispute.id, messageId: id });
  return id;
}

/** Whether colleagues named in a note are people of ours who may still sign in. */
export async function mentionsFault(tx: Tx, mentions: readonly string[]): Promise<Result<void, DisputeRefusal>> {
  if (mentions.length === 0) return ok();
  const rows = await tx
    .selectFrom('users')
    .select('id')
    .where('id', 'in', [...new Set(mentions)])
    .where('kind', '=', 'staff')
    .where('disabled_at', 'is', null)
    .execute();
  return rows.length === new Set(mentions).size ? ok() : refuse({ code: 'unknown-person' });
}

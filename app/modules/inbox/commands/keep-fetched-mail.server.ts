import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { FetchedMail } from '../types.ts';

const BODY_MAX = 200_000;
const text = (given: string, max: number): string => given.slice(0, max).toWellFormed().replaceAll('\0', '');

/**
 * Keeps a fetched mail with its files; from here on it never changes and waits for its place. Answers false where another
 * worker was first. Locks the mail.
 */
export async function keepFetchedMail(
  tx: Tx,
  { mailId, mail }: { readonly mailId: string; readonly mail: FetchedMail },
  moment: Moment,
): Promise<boolean> {
  const kept = await tx
    .updateTable('inbound_mails')
    .set({
      ...{ state: 'waiting', fetched_at: moment.now, automatic: mail.automatic },
      ...{ from_address: text(mail.fromAddress, 320), from_name: text(mail.fromName, 200) },
      ...{ to_addresses: [...mail.toAddresses], subject: text(mail.subject, 500) },
      ...{
        message_ref: text(mail.messageRef, 998),
        body: text(mail.body, BODY_MAX),
        quoted: text(mail.quoted, BODY_MAX),
      },
    })
    .where('id', '=', mailId)
    .where('state', '=', 'heard')
    .returning('id')
    .executeTakeFirst();
  if (!kept) return false;
  if (mail.files.length > 0)
    await tx
      .insertInto('inbound_files')
      .values(
        mail.files.map((file, index) => ({
          ...{ mail_id: mailId, file_no: index + 1, file_name: text(file.name, 200) || `file-${index + 1}` },
          ...{ media_type: file.mediaType, sha256: file.sha256, size_bytes: BigInt(file.sizeBytes) },
          ...{ refused: file.refused ?? '', body: text(file.text, BODY_MAX) },
        })),
      )
      .execute();
  return true;
}

/** The mail service no longer has the mail: what the event told is all there is. */
export async function noteLostMail(
  tx: Tx,
  { mailId, why }: { readonly mailId: string; readonly why: string },
): Promise<void> {
  await tx
    .updateTable('inbound_mails')
    .set({ state: 'lost', fault: text(why, 500) })
    .where('id', '=', mailId)
    .where('state', '=', 'heard')
    .execute();
}

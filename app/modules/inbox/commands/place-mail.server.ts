import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { recordActivity } from '#app/modules/activity/commands/record-activity.server.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { AUTOMATIC_WORDS } from '../rules/automatic-words.ts';
import type { InboxRefusal, MailPlace } from '../types.ts';

/**
 * Puts a waiting mail where it belongs, once and for good, and on that customer's timeline with its files; by the address it
 * was sent to, or by a person who says why. Refuses one that was placed or set aside meanwhile. Locks the mail; writes
 * `mail.placed` where a person did it.
 */
export async function placeMail(
  tx: Tx,
  actor: Actor,
  input: {
    readonly mailId: string;
    readonly place: MailPlace;
    readonly how: 'address' | 'person';
    readonly reason: string;
  },
  moment: Moment,
): Promise<Result<void, InboxRefusal>> {
  const { mailId, how, reason } = input;
  const { subjectKind, subjectId, customerId } = input.place;
  const mail = await tx
    .updateTable('inbound_mails')
    .set({ state: 'placed' })
    .where('id', '=', mailId)
    .where('state', '=', 'waiting')
    .returning(['from_address', 'from_name', 'subject', 'body', 'automatic', 'heard_at'])
    .executeTakeFirst();
  if (!mail) return refuse({ code: (await isKnown(tx, mailId)) ? 'decided-already' : 'unknown' });
  await tx
    .insertInto('inbound_mail_places')
    .values({
      ...{ mail_id: mailId, customer_id: customerId, subject_kind: subjectKind, subject_id: subjectId, how, reason },
      ...{ placed_by: how === 'person' ? actor.id : null, placed_by_name: actor.name, placed_at: moment.now },
    })
    .execute();
  const files = await tx
    .selectFrom('inbound_files')
    .select(['file_no', 'file_name', 'body'])
    .where('mail_id', '=', mailId)
    .orderBy('file_no')
    .execute();
  const what = AUTOMATIC_WORDS[mail.automatic as keyof typeof AUTOMATIC_WORDS];
  await recordActivity(
    tx,
    {
      ...{ customerId, kind: 'mail_in', subjectKind: 'mail', subjectId: mailId, at: mail.heard_at },
      title: `${what}: ${mail.subject || 'no subject'}`,
      text: mail.body,
      people: [mail.from_name, mail.from_address].filter(Boolean).join(' '),
      by: { kind: 'outside', name: '' },
    },
    files.map((file) => ({ part: file.file_no, name: file.file_name, text: file.body })),
  );
  if (how === 'person')
    await writeAudit(tx, actor, {
      ...{ action: 'mail.placed', subjectKind: 'mail', subjectId: mailId, customerId, reason },
      after: { subjectKind, subjectId },
    });
  return ok();
}

/** Sets a waiting mail aside that belongs to no customer. Refuses one that was placed or set aside meanwhile. Writes `mail.set-aside`. */
export async function setMailAside(
  tx: Tx,
  actor: Actor & { readonly id: string },
  { mailId, reason }: { readonly mailId: string; readonly reason: string },
  moment: Moment,
): Promise<Result<void, InboxRefusal>> {
  const mail = await tx
    .updateTable('inbound_mails')
    .set({ state: 'set_aside' })
    .where('id', '=', mailId)
    .where('state', '=', 'waiting')
    .returning('id')
    .executeTakeFirst();
  if (!mail) return refuse({ code: (await isKnown(tx, mailId)) ? 'decided-already' : 'unknown' });
  await tx
    .insertInto('inbound_mail_dismissals')
    .values({
      ...{ mail_id: mailId, reason: reason.trim(), dismissed_by: actor.id },
      ...{ dismissed_by_name: actor.name, dismissed_at: moment.now },
    })
    .execute();
  await writeAudit(tx, actor, {
    action: 'mail.set-aside',
    subjectKind: 'mail',
    subjectId: mailId,
    reason: reason.trim(),
  });
  return ok();
}

const isKnown = async (tx: Tx, mailId: string): Promise<boolean> =>
  (await tx.selectFrom('inbound_mails').select('id').where('id', '=', mailId).executeTakeFirst()) !== undefined;

import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import {
  holdMessage,
  type MessageFate,
  noteMessageFate,
} from '#app/modules/delivery/commands/note-message-fate.server.ts';
import { sealMessage } from '#app/modules/delivery/commands/seal-message.server.ts';
import { askGate } from '#app/modules/delivery/queries/ask-gate.server.ts';
import { getMessage } from '#app/modules/delivery/queries/get-message.server.ts';
import type { Message } from '#app/modules/delivery/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { enqueue } from '#app/platform/jobs/jobs.server.ts';
import type { MailRefusal } from '#app/platform/mail/mail-gateway.server.ts';
import { type ComposedMail, composeMessage } from './compose-message.server.ts';
import { filesOf } from './files-of-message.server.ts';
import type { NothingToSend } from './letter-parts.server.ts';
import { unsubscribeHeaders } from './mail-choices.server.ts';
import { momentFor, type Outside } from './outside.server.ts';
import { seal, unseal } from './seal.server.ts';

/** The tag that names our message in what the provider tells later. */
export const MESSAGE_TAG = 'message';
/** The provider forgets an idempotency key after a day; an hour less is for clocks that differ. */
const REPEATABLE_MS = 23 * 3_600_000;
/** A sign-in link lives ten minutes: an older one is not worth sending. */
const SIGN_IN_REPEATABLE_MS = 5 * 60_000;

/**
 * The only way out for any message. Asks the gate now, not when it was ordered; composes once and keeps that sealed; hands
 * it over with a key that makes a repeated hand-over harmless; notes its fate. Throws when the fate is open, so that the
 * queue tries again with the same words.
 */
export async function sendMessage(outside: Outside, messageId: string): Promise<void> {
  const message = await getMessage(outside.db, messageId);
  if (message?.state !== 'queued') return;
  const moment = await momentFor(outside);
  if (message.notBefore !== null && message.notBefore > moment.now) return orderLater(outside, message, moment);
  const { timeZone } = await getCompany(outside.db);
  const verdict = await askGate(outside.db, message, { now: moment.now, zone: timeZone });
  if (verdict.go === 'never') return note(outside, message, { state: 'suppressed', reason: verdict.reason }, moment);
  if (verdict.go === 'later') return holdBack(outside, message, verdict, moment);
  const prepared = await prepare(outside, message, moment);
  if (!prepared.ok)
    return note(
      outside,
      message,
      { state: prepared.refusal.final ? 'failed' : 'suppressed', reason: prepared.refusal.reason },
      moment,
    );
  const files = await filesOf(outside, message);
  if (!files.ok) return note(outside, message, { state: 'failed', reason: files.refusal.reason }, moment);
  const { mail, key } = prepared.value;
  const sent = await outside.mail.send({
    sendKey: key,
    from: mail.from,
    to: [message.toAddress],
    ...(mail.replyTo ? { replyTo: mail.replyTo } : {}),
    subject: mail.subject,
    html: mail.html,
    text: mail.text,
    ...(files.value.length > 0 ? { attachments: files.value } : {}),
    ...(mail.unsubscribe ? { headers: unsubscribeHeaders(mail.unsubscribe) } : {}),
    tags: [{ name: MESSAGE_TAG, value: message.id }],
  });
  if (sent.ok)
    return note(outside, message, { state: 'sent', providerRef: sent.value.providerId, subject: mail.subject }, moment);
  await onRefusal(outside, message, sent.refusal, moment);
}

async function note(outside: Outside, message: Message, fate: MessageFate, moment: Moment): Promise<void> {
  await inTransaction(outside.db, async (tx) => ok(await noteMessageFate(tx, message.id, fate, moment)));
}

/** Its time has not come: its job is ordered anew for then. */
async function orderLater(outside: Outside, { id, notBefore }: Message, moment: Moment): Promise<void> {
  const seconds = Math.ceil(((notBefore?.getTime() ?? 0) - moment.now.getTime()) / 1_000);
  await inTransaction(outside.db, async (tx) =>
    ok(await enqueue(tx, 'send-message', { messageId: id }, { startAfter: seconds })),
  );
}

/** Lets it wait for the hours in which it may leave; the gate is asked again then. */
async function holdBack(
  outside: Outside,
  { id }: Message,
  { reason, inMinutes }: { readonly reason: string; readonly inMinutes: number },
  moment: Moment,
): Promise<void> {
  await inTransaction(outside.db, async (tx) => {
    const held = await holdMessage(tx, { id, reason, inMinutes }, moment);
    if (held) await enqueue(tx, 'send-message', { messageId: id }, { startAfter: inMinutes * 60 });
    return ok();
  });
}

type Prepared = { readonly mail: ComposedMail; readonly key: string };
type NotPrepared = { readonly reason: string; readonly final: boolean };

/** The mail as the first try wrote it, or written now and sealed before anybody sees it. */
async function prepare(outside: Outside, message: Message, moment: Moment): Promise<Result<Prepared, NotPrepared>> {
  const { sealedMail } = message;
  const age = sealedMail ? moment.now.getTime() - sealedMail.at.getTime() : 0;
  const isSignIn = message.kind === 'sign_in';
  if (sealedMail && !isSignIn && age > REPEATABLE_MS)
    return refuse({
      reason:
        'The mail service gave no answer for a day. It may or may not have been sent; send it again if it is still wanted.',
      final: true,
    });
  const opened =
    sealedMail && !(isSignIn && age > SIGN_IN_REPEATABLE_MS) ? unseal(sealedMail.text, sealOf(outside, message)) : null;
  if (opened !== null && sealedMail)
    return ok({ mail: JSON.parse(opened) as ComposedMail, key: keyOf(message, sealedMail.at) });
  const composed: Result<ComposedMail, NothingToSend> = await composeMessage(outside, message, moment);
  if (!composed.ok) return refuse({ reason: composed.refusal.reason, final: false });
  const sealed = seal(JSON.stringify(composed.value), sealOf(outside, message));
  const kept = await inTransaction(outside.db, async (tx) =>
    ok(await sealMessage(tx, { messageId: message.id, sealed, replaces: sealedMail?.text ?? null }, moment)),
  );
  if (!kept.ok || !kept.value) throw new Error(`message ${message.id} is being sent by another worker`);
  return ok({ mail: composed.value, key: keyOf(message, moment.now) });
}

const sealOf = (outside: Outside, message: Message) => ({ secret: outside.sealSecret, subject: message.id });

/** A sign-in mail written anew is another mail; every other message is one mail for ever. */
const keyOf = (message: Message, sealedAt: Date): string =>
  message.kind === 'sign_in' ? `${message.id}:${sealedAt.getTime()}` : message.id;

async function onRefusal(outside: Outside, message: Message, refusal: MailRefusal, moment: Moment): Promise<void> {
  switch (refusal.kind) {
    case 'invalid-address':
      return note(
        outside,
        message,
        { state: 'failed', reason: `This is no address mail can be sent to: ${refusal.address}`, badAddress: true },
        moment,
      );
    case 'rejected':
      return note(
        outside,
        message,
        { state: 'failed', reason: `The mail service refused it: ${refusal.message}` },
        moment,
      );
    case 'rate-limited':
      await note(
        outside,
        message,
        { state: 'queued', reason: 'The mail service asks to wait.', maybeTaken: false },
        moment,
      );
      throw new Error(`the mail service asks to wait ${refusal.retryAfterSeconds} s`);
    case 'unreachable':
      await note(
        outside,
        message,
        { state: 'queued', reason: 'The mail service gave no answer; it is tried again.', maybeTaken: true },
        moment,
      );
      throw new Error(`the mail service gave no answer: ${refusal.message}`);
  }
}

import { parseId } from '#app/kernel/ids.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { replyToDispute } from '#app/modules/disputes/commands/reply-to-dispute.server.ts';
import type { StoredDisputeFile } from '#app/modules/disputes/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, formRefusal } from '#app/platform/http/form.server.ts';
import { keepDisputeFiles } from '#app/workflows/keep-dispute-files.server.ts';
import type { ProofRefusal } from '#app/workflows/keep-proofs.server.ts';
import { tellColleague } from '#app/workflows/tell-dispute-work.server.ts';
import { webProducer } from '#app/workflows/web-outside.server.ts';
import type { DisputeActed, DisputeWho } from './dispute-acted.server.ts';
import { sayRefusal } from './dispute-acted.server.ts';
import { DISPUTE_FILE_LIMITS, type DisputePosted } from './dispute-posted.server.ts';

const MEGABYTES = DISPUTE_FILE_LIMITS.bytesMax / 1024 / 1024;

/** Keeps the files of a form, looked into first; says at their field what is wrong with them. */
export async function keepSentFiles(sent: DisputePosted): Promise<Result<readonly StoredDisputeFile[], FormRefusal>> {
  const said = (text: string) => refuse(formRefusal({ fieldErrors: { files: [text] }, values: sent.values }));
  if (sent.fault)
    return said(
      sent.fault.code === 'too-many'
        ? `Send ${DISPUTE_FILE_LIMITS.countMax} files at most. Your words are kept; choose the files again.`
        : `A file may have ${MEGABYTES} MB. Your words are kept; choose the files again.`,
    );
  const kept = await keepDisputeFiles(webProducer().files, sent.uploads);
  return kept.ok ? kept : said(fileWords(kept.refusal));
}

function fileWords(refusal: ProofRefusal): string {
  switch (refusal.code) {
    case 'not-a-paper':
      return `${refusal.fileName} is not a PDF, JPEG, PNG or WebP file, whatever its name says.`;
    case 'false-ending':
      return `${refusal.fileName} is ${refusal.words}, but its name says something else. Rename it or export it again.`;
    case 'disk-full':
      return 'The file store is full. Nothing was sent; tell an administrator.';
  }
}

/** A message the customer reads, with its files; then we may wait for them. */
export async function messageAct(sent: DisputePosted, disputeId: string, who: DisputeWho): Promise<DisputeActed> {
  const kept = await keepSentFiles(sent);
  if (!kept.ok) return kept;
  const done = await inTransaction(staffDb(), (tx) =>
    replyToDispute(
      tx,
      who.actor,
      {
        ...{ disputeId, visibility: 'customer', words: sent.of('message'), files: kept.value },
        ...{ savedVersion: parseId(sent.of('savedVersion')), asks: sent.of('waits') === 'customer' },
      },
      who.moment,
    ),
  );
  if (done.ok) return ok({ told: 'Sent to the customer.' });
  return refuse(formRefusal({ fieldErrors: { message: [sayRefusal(done.refusal, who)] }, values: sent.values }));
}

/** A note only colleagues read; who is named in it gets a mail and a task. */
export async function noteAct(sent: DisputePosted, disputeId: string, who: DisputeWho): Promise<DisputeActed> {
  const mention = parseId(sent.of('mention'));
  const done = await inTransaction(staffDb(), async (tx) => {
    const input = {
      ...{ disputeId, visibility: 'internal' as const, words: sent.of('note'), files: [] },
      mentions: mention ? [mention as string] : [],
    };
    const written = await replyToDispute(tx, who.actor, input, who.moment);
    if (written.ok && mention)
      await tellColleague(
        tx,
        { disputeId, userId: mention, messageId: written.value.messageId, asker: who.actor.name },
        who.moment,
      );
    return written;
  });
  if (done.ok) return ok({ told: mention ? 'The note is saved; your colleague was told.' : 'The note is saved.' });
  const field = done.refusal.code === 'unknown-person' ? 'mention' : 'note';
  return refuse(formRefusal({ fieldErrors: { [field]: [sayRefusal(done.refusal, who)] }, values: sent.values }));
}

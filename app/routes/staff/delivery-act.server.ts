import { parseId } from '#app/kernel/ids.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { dismissAddressTask } from '#app/modules/delivery/commands/open-address-task.server.ts';
import { takeStep } from '#app/modules/delivery/commands/take-step.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, formRefusal } from '#app/platform/http/form.server.ts';
import { sendAgainAfterFix } from '#app/workflows/change-contact-address.server.ts';
import { makePrintBatch, PRINT_MAX } from '#app/workflows/make-print-batch.server.ts';
import { webProducer } from '#app/workflows/web-outside.server.ts';

type Sent = { readonly fields: [string, string][]; readonly intent: string; of(name: string): string };
type Done = Result<{ told: string; to: string }, FormRefusal>;

const refused = (text: string): Done => refuse(formRefusal({ formErrors: [text] }));

/** One of the acts of the queues; what it says when it is done, and where it leads. */
export async function actOnQueue(sent: Sent, actor: Actor, moment: Moment): Promise<Done> {
  if (sent.intent === 'send-again') return sendAgain(sent.of('taskId'), actor, moment);
  if (sent.intent === 'dismiss') return dismiss(sent.of('taskId'), actor, moment);
  const ids = sent.fields.flatMap(([name, value]) => {
    const id = name === 'ids' ? parseId(value) : null;
    return id ? [id as string] : [];
  });
  const channel = sent.of('view') === 'hand' ? ('hand' as const) : ('post' as const);
  return sent.intent === 'posted' ? posted(ids, actor, moment) : print({ ids, channel }, actor, moment);
}

async function sendAgain(taskId: string, actor: Actor, moment: Moment): Promise<Done> {
  const id = parseId(taskId);
  if (!id) return refused('Choose what to send again.');
  const sent = await inTransaction(staffDb(), (tx) => sendAgainAfterFix(tx, actor, { taskId: id }, moment));
  if (!sent.ok)
    return refused(
      sent.refusal.code === 'again'
        ? 'It was sent again already.'
        : 'The address has not been changed yet. Change it first.',
    );
  const { count, to } = sent.value;
  return ok({
    told: `${count} ${count === 1 ? 'mail is' : 'mails are'} sent again to ${to}.`,
    to: '/staff/delivery?view=addresses',
  });
}

async function dismiss(taskId: string, actor: Actor, moment: Moment): Promise<Done> {
  const id = parseId(taskId);
  const closed =
    id && (await inTransaction(staffDb(), async (tx) => ok(await dismissAddressTask(tx, actor, id, moment))));
  return closed?.ok && closed.value
    ? ok({ told: 'The task is closed.', to: '/staff/delivery?view=addresses' })
    : refused('This task was closed already.');
}

/** All of them or none: a list that is half posted would be posted twice. */
async function posted(ids: readonly string[], actor: Actor, moment: Moment): Promise<Done> {
  if (ids.length === 0) return refused('Choose what was posted.');
  const done = await inTransaction(staffDb(), async (tx) => {
    for (const deliveryId of ids) {
      const taken = await takeStep(tx, actor, { deliveryId, kind: 'posted' }, moment);
      if (!taken.ok) return taken;
    }
    return ok();
  });
  if (!done.ok)
    return refused(
      'One of them is not printed yet, or was posted meanwhile. Nothing was noted; look at the list again.',
    );
  return ok({ told: `${ids.length} noted as posted.`, to: '/staff/delivery?view=post' });
}

type Chosen = { readonly ids: readonly string[]; readonly channel: 'post' | 'hand' };

const PRINT_WORDS = {
  none: 'Choose what to print.',
  'too-many': `Choose ${PRINT_MAX} documents at most.`,
  moved: 'One of them was handed over, posted or taken back meanwhile. Nothing was printed; look at the list again.',
  'disk-full': 'The disk is full, nothing was printed. Free space and print again.',
  'no-file': 'The PDF of one of them could not be made. Nothing was printed; open them one by one to see which.',
} as const;

async function print({ ids, channel }: Chosen, actor: Actor, moment: Moment): Promise<Done> {
  const made = await makePrintBatch(webProducer(), actor, { channel, deliveryIds: ids }, moment);
  if (!made.ok) return refused(PRINT_WORDS[made.refusal.code]);
  const { reprints } = made.value;
  const again =
    reprints > 0
      ? ` ${reprints} of them ${reprints === 1 ? 'was' : 'were'} printed before and ${reprints === 1 ? 'is' : 'are'} marked as printed again.`
      : '';
  return ok({ told: `The file is ready under “Printed before”.${again}`, to: `/staff/delivery?view=${channel}` });
}

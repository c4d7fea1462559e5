import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { suppressMessages } from './suppress-messages.server.ts';

type Taken = { readonly prefix: string; readonly reason: string };

/** Takes back the messages whose send key begins so, while none of them has left or is being handed over. */
export async function takeBackMessages(
  tx: Tx,
  { prefix, reason }: Taken,
  moment: Moment,
): Promise<Result<void, { readonly code: 'left-already' }>> {
  const mails = await tx
    .selectFrom('messages')
    .select(['id', 'state', 'sealed_mail'])
    .where('send_key', '>=', prefix)
    .where('send_key', '<', `${prefix}~`)
    .orderBy('id')
    .forUpdate()
    .execute();
  const stays = mails.filter((mail) => mail.state !== 'suppressed');
  if (stays.some((mail) => mail.state !== 'queued' || mail.sealed_mail !== null))
    return refuse({ code: 'left-already' });
  await suppressMessages(tx, { ids: stays.map((mail) => mail.id), reason }, moment);
  return ok();
}

import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { DeliveryRefusal } from '../types.ts';
import { suppressMessages } from './suppress-messages.server.ts';
import { takeStep } from './take-step.server.ts';

/**
 * "Do not send": takes a sending back while nothing of it has left. Its mails are kept as suppressed. Refuses when a mail has
 * left or is being handed over, and when a mail carries other sendings too.
 */
export async function withdrawDelivery(
  tx: Tx,
  actor: Actor,
  { deliveryId }: { readonly deliveryId: string },
  moment: Moment,
): Promise<Result<{ customerId: string }, DeliveryRefusal>> {
  const mails = await tx
    .selectFrom('delivery_messages as l')
    .innerJoin('messages as m', 'm.id', 'l.message_id')
    .select(['m.id', 'm.state', 'm.sealed_mail'])
    .select((eb) =>
      eb
        .selectFrom('delivery_messages as o')
        .select((inner) => inner.fn.countAll<string>().as('n'))
        .whereRef('o.message_id', '=', 'm.id')
        .as('carries'),
    )
    .where('l.delivery_id', '=', deliveryId)
    .orderBy('m.id')
    .forUpdate('m')
    .execute();
  const stays = (mail: (typeof mails)[number]) =>
    mail.state === 'queued' && mail.sealed_mail === null && Number(mail.carries) === 1;
  if (!mails.every(stays)) return refuse({ code: 'left-already' });
  const reason = `${actor.name} took it back before it left.`;
  await suppressMessages(tx, { ids: mails.map((mail) => mail.id), reason }, moment);
  const taken = await takeStep(tx, actor, { deliveryId, kind: 'withdrawn', reason }, moment);
  return taken.ok ? ok(taken.value) : taken;
}

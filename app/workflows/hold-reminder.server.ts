import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { type HoldRefusal, holdReminder } from '#app/modules/collections/commands/keep-back-reminder.server.ts';
import { takeBackMessages } from '#app/modules/delivery/commands/take-back-messages.server.ts';
import { withdrawDelivery } from '#app/modules/delivery/commands/withdraw-delivery.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

export type HoldTheReminderRefusal = HoldRefusal | { readonly code: 'left-already' };

/** "Hold": a reminder of today that has not left is taken back with its messages, and its stages are due again tomorrow. */
export async function holdTheReminder(
  tx: Tx,
  actor: Actor,
  hold: { readonly reminderId: string; readonly reason: string },
  moment: Moment,
): Promise<Result<{ customerId: string }, HoldTheReminderRefusal>> {
  const held = await holdReminder(tx, actor, hold, moment);
  if (!held.ok) return held;
  const { customerId, deliveryId } = held.value;
  const back =
    deliveryId === null
      ? await takeBackMessages(
          tx,
          { prefix: `reminder:${hold.reminderId}:`, reason: `${actor.name}: ${hold.reason}` },
          moment,
        )
      : await withdrawDelivery(tx, actor, { deliveryId }, moment);
  return back.ok ? ok({ customerId }) : refuse({ code: 'left-already' });
}

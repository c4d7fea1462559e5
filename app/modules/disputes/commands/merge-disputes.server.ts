import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { contestedPartsOf } from '../queries/contested-parts.server.ts';
import { sentence } from '../rules/system-sentences.ts';
import type { DisputeRefusal } from '../types.ts';
import { endDispute } from './close-dispute.server.ts';
import { writeParts } from './hold-contested.server.ts';
import { lockLiving } from './lock-dispute.server.ts';
import { replaceHold } from './replace-hold.server.ts';
import { writeMessage } from './write-message.server.ts';

/**
 * Joins one dispute into another of the same customer: the first ends, its parts are contested by the second, and each thread says
 * so. Of two that contest amounts both must be of one document; a question joins anything. Refuses a dispute into itself, closed
 * ones, one that waits for an approval, and what contests an amount into what contests none.
 */
export async function mergeDisputes(
  tx: Tx,
  actor: Actor,
  input: { readonly intoId: string; readonly fromId: string },
  moment: Moment,
): Promise<Result<{ customerId: string }, DisputeRefusal>> {
  if (input.intoId === input.fromId) return refuse({ code: 'same-dispute' });
  const [into, from] = [
    await lockLiving(tx, { disputeId: input.intoId }),
    await lockLiving(tx, { disputeId: input.fromId }),
  ];
  if (!into.ok) return into;
  if (!from.ok) return from;
  const [kept, joined] = [into.value, from.value];
  if (kept.customerId !== joined.customerId) return refuse({ code: 'unknown-dispute' });
  for (const { approvalId } of [kept, joined])
    if (approvalId) return refuse({ code: 'waits-for-approval', approvalId });
  const moves = joined.amountMinor !== null;
  if (moves && kept.amountMinor === null) return refuse({ code: 'not-contested' });
  if (moves && kept.invoiceId !== joined.invoiceId) return refuse({ code: 'other-invoice' });
  const parts = moves ? await contestedPartsOf(tx, joined.id) : [];
  await endDispute(
    tx,
    actor,
    joined,
    { outcome: 'merged', why: `joined with ${kept.number}`, mergedInto: kept.id },
    moment,
  );
  if (moves && kept.amountMinor !== null && joined.amountMinor !== null) {
    await writeParts(tx, kept, parts);
    await replaceHold(tx, actor, kept, kept.amountMinor + joined.amountMinor, moment);
  }
  const said = { author: SYSTEM_AUTHOR, visibility: 'customer', via: 'system', at: moment.now } as const;
  await writeMessage(tx, { dispute: joined, ...said, body: sentence('joinedInto', kept) });
  await writeMessage(tx, { dispute: kept, ...said, body: sentence('joined', joined), withoutMail: true });
  return ok({ customerId: kept.customerId });
}

export const SYSTEM_AUTHOR = { kind: 'system', id: null, name: 'Tallystick' } as const;

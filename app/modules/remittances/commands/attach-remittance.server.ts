import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { RemittanceRefusal } from '../types.ts';
import { lockRemittance } from './lock-remittance.server.ts';

type Done = Promise<Result<void, RemittanceRefusal>>;

/**
 * An advice stands with a line of the bank from now on: one line for an advice, one advice for a line, in the same currency.
 * Locks the advice, then the line; writes `remittance.attached`.
 */
export async function attachRemittance(
  tx: Tx,
  actor: Actor,
  { remittanceId, lineId }: { readonly remittanceId: string; readonly lineId: string },
  moment: Moment,
): Done {
  const locked = await lockRemittance(tx, remittanceId);
  if (!locked.ok) return locked;
  if (locked.value.lineId) return refuse({ code: 'attached' });
  const line = await lockLineState(tx, lineId);
  if (!line) return refuse({ code: 'unknown' });
  if (line.state === 'explained' || line.state === 'skipped') return refuse({ code: 'line-explained' });
  if (line.currency !== locked.value.currency) return refuse({ code: 'other-currency' });
  const other = await tx
    .selectFrom('remittance_links')
    .select('id')
    .where('line_id', '=', lineId)
    .where('detached_at', 'is', null)
    .executeTakeFirst();
  if (other) return refuse({ code: 'line-taken' });
  await tx
    .insertInto('remittance_links')
    .values({
      ...{ id: newId<never>() as string, remittance_id: remittanceId, line_id: lineId, attached_at: moment.now },
      ...{ attached_by: actor.kind === 'staff' ? actor.id : null, attached_by_name: actor.name },
    })
    .execute();
  await writeAudit(tx, actor, { ...about(remittanceId), action: 'remittance.attached', after: { lineId } });
  return ok();
}

/** Takes an advice off its line while that is not explained. Locks the advice, then the line; writes `remittance.detached`. */
export async function detachRemittance(
  tx: Tx,
  actor: Actor,
  { remittanceId }: { readonly remittanceId: string },
  moment: Moment,
): Done {
  const locked = await lockRemittance(tx, remittanceId);
  if (!locked.ok) return locked;
  const { linkId, lineId } = locked.value;
  if (!linkId || !lineId) return refuse({ code: 'unknown' });
  const line = await lockLineState(tx, lineId);
  if (line?.state === 'explained') return refuse({ code: 'line-explained' });
  await tx
    .updateTable('remittance_links')
    .set({ detached_at: moment.now, detached_by_name: actor.name })
    .where('id', '=', linkId)
    .execute();
  await writeAudit(tx, actor, { ...about(remittanceId), action: 'remittance.detached', before: { lineId } });
  return ok();
}

const about = (remittanceId: string) => ({ subjectKind: 'remittance', subjectId: remittanceId });

const lockLineState = (tx: Tx, lineId: string) =>
  tx
    .selectFrom('bank_line_states as s')
    .innerJoin('bank_lines as l', 'l.id', 's.line_id')
    .select(['s.state', 'l.currency'])
    .where('s.line_id', '=', lineId)
    .forUpdate('s')
    .executeTakeFirst();

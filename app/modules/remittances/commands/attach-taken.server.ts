import { type SqlBool, sql } from 'kysely';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { planOfRemittance, remittancesWhere } from '../queries/get-remittance.server.ts';
import { lockRemittance } from './lock-remittance.server.ts';

type Parts = readonly { readonly itemId: string; readonly amountMinor: bigint }[];
type Taken = {
  readonly line: { readonly id: string; readonly amountMinor: bigint; readonly currency: string };
  /** What the line is about to be set against. */
  readonly allocations: Parts;
};

/**
 * An advice that waits stands with the line that is being explained by just what it says, so that it waits no longer. Called
 * with the line locked and before anything is posted; an advice that somebody else holds is let be. Writes `remittance.attached`.
 */
export async function attachTaken(tx: Tx, actor: Actor, { line, allocations }: Taken, moment: Moment): Promise<void> {
  if (allocations.length === 0) return;
  const waiting = await remittancesWhere(
    tx,
    sql<SqlBool>`m.dropped_at is null and k.id is null and m.currency = ${line.currency}
      and coalesce(m.stated_minor, m.sum_minor) = ${line.amountMinor}::bigint
      and not exists (select from remittance_links o where o.line_id = ${line.id}::uuid and o.detached_at is null)`,
    sql`order by m.id limit 20`,
  );
  for (const advice of waiting) {
    const plan = await planOfRemittance(tx, advice);
    if (!plan.isReady || keyOf(plan.allocations) !== keyOf(allocations)) continue;
    const free = await tx
      .selectFrom('remittances')
      .select('id')
      .where('id', '=', advice.id)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst();
    const now = free ? await lockRemittance(tx, advice.id) : null;
    if (!now?.ok || now.value.lineId) continue;
    await tx
      .insertInto('remittance_links')
      .values({
        ...{ id: newId<never>() as string, remittance_id: advice.id, line_id: line.id, attached_at: moment.now },
        ...{ attached_by: actor.kind === 'staff' ? actor.id : null, attached_by_name: actor.name },
      })
      .execute();
    const subject = { subjectKind: 'remittance', subjectId: advice.id, after: { lineId: line.id } };
    await writeAudit(tx, actor, { action: 'remittance.attached', ...subject });
    return;
  }
}

const keyOf = (parts: Parts): string =>
  parts
    .map(({ itemId, amountMinor }) => `${itemId} ${amountMinor}`)
    .sort()
    .join();

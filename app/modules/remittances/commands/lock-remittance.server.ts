import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { RemittanceRefusal } from '../types.ts';

export type LockedRemittance = {
  readonly currency: string;
  readonly linkId: string | null;
  readonly lineId: string | null;
};

/** Locks an advice that is of use and reads the line it stands with. */
export async function lockRemittance(
  tx: Tx,
  remittanceId: string,
): Promise<Result<LockedRemittance, RemittanceRefusal>> {
  const advice = await tx
    .selectFrom('remittances')
    .select(['currency', 'dropped_at'])
    .where('id', '=', remittanceId)
    .forUpdate()
    .executeTakeFirst();
  if (!advice) return refuse({ code: 'unknown' });
  if (advice.dropped_at) return refuse({ code: 'dropped' });
  const link = await tx
    .selectFrom('remittance_links')
    .select(['id', 'line_id'])
    .where('remittance_id', '=', remittanceId)
    .where('detached_at', 'is', null)
    .executeTakeFirst();
  return ok({ currency: advice.currency, linkId: link?.id ?? null, lineId: link?.line_id ?? null });
}

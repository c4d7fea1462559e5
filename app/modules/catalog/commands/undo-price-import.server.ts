import { sql } from 'kysely';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import type { PriceImportId } from '../types.ts';

export type UndoImportRefusal =
  | { readonly code: 'unknown-import' }
  | { readonly code: 'nothing-left' }
  | { readonly code: 'price-was-billed' };

/**
 * Takes back every price a file added that still stands; their rows stay, withdrawn. All or none: refuses when one of them was billed.
 * Locks the price lists.
 */
export async function undoPriceImport(
  tx: Tx,
  actor: Actor,
  { importId }: { importId: PriceImportId },
  moment: Moment,
): Promise<Result<{ withdrawn: number }, UndoImportRefusal>> {
  const file = await tx.selectFrom('price_imports').select('file_name').where('id', '=', importId).executeTakeFirst();
  if (!file) return refuse({ code: 'unknown-import' });
  const reason = `Import of ${file.file_name} undone`;
  try {
    const { rows } = await sql`
      insert into list_price_withdrawals (list_price_id, reason, made_by, made_by_name, made_at)
      select p.id, ${reason}, ${actor.kind === 'staff' ? actor.id : null}, ${actor.name}, ${moment.now} from list_prices p
      where p.import_id = ${importId} and not exists (select from list_price_withdrawals w where w.list_price_id = p.id)
      returning list_price_id`.execute(tx);
    if (rows.length === 0) return refuse({ code: 'nothing-left' });
    await writeAudit(tx, actor, {
      action: 'prices.import-undone',
      subjectKind: 'price_import',
      subjectId: importId,
      after: { withdrawn: rows.length },
    });
    return ok({ withdrawn: rows.length });
  } catch (error) {
    if (constraintOf(error) === 'list_price_billed') return refuse({ code: 'price-was-billed' });
    if (constraintOf(error) === 'list_price_withdrawals_pkey') return refuse({ code: 'nothing-left' });
    throw error;
  }
}

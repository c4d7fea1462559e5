import { currency } from '#app/kernel/money.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { PriceListFacts, PriceListId, PriceListRefusal } from '../types.ts';
import { standardListOf } from './add-price-list.server.ts';

/** Changes the words of a price list, or whether it is the standard of its currency. Code and currency stay. Locks the list's row. */
export async function changePriceList(
  tx: Tx,
  actor: Actor,
  input: Pick<PriceListFacts, 'name' | 'note' | 'standard'> & { priceListId: PriceListId },
  moment: Moment,
): Promise<Result<{ changed: boolean }, PriceListRefusal>> {
  const row = await tx
    .selectFrom('price_lists')
    .selectAll()
    .where('id', '=', input.priceListId)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return refuse({ code: 'unknown-list' });
  const standing = input.standard && !row.standard ? await standardListOf(tx, row.currency) : null;
  if (standing) return refuse({ code: 'standard-taken', currency: currency(row.currency), listName: standing.name });
  const facts = { name: input.name.trim(), note: input.note.trim(), standard: input.standard };
  const names = (Object.keys(facts) as (keyof typeof facts)[]).filter((name) => row[name] !== facts[name]);
  if (names.length === 0) return ok({ changed: false });
  await tx
    .updateTable('price_lists')
    .set({ ...facts, changed_at: moment.now })
    .where('id', '=', input.priceListId)
    .execute();
  await writeAudit(tx, actor, {
    action: 'price-list.changed',
    subjectKind: 'price_list',
    subjectId: input.priceListId,
    before: Object.fromEntries(names.map((name) => [name, row[name]])),
    after: Object.fromEntries(names.map((name) => [name, facts[name]])),
  });
  return ok({ changed: true });
}

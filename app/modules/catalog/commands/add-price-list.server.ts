import { currency } from '#app/kernel/money.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import type { PriceListFacts, PriceListId, PriceListRefusal } from '../types.ts';

/**
 * Adds an empty price list in one currency. Refuses a code that is taken, whatever its case, and a second standard list of a
 * currency, naming the one there is.
 */
export async function addPriceList(
  tx: Tx,
  actor: Actor,
  input: PriceListFacts,
  moment: Moment,
): Promise<Result<{ priceListId: PriceListId }, PriceListRefusal>> {
  const taken = input.standard ? await standardListOf(tx, input.currency) : null;
  if (taken) return refuse({ code: 'standard-taken', currency: input.currency, listName: taken.name });
  const priceListId = newId<PriceListId>();
  const facts = { name: input.name.trim(), note: input.note.trim(), standard: input.standard };
  try {
    await tx
      .insertInto('price_lists')
      .values({
        ...facts,
        id: priceListId,
        code: input.code,
        currency: input.currency,
        created_by: actor.kind === 'staff' ? actor.id : null,
        created_at: moment.now,
        changed_at: moment.now,
      })
      .execute();
  } catch (error) {
    if (constraintOf(error) === 'price_lists_code_folded_unique')
      return refuse({ code: 'code-taken', listCode: input.code });
    if (constraintOf(error) === 'price_lists_standard_unique')
      return refuse({ code: 'standard-taken', currency: input.currency, listName: 'another list' });
    throw error;
  }
  await writeAudit(tx, actor, {
    action: 'price-list.added',
    subjectKind: 'price_list',
    subjectId: priceListId,
    after: { code: input.code, currency: input.currency, ...facts },
  });
  return ok({ priceListId });
}

/** The list for customers without prices of their own in a currency, if there is one. */
export async function standardListOf(tx: Tx, code: string): Promise<{ id: string; name: string } | null> {
  const row = await tx
    .selectFrom('price_lists')
    .select(['id', 'name'])
    .where('currency', '=', currency(code))
    .where('standard', '=', true)
    .executeTakeFirst();
  return row ?? null;
}

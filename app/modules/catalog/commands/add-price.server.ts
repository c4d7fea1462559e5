import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { PriceScheme } from '#app/kernel/pricing/price-scheme.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { findOverlap } from '../rules/find-overlap.ts';
import type { ListPriceId, PriceListId, PriceRefusal, ProductId, VersionSpan } from '../types.ts';

export type PriceInput = {
  readonly priceListId: PriceListId;
  readonly productId: ProductId;
  readonly validFromOn: PlainDate;
  readonly validToOn: PlainDate | null;
  readonly scheme: PriceScheme;
};

/**
 * Adds a version of a product's price in a list from a day. The version before it, if it has no end, ends the day before; nothing
 * that stands is changed. Refuses one that would hold on a day on which another does, naming both, and days on which the product
 * is not sold. A day in the past is let through: what was billed stays, and the next run bills the difference.
 * Locks the price list, so that two people adding at once come one after the other.
 */
export async function addPrice(
  tx: Tx,
  actor: Actor,
  input: PriceInput,
  moment: Moment,
): Promise<Result<{ priceId: ListPriceId; versionNo: number }, PriceRefusal>> {
  const { priceListId, productId, validFromOn, validToOn } = input;
  const list = await tx
    .selectFrom('price_lists')
    .select('id')
    .where('id', '=', priceListId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!list) return refuse({ code: 'unknown-list' });
  const product = await tx
    .selectFrom('products')
    .select(['valid_from_on', 'valid_to_on'])
    .where('id', '=', productId)
    .executeTakeFirst();
  if (!product) return refuse({ code: 'unknown-product' });
  const sold = { validFromOn: product.valid_from_on as PlainDate, validToOn: product.valid_to_on as PlainDate | null };
  if ((sold.validToOn && validFromOn > sold.validToOn) || (validToOn && validToOn < sold.validFromOn))
    return refuse({ code: 'not-sold-then', ...sold });
  const { spans, lastNo } = await standingSpans(tx, input);
  const overlap = findOverlap([...spans, { versionNo: null, validFromOn, validToOn }]);
  if (overlap) return refuse({ code: 'versions-overlap', ...overlap });
  const priceId = newId<ListPriceId>();
  const versionNo = lastNo + 1;
  await tx
    .insertInto('list_prices')
    .values({
      id: priceId,
      price_list_id: priceListId,
      product_id: productId,
      version_no: versionNo,
      valid_from_on: validFromOn,
      valid_to_on: validToOn,
      scheme: JSON.stringify(input.scheme),
      created_by: actor.kind === 'staff' ? actor.id : null,
      created_by_name: actor.name,
      created_at: moment.now,
    })
    .execute();
  await writeAudit(tx, actor, {
    action: 'price.added',
    subjectKind: 'price_list',
    subjectId: priceListId,
    after: {
      product_id: productId,
      version_no: versionNo,
      valid_from_on: validFromOn,
      valid_to_on: validToOn,
      scheme: input.scheme,
    },
  });
  return ok({ priceId, versionNo });
}

/** The versions that hold, and the last number given, withdrawn ones counted. */
async function standingSpans(
  tx: Tx,
  { priceListId, productId }: PriceInput,
): Promise<{ spans: VersionSpan[]; lastNo: number }> {
  const rows = await tx
    .selectFrom('list_prices as p')
    .leftJoin('list_price_withdrawals as w', 'w.list_price_id', 'p.id')
    .select(['p.version_no', 'p.valid_from_on', 'p.valid_to_on', 'w.list_price_id as withdrawn'])
    .where('p.price_list_id', '=', priceListId)
    .where('p.product_id', '=', productId)
    .execute();
  const spans = rows
    .filter((row) => row.withdrawn === null)
    .map((row) => ({
      versionNo: row.version_no,
      validFromOn: row.valid_from_on as PlainDate,
      validToOn: row.valid_to_on as PlainDate | null,
    }));
  return { spans, lastNo: Math.max(0, ...rows.map((row) => row.version_no)) };
}

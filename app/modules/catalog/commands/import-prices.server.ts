import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { CsvProblem } from '#app/kernel/csv-records.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { type PlannedPrice, type PriceFacts, planPrices } from '../rules/plan-prices.ts';
import { type PriceRow, readPricesCsv } from '../rules/read-prices-csv.ts';
import type { PriceImportId } from '../types.ts';

export type PricesImport = {
  readonly rows: readonly (PriceRow & { isNew: boolean })[];
  readonly added: number;
  readonly existed: number;
  readonly problems: readonly CsvProblem[];
};

/**
 * Adds the prices of a file as new versions, all of them or none. A price that stands with the same days and terms is left alone; one that
 * would hold on a day on which another does, of the file or of the list, is a problem that names both. Locks the lists of the file, by id.
 * What was added can be undone as a whole while nothing was billed by it. A dry run is this in a preview.
 */
export async function importPrices(
  tx: Tx,
  actor: Actor,
  input: { content: Uint8Array; fileName: string },
  moment: Moment,
): Promise<Result<PricesImport, PricesImport>> {
  const { prices, problems } = readPricesCsv(input.content);
  const facts = await readFacts(tx, prices);
  const plan = planPrices(prices, facts);
  const all = [...problems, ...plan.problems].sort((a, b) => a.row - b.row);
  const rows = plan.rows.map(({ price, isNew }) => ({ ...price, isNew }));
  const report = { rows, added: plan.fresh.length, existed: plan.existed, problems: all };
  if (all.length > 0) return refuse(report);
  if (plan.fresh.length > 0) await store(tx, actor, { fresh: plan.fresh, ...input }, moment);
  return ok(report);
}

async function store(
  tx: Tx,
  actor: Actor,
  { fresh, content, fileName }: { fresh: readonly PlannedPrice[]; content: Uint8Array; fileName: string },
  moment: Moment,
): Promise<void> {
  const importId = newId<PriceImportId>();
  const madeBy = actor.kind === 'staff' ? actor.id : null;
  const file = {
    file_name: fileName.slice(0, 200) || 'prices.csv',
    sha256: createHash('sha256').update(content).digest('hex'),
    row_count: fresh.length,
  };
  await tx
    .insertInto('price_imports')
    .values({ id: importId, ...file, made_by: madeBy, made_by_name: actor.name, made_at: moment.now })
    .execute();
  const planned = fresh.map((price) => ({
    price_list_id: price.priceListId,
    product_id: price.productId,
    version_no: price.versionNo,
    valid_from_on: price.validFromOn,
    valid_to_on: price.validToOn,
    scheme: price.scheme,
  }));
  await sql`insert into list_prices (price_list_id, product_id, version_no, valid_from_on, valid_to_on, scheme, import_id, created_by, created_by_name, created_at)
    select p.price_list_id, p.product_id, p.version_no, p.valid_from_on, p.valid_to_on, p.scheme, ${importId}, ${madeBy}, ${actor.name}, ${moment.now}
    from jsonb_to_recordset(${JSON.stringify(planned)}::jsonb)
      as p (price_list_id uuid, product_id uuid, version_no int, valid_from_on date, valid_to_on date, scheme jsonb)`.execute(
    tx,
  );
  await writeAudit(tx, actor, {
    action: 'prices.imported',
    subjectKind: 'price_import',
    subjectId: importId,
    after: file,
  });
}

/** Lists and products the file names, the lists locked, and the versions that stand. */
async function readFacts(tx: Tx, prices: readonly PriceRow[]): Promise<PriceFacts> {
  const lists = [...new Set(prices.map((price) => price.listCode.toLowerCase()))];
  const products = [...new Set(prices.map((price) => price.productCode.toLowerCase()))];
  const { rows: listRows } = await sql<PriceFacts['lists'][number]>`
    select id, code, name from price_lists where lower(code) = any (${lists}) order by id for no key update`.execute(
    tx,
  );
  const { rows: productRows } = await sql<PriceFacts['products'][number]>`
    select id, code, valid_from_on as "validFromOn", valid_to_on as "validToOn" from products where lower(code) = any (${products})`.execute(
    tx,
  );
  const { rows: versions } = await sql<PriceFacts['versions'][number]>`
    select p.price_list_id as "priceListId", p.product_id as "productId", p.version_no as "versionNo", p.valid_from_on as "validFromOn",
      p.valid_to_on as "validToOn", p.scheme, w.list_price_id is not null as withdrawn
    from list_prices p left join list_price_withdrawals w on w.list_price_id = p.id
    where p.price_list_id = any (${listRows.map((row) => row.id)}::uuid[]) and p.product_id = any (${productRows.map((row) => row.id)}::uuid[])`.execute(
    tx,
  );
  return { lists: listRows, products: productRows, versions };
}

import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { decimal } from '#app/kernel/decimal.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import { priceQuantity } from '#app/kernel/pricing/price-quantity.ts';
import { priceSegments } from '#app/kernel/pricing/price-segments.ts';
import type { Result } from '#app/kernel/result.ts';
import { addPrice } from '#app/modules/catalog/commands/add-price.server.ts';
import { addPriceList } from '#app/modules/catalog/commands/add-price-list.server.ts';
import { addProduct } from '#app/modules/catalog/commands/add-product.server.ts';
import { importPrices } from '#app/modules/catalog/commands/import-prices.server.ts';
import { undoPriceImport } from '#app/modules/catalog/commands/undo-price-import.server.ts';
import { withdrawPrice } from '#app/modules/catalog/commands/withdraw-price.server.ts';
import { priceHistory } from '#app/modules/catalog/queries/price-history.server.ts';
import { priceImports } from '#app/modules/catalog/queries/price-imports.server.ts';
import { pricesOfList } from '#app/modules/catalog/queries/prices-of-list.server.ts';
import { productOffers } from '#app/modules/catalog/queries/product-offers.server.ts';
import type { PriceListId, ProductId } from '#app/modules/catalog/types.ts';
import { inPreview, inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { plantContract } from '#tests/support/contracts.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, anInvoice, CLERK, GBP, issue, on, setUpCompany } from '#tests/support/people.ts';

const database = useDatabase();
const db = () => database.current.staff.db;
const day = on('2026-11-03');
const PRODUCTS = 200;
const HEAD = 'price_list,product,valid_from,valid_to,kind,price,tiers,included,minimum';
const code = (index: number) => `ASH-${String(index).padStart(3, '0')}`;
let priceListId: PriceListId;
const products = new Map<string, ProductId>();

async function done<Value, Refusal>(
  result: Promise<{ ok: true; value: Value } | { ok: false; refusal: Refusal }>,
): Promise<Value> {
  const answer = await result;
  if (!answer.ok) throw new Error(JSON.stringify(answer.refusal));
  return answer.value;
}

const file = (rows: readonly string[]) => ({
  content: new TextEncoder().encode([HEAD, ...rows].join('\n')),
  fileName: 'prices-2027.csv',
});
const imported = (rows: readonly string[]) => inTransaction(db(), (tx) => importPrices(tx, CLERK, file(rows), day));
const pricesOn = (date: string) => pricesOfList(db(), { priceListId, on: plainDate(date), view: 'priced', limit: 500 });
const rowsOf = (change: (index: number) => string = () => '') =>
  Array.from({ length: PRODUCTS }, (_, index) => change(index) || `UK,${code(index)},2027-01-01,,,${40 + index}.50,,,`);

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  const list = { code: 'UK', name: 'United Kingdom', currency: GBP, note: '', standard: true };
  priceListId = (await done(inTransaction(db(), (tx) => addPriceList(tx, CLERK, list, day)))).priceListId;
  for (let index = 0; index < PRODUCTS; index += 1) {
    const facts = {
      code: code(index),
      name: `Ash ${index}`,
      description: '',
      unitCode: 't',
      taxCode: 'S20',
      accountCode: '4010',
    };
    const validity = { validFromOn: plainDate('2026-01-01'), validToOn: null };
    const added = await done(inTransaction(db(), (tx) => addProduct(tx, CLERK, { ...facts, ...validity }, day)));
    products.set(code(index), added.productId);
  }
});

test('two hundred prices by file: the dry run shows three errors where they are, and nothing is stored', async () => {
  const wrong = rowsOf((index) => {
    if (index === 6) return `UK,${code(6)},2027-02-31,,,46.50,,,`;
    if (index === 99) return 'UK,SLAG-9,2027-01-01,,,90,,,';
    return index === 150 ? `UK,${code(150)},2027-01-01,,tiered,,100=10; 90=8; =7,,` : '';
  });
  const dry = await inPreview(db(), (tx) => importPrices(tx, CLERK, file(wrong), day));
  if (dry.ok) throw new Error('the errors were not seen');
  expect(dry.refusal.problems).toEqual([
    { row: 8, field: 'valid_from', text: '“2027-02-31” is not a date in the calendar. Write it as 2026-03-31.' },
    { row: 101, field: 'product', text: 'There is no product SLAG-9. Correct the code, or add the product first.' },
    {
      row: 152,
      field: 'tiers',
      text: 'Tier 2: this is not beyond the tier before. Each tier reaches further than the one above it.',
    },
  ]);
  expect((await imported(wrong)).ok).toBe(false);
  expect((await pricesOn('2027-01-01')).rows).toEqual([]);
});

test('corrected it is taken in, a second time changes nothing, and undoing it takes all of it back', async () => {
  expect(await imported(rowsOf())).toMatchObject({ ok: true, value: { added: PRODUCTS, existed: 0 } });
  expect(await imported(rowsOf())).toMatchObject({ ok: true, value: { added: 0, existed: PRODUCTS } });
  expect((await pricesOn('2027-01-01')).rows).toHaveLength(PRODUCTS);
  expect(
    (await productOffers(db(), { currency: GBP, on: plainDate('2027-03-01'), search: code(7), limit: 5 }))[0],
  ).toMatchObject({
    code: code(7),
    price: { scheme: { kind: 'per_unit', unitPrice: '47.5' }, sourceName: 'United Kingdom', versionNo: 1 },
  });
  const [newest] = await priceImports(db(), 1);
  expect(newest).toMatchObject({ fileName: 'prices-2027.csv', rowCount: PRODUCTS, standing: PRODUCTS });
  const importId = newest?.id ?? (randomUUID() as never);
  expect(await inTransaction(db(), (tx) => undoPriceImport(tx, CLERK, { importId }, day))).toEqual({
    ok: true,
    value: { withdrawn: PRODUCTS },
  });
  expect((await pricesOn('2027-01-01')).rows).toEqual([]);
  expect(await inTransaction(db(), (tx) => undoPriceImport(tx, CLERK, { importId }, day))).toEqual({
    ok: false,
    refusal: { code: 'nothing-left' },
  });
  expect(await imported(rowsOf())).toMatchObject({ ok: true, value: { added: PRODUCTS } });
});

test('a price from the 15th splits the month, each part with its version, and the parts say what they cost', async () => {
  const productId = products.get(code(0)) as ProductId;
  const price = (from: string, to: string | null, unitPrice: string) =>
    inTransaction(db(), (tx) =>
      addPrice(
        tx,
        CLERK,
        {
          priceListId,
          productId,
          validFromOn: plainDate(from),
          validToOn: to ? plainDate(to) : null,
          scheme: { kind: 'per_unit', unitPrice: decimal(unitPrice) },
        },
        day,
      ),
    );
  await done(price('2027-03-15', null, '44'));
  const versions = (await priceHistory(db(), { priceListId, productId })).filter(
    (version) => version.withdrawn === null,
  );
  const parts = priceSegments(versions, plainDate('2027-03-01'), plainDate('2027-03-31'));
  expect(parts.map((part) => [part.fromOn, part.toOn, part.version?.versionNo])).toEqual([
    ['2027-03-01', '2027-03-14', 2],
    ['2027-03-15', '2027-03-31', 3],
  ]);
  const costs = parts.map(
    (part) =>
      part.version && priceQuantity({ scheme: part.version.scheme, quantity: decimal('10'), currency: GBP }).netMinor,
  );
  expect(costs).toEqual([40500n, 44000n]);
  const overlapping = await price('2027-02-01', '2027-03-20', '43');
  expect(overlapping).toMatchObject({
    refusal: { code: 'versions-overlap', earlier: { versionNo: null }, later: { versionNo: 3 } },
  });
});

test('rows that overlap each other or a price that stands are each told which, by row or version', async () => {
  const result = await imported([
    `UK,${code(1)},2028-01-01,2028-06-30,,50,,,`,
    `UK,${code(1)},2028-06-01,,,51,,,`,
    `UK,${code(2)},2027-01-01,,,52,,,`,
  ]);
  if (result.ok) throw new Error('the overlap was not seen');
  expect(
    result.refusal.problems.map(({ row, field, text }) => [row, field, /row \d+|version \d+/.exec(text)?.[0]]),
  ).toEqual([
    [3, 'valid_from', 'row 2'],
    [4, 'valid_from', 'version 2'],
  ]);
});

test('what was billed cannot be taken back, alone or with its file', async () => {
  const { owner } = database.current;
  const customerId = await aCustomer(db(), { name: 'Ash & Co' });
  const { lineId, productId: sold } = await plantContract(owner, customerId);
  const productId = sold as ProductId;
  await done(imported(['UK,FLY-ASH,2027-01-01,,,55,,,']));
  const [newest] = await priceImports(db(), 1);
  const [billed] = await priceHistory(db(), { priceListId, productId });
  if (!billed || !newest) throw new Error('there is no price to bill');
  const invoice = await issue(db(), anInvoice(customerId, 10_000n));
  const explanation = JSON.stringify({ segments: [{ price: { id: billed.id } }] });
  /** As if a run had billed January by this price; taken back with what is tried. */
  const whenBilled = <Value, Refusal>(act: (tx: Tx) => Promise<Result<Value, Refusal>>) =>
    inPreview(owner.db, async (tx) => {
      await sql`insert into invoice_line_sources (invoice_id, line_no, customer_id, contract_line_id, period_from_on, period_to_on, explanation)
        values (${invoice.id}, 1, ${customerId}, ${lineId}, '2027-01-01', '2027-01-31', ${explanation}::jsonb)`.execute(
        tx,
      );
      return act(tx);
    });
  const refused = { ok: false, refusal: { code: 'price-was-billed' } };
  expect(await whenBilled((tx) => undoPriceImport(tx, CLERK, { importId: newest.id }, day))).toEqual(refused);
  const alone = { priceListId, priceId: billed.id, reason: 'Wrong' };
  expect(await whenBilled((tx) => withdrawPrice(tx, CLERK, alone, day))).toEqual(refused);
  expect(await inTransaction(db(), (tx) => withdrawPrice(tx, CLERK, alone, day))).toEqual({ ok: true });
});

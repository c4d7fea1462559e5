import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { decimal } from '#app/kernel/decimal.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import type { PriceScheme } from '#app/kernel/pricing/price-scheme.ts';
import { constraintOf, inTransaction } from '#app/platform/db/transaction.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { CLERK, GBP, on, setUpCompany } from '#tests/support/people.ts';
import { priceHistory } from '../queries/price-history.server.ts';
import { readScheme } from '../rules/read-scheme.ts';
import type { PriceListId, ProductFacts, ProductId } from '../types.ts';
import { addPrice } from './add-price.server.ts';
import { addPriceList } from './add-price-list.server.ts';
import { addProduct } from './add-product.server.ts';
import { changePriceList } from './change-price-list.server.ts';
import { changeProduct } from './change-product.server.ts';
import { retireProduct } from './retire-product.server.ts';
import { withdrawPrice } from './withdraw-price.server.ts';

const database = useDatabase();
const db = () => database.current.staff.db;
const owner = () => database.current.owner.db;
const day = on('2026-11-03');
const PER_TONNE: PriceScheme = { kind: 'per_unit', unitPrice: decimal('42') };
const ASH: ProductFacts = {
  code: 'FLY-ASH',
  name: 'Fly ash',
  description: 'Fly ash, loaded',
  unitCode: 't',
  taxCode: 'S20',
  accountCode: '4010',
  validFromOn: plainDate('2026-01-01'),
  validToOn: null,
};
let priceListId: PriceListId;
let counter = 0;

const add = (fields: Partial<ProductFacts>) =>
  inTransaction(db(), (tx) => addProduct(tx, CLERK, { ...ASH, ...fields }, day));
const list = (code: string, standard = false) =>
  inTransaction(db(), (tx) =>
    addPriceList(tx, CLERK, { code, name: `List ${code}`, currency: GBP, note: '', standard }, day),
  );

async function aProduct(fields: Partial<ProductFacts> = {}): Promise<ProductId> {
  counter += 1;
  const added = await add({ code: `P-${counter}`, ...fields });
  if (!added.ok) throw new Error(added.refusal.code);
  return added.value.productId;
}
const price = (productId: ProductId, from: string, to: string | null = null, scheme = PER_TONNE) =>
  inTransaction(db(), (tx) =>
    addPrice(
      tx,
      CLERK,
      { priceListId, productId, validFromOn: plainDate(from), validToOn: to === null ? null : plainDate(to), scheme },
      day,
    ),
  );
/** A price written past the command, as somebody with a console could. */
const plant = (productId: ProductId, from: string, scheme: unknown, versionNo = 99) =>
  sql`insert into list_prices (price_list_id, product_id, version_no, valid_from_on, scheme, created_by_name, created_at)
    values (${priceListId}, ${productId}, ${versionNo}, ${from}, ${JSON.stringify(scheme)}::jsonb, 'test', now())`.execute(
    owner(),
  );

beforeAll(async () => {
  await setUpCompany(owner());
  const made = await list('UK-2026', true);
  if (!made.ok) throw new Error(made.refusal.code);
  priceListId = made.value.priceListId;
});

describe('products', () => {
  test('have a code nobody else has, and revenue goes to an account for income', async () => {
    expect(await add({})).toMatchObject({ ok: true });
    expect(await add({ code: 'fly-ash' })).toEqual({
      ok: false,
      refusal: { code: 'code-taken', productCode: 'fly-ash' },
    });
    expect(await add({ code: 'X1', accountCode: '1100' })).toEqual({
      ok: false,
      refusal: { code: 'not-an-income-account' },
    });
    expect(await add({ code: 'X2', unitCode: 'bushel' })).toEqual({ ok: false, refusal: { code: 'unknown-unit' } });
    expect(await add({ code: 'X3', validToOn: plainDate('2025-12-31') })).toMatchObject({
      refusal: { code: 'ends-before-it-begins' },
    });
  });

  test('are changed and retired with a record of what was before', async () => {
    const productId = await aProduct();
    const { code: _, ...facts } = ASH;
    await inTransaction(db(), (tx) => changeProduct(tx, CLERK, { productId, ...facts, name: 'Fly ash, bagged' }, day));
    await inTransaction(db(), (tx) => retireProduct(tx, CLERK, { productId, lastOn: day.today }, day));
    const records = await db()
      .selectFrom('audit_records')
      .select(['action', 'before', 'after'])
      .where('subject_id', '=', productId)
      .orderBy('id')
      .execute();
    expect(records.map((record) => record.action)).toEqual(['product.added', 'product.changed', 'product.retired']);
    expect(records[1]).toMatchObject({ before: { name: 'Fly ash' }, after: { name: 'Fly ash, bagged' } });
    const early = await inTransaction(db(), (tx) =>
      retireProduct(tx, CLERK, { productId, lastOn: plainDate('2025-01-01') }, day),
    );
    expect(early).toMatchObject({ refusal: { code: 'ends-before-it-begins' } });
  });

  test('keep their code: nobody who serves requests may change it', async () => {
    const productId = await aProduct();
    await expect(sql`update products set code = 'other' where id = ${productId}`.execute(db())).rejects.toMatchObject({
      code: '42501',
    });
  });
});

describe('price lists', () => {
  test('are the standard of a currency one at a time', async () => {
    const second = await list('UK-SECOND');
    const taken = { ok: false, refusal: { code: 'standard-taken', currency: 'GBP', listName: 'List UK-2026' } };
    expect(await list('UK-THIRD', true)).toEqual(taken);
    if (!second.ok) throw new Error(second.refusal.code);
    const facts = { priceListId: second.value.priceListId, name: 'Second', note: '', standard: true };
    expect(await inTransaction(db(), (tx) => changePriceList(tx, CLERK, facts, day))).toEqual(taken);
  });
});

describe('versions of a price', () => {
  test('two that would both hold on a day are refused, and both are named', async () => {
    const productId = await aProduct();
    expect(await price(productId, '2026-01-01', '2026-06-30')).toMatchObject({ value: { versionNo: 1 } });
    expect(await price(productId, '2026-06-15')).toEqual({
      ok: false,
      refusal: {
        code: 'versions-overlap',
        earlier: { versionNo: 1, validFromOn: '2026-01-01', validToOn: '2026-06-30' },
        later: { versionNo: null, validFromOn: '2026-06-15', validToOn: null },
      },
    });
    expect(await price(productId, '2026-07-01')).toMatchObject({ value: { versionNo: 2 } });
    expect(await price(productId, '2026-07-01')).toMatchObject({
      refusal: { code: 'versions-overlap', earlier: { versionNo: 2 } },
    });
    expect(await price(productId, '2026-11-15')).toMatchObject({ value: { versionNo: 3 } });
  });

  test('the database refuses them by itself, and one that is not whole', async () => {
    const productId = await aProduct();
    await price(productId, '2026-01-01');
    await expect(plant(productId, '2026-01-01', PER_TONNE)).rejects.toSatisfy(
      (error) => constraintOf(error) === 'price_versions_overlap',
    );
    await expect(plant(productId, '2026-02-01', { kind: 'per_unit' })).rejects.toSatisfy(
      (error) => constraintOf(error) === 'price_scheme',
    );
  });

  test('of ten people who price one day at once, one does', async () => {
    const productId = await aProduct();
    const all = await Promise.all(Array.from({ length: 10 }, () => price(productId, '2026-05-01')));
    expect(all.filter((result) => result.ok)).toHaveLength(1);
    expect(all.filter((result) => !result.ok && result.refusal.code === 'versions-overlap')).toHaveLength(9);
  });

  test('never change; a withdrawn one holds on no day, keeps its number and its reason', async () => {
    const productId = await aProduct();
    const made = await price(productId, '2026-01-01');
    if (!made.ok) throw new Error(made.refusal.code);
    const { priceId } = made.value;
    await expect(
      sql`update list_prices set valid_to_on = '2026-02-01' where id = ${priceId}`.execute(owner()),
    ).rejects.toMatchObject({ code: 'TS001' });
    const withdraw = () =>
      inTransaction(db(), (tx) => withdrawPrice(tx, CLERK, { priceListId, priceId, reason: 'Typed wrong' }, day));
    expect(await withdraw()).toEqual({ ok: true });
    expect(await withdraw()).toEqual({ ok: false, refusal: { code: 'already-withdrawn' } });
    expect(await price(productId, '2026-01-01')).toMatchObject({ value: { versionNo: 2 } });
    const history = await priceHistory(db(), { priceListId, productId });
    expect(history.map(({ versionNo, withdrawn }) => [versionNo, withdrawn?.reason ?? null])).toEqual([
      [2, null],
      [1, 'Typed wrong'],
    ]);
  });

  test('are of days on which the product is sold', async () => {
    const productId = await aProduct({ validToOn: plainDate('2026-03-31') });
    expect(await price(productId, '2026-04-01')).toMatchObject({
      refusal: { code: 'not-sold-then', validToOn: '2026-03-31' },
    });
  });
});

describe('the two judges of a price agree', () => {
  const whole = async (schemes: readonly unknown[]) => {
    const { rows } = await sql<{ whole: boolean }>`
      select price_scheme_is_whole(s) as whole from jsonb_array_elements(${JSON.stringify(schemes)}::jsonb) with ordinality as e (s, nth) order by nth`.execute(
      db(),
    );
    return rows.map((row) => row.whole);
  };

  test('what the form lets through the database takes', async () => {
    const cell = fc.constantFrom('', '0', '1', '-3', '10', '100', '2.5', '0.000001', '999999999999.999999', '007', 'x');
    const text = fc.record({
      ...{ amount: cell, unitPrice: cell, percent: cell, included: cell, minimum: cell },
      tiers: fc.array(fc.record({ upTo: cell, unitPrice: cell, flat: cell }), { maxLength: 3 }),
    });
    const kinds = fc.constantFrom(
      'fixed' as const,
      'per_unit' as const,
      'tiered' as const,
      'volume' as const,
      'percentage' as const,
    );
    const typed = fc.sample(fc.tuple(kinds, text), 3000).map(([kind, texts]) => readScheme(kind, texts).scheme);
    const read = typed.filter((scheme) => scheme !== null);
    expect(read.length).toBeGreaterThan(100);
    expect(await whole(read)).toEqual(read.map(() => true));
  });

  test('and what says too little, too much or nonsense it refuses', async () => {
    const tiers = [
      { upTo: '10', unitPrice: '1' },
      { upTo: null, unitPrice: '2' },
    ];
    const wrong = [
      null,
      'fixed',
      {},
      { kind: 'free' },
      { kind: 'fixed', amount: 10 },
      { kind: 'fixed', amount: '10', extra: '1' },
      { kind: 'fixed', amount: '010' },
      { kind: 'fixed', amount: '1.50' },
      { kind: 'fixed', amount: '-0' },
      { kind: 'per_unit', unitPrice: '1', minimum: '-1' },
      { kind: 'per_unit', unitPrice: '1', included: '0' },
      { kind: 'tiered', tiers: [] },
      { kind: 'tiered', tiers: [tiers[0]] },
      { kind: 'tiered', tiers: [tiers[1], tiers[0]] },
      { kind: 'volume', tiers: [tiers[0], ...tiers] },
      { kind: 'tiered', tiers: [{ unitPrice: '1' }] },
      { kind: 'tiered', tiers: ['x'] },
      { kind: 'tiered', tiers: {} },
      { kind: 'percentage', percent: '1e3' },
    ];
    expect(await whole(wrong)).toEqual(wrong.map(() => false));
    expect(
      await whole([
        { kind: 'tiered', tiers, included: '5', minimum: '9.5' },
        { kind: 'percentage', percent: '-2.5' },
      ]),
    ).toEqual([true, true]);
  });
});

import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { changeProduct } from '#app/modules/catalog/commands/change-product.server.ts';
import type { ProductId } from '#app/modules/catalog/types.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { agree, use } from '#tests/support/billing.ts';
import { aProduct, plantContract } from '#tests/support/contracts.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, CLERK, on, setUpCompany } from '#tests/support/people.ts';
import { plantIn, type Statement } from '#tests/support/plant.ts';

const database = useDatabase();
let customerId: string;
let otherCustomerId: string;
let lineId: string;
let otherLineId: string;
let siteOfOther: string;

beforeAll(async () => {
  const { owner, staff } = database.current;
  await setUpCompany(owner.db);
  customerId = await aCustomer(staff.db);
  otherCustomerId = await aCustomer(staff.db);
  lineId = (await plantContract(owner, customerId)).lineId;
  const other = await plantContract(owner, otherCustomerId);
  otherLineId = other.lineId;
  siteOfOther = other.siteId;
});

const plant = (...statements: Statement[]) => plantIn(database.current.owner, ...statements);

type Planted = {
  id?: string;
  customer?: string;
  line?: string;
  site?: string | null;
  kind?: string;
  key?: string;
  quantity?: number;
  unit?: string;
  corrects?: string;
};

function usage(of: Planted): Statement {
  return [
    `insert into usage_records (id, customer_id, contract_line_id, site_id, kind, natural_key, occurred_on, quantity, unit_code, corrects_id,
      learned_at, recorded_by_name) values ($1, $2, $3, $4, $5, $6, '2026-03-01', $7, $8, $9, now(), 'test')`,
    [
      of.id ?? randomUUID(),
      of.customer ?? customerId,
      of.line ?? lineId,
      of.site ?? null,
      of.kind ?? (of.corrects ? 'correction' : 'ticket'),
      of.key ?? randomUUID(),
      of.quantity ?? 5,
      of.unit ?? 't',
      of.corrects ?? null,
    ],
  ];
}

describe('usage records', () => {
  const id = randomUUID();

  it('are accepted as they should be', async () => {
    expect(
      await plant(usage({ id }), usage({ corrects: id, quantity: -5 }), usage({ corrects: id, quantity: 2 })),
    ).toBe('accepted');
  });

  it('have a key that nothing else has', async () => {
    expect(await plant(usage({ key: 't-1' }), usage({ key: 't-1', quantity: 9 }))).toBe('usage_records_key_unique');
  });

  it('are of a line and a site of their customer', async () => {
    expect(await plant(usage({ line: otherLineId }))).toBe('usage_records_line_fk');
    expect(await plant(usage({ site: siteOfOther }))).toBe('usage_records_site_fk');
  });

  it("are in the unit of the line's product", async () => {
    expect(await plant(usage({ unit: 'kg' }))).toBe('usage_line');
  });

  it('are of a line that is metered', async () => {
    const recur: Statement = [`update contract_lines set charge = 'recurring', quantity = 1 where id = $1`, [lineId]];
    expect(await plant(recur, usage({}))).toBe('usage_line');
    expect(await plant(usage({}), recur)).toBe('usage_line');
  });

  it('keep the unit of their product', async () => {
    const product = await aProduct(database.current.owner, 'HOURS', 'hour');
    const renamed: Statement = [`update products set unit_code = 'day' where id = $1`, [product]];
    expect(await plant(usage({}), renamed)).toBe('accepted');
    const line: Statement = [`update contract_lines set product_id = $2 where id = $1`, [lineId, product]];
    expect(await plant(line, usage({ unit: 'hour' }), renamed)).toBe('usage_line');
    expect(await plant(usage({}), line)).toBe('usage_line');
  });

  it('keep it when somebody changes the product: the refusal says so', async () => {
    const { owner, staff } = database.current;
    const { lineIds } = await agree(owner, await aCustomer(staff.db), [{ product: 'GAS-OIL', unit: 'm3' }]);
    await use(owner, lineIds[0]!, [{ on: '2026-03-01', quantity: '2' }]);
    const product = await aProduct(owner, 'GAS-OIL', 'm3');
    const { rows } = await owner.pool.query<{ valid_from_on: PlainDate }>(
      'select valid_from_on from products where id = $1',
      [product],
    );
    const facts = {
      ...{
        productId: product as ProductId,
        name: 'Gas oil',
        description: '',
        unitCode: 'kg',
        taxCode: 'S20',
        accountCode: '4010',
      },
      ...{ validFromOn: rows[0]!.valid_from_on, validToOn: null },
    };
    const change = (unitCode: string) =>
      inTransaction(staff.db, (tx) => changeProduct(tx, CLERK, { ...facts, unitCode }, on('2026-03-02')));
    expect(await change('kg')).toEqual({ ok: false, refusal: { code: 'unit-in-use' } });
    expect(await change('m3')).toMatchObject({ ok: true });
  });

  it('are above zero unless they correct', async () => {
    expect(await plant(usage({ quantity: -1 }))).toBe('usage_records_quantity_check');
    expect(await plant(usage({ quantity: 0 }))).toBe('usage_records_quantity_check');
    expect(await plant(usage({ id }), usage({ corrects: id, quantity: 0 }))).toBe('usage_records_quantity_check');
    expect(await plant(usage({ kind: 'correction', quantity: -1 }))).toBe('usage_records_correction_check');
  });

  it('are never corrected by more than there is of them', async () => {
    expect(await plant(usage({ id }), usage({ corrects: id, quantity: -6 }))).toBe('usage_over_correction');
    const twice = [usage({ corrects: id, quantity: -3 }), usage({ corrects: id, quantity: -3 })];
    expect(await plant(usage({ id }), ...twice)).toBe('usage_over_correction');
  });

  it('are corrected under the same line, and a correction is not corrected', async () => {
    const second = await plantContract(database.current.owner, await aCustomer(database.current.staff.db));
    const elsewhere: Statement = [
      'update contract_lines set customer_id = $2, contract_id = (select contract_id from contract_lines where id = $3), line_no = 2, site_id = null where id = $1',
      [second.lineId, customerId, lineId],
    ];
    const drop: Statement = ['delete from contract_prices where contract_line_id = $1', [second.lineId]];
    expect(
      await plant(drop, elsewhere, usage({ id }), usage({ corrects: id, line: second.lineId, quantity: -1 })),
    ).toBe('usage_correction');
    const correction = randomUUID();
    expect(
      await plant(
        usage({ id }),
        usage({ id: correction, corrects: id, quantity: 1 }),
        usage({ corrects: correction, quantity: -1 }),
      ),
    ).toBe('usage_correction');
  });

  it('never change', async () => {
    expect(await plant(usage({ id }), ['update usage_records set quantity = 6 where id = $1', [id]])).toBe(
      'append_only',
    );
    expect(await plant(usage({ id }), ['delete from usage_records where id = $1', [id]])).toBe('append_only');
  });
});

describe('readings of a meter', () => {
  const meterId = randomUUID();
  const meter = (): Statement => [
    `insert into meters (id, customer_id, contract_line_id, code, unit_code, digits, starts_on, recorded_at, recorded_by_name)
      values ($1, $2, $3, 'W-1', 't', 4, '2026-01-01', now(), 'test')`,
    [meterId, customerId, lineId],
  ];
  const reading = (day: string, value: number, kind = 'actual', id = randomUUID(), replaces?: string): Statement => [
    `insert into meter_readings (id, meter_id, customer_id, read_on, value, kind, natural_key, replaces_id, recorded_at, recorded_by_name)
      values ($1, $2, $3, $4, $5, $6, $1::uuid || '', $7, now(), 'test')`,
    [id, meterId, customerId, day, value, kind, replaces ?? null],
  ];
  const first = () => [meter(), reading('2026-01-01', 100)];

  it('follow each other, through zero where that is plausible', async () => {
    const late = [reading('2026-03-01', 9900), reading('2026-04-01', 50), reading('2026-02-01', 4000)];
    expect(await plant(...first(), ...late)).toBe('accepted');
    const inTurn = [reading('2026-02-01', 4000), reading('2026-03-01', 9900), reading('2026-04-01', 50)];
    expect(await plant(...first(), ...inTurn)).toBe('accepted');
    expect(await plant(...first(), reading('2026-02-01', 900), reading('2026-03-01', 800))).toBe('readings_in_order');
    expect(await plant(...first(), reading('2026-03-01', 900), reading('2026-02-01', 950))).toBe('readings_in_order');
  });

  it('may be below an estimate, which they settle', async () => {
    const settled = [reading('2026-02-01', 900, 'estimate'), reading('2026-03-01', 700)];
    expect(await plant(...first(), ...settled)).toBe('accepted');
  });

  it('are within the dial and the time of the meter', async () => {
    expect(await plant(...first(), reading('2026-02-01', 10_000))).toBe('reading_of_meter');
    expect(await plant(...first(), reading('2025-12-31', 90))).toBe('reading_of_meter');
    const end: Statement = [`update meters set ended_on = '2026-02-15' where id = $1`, [meterId]];
    expect(await plant(...first(), end, reading('2026-02-16', 200))).toBe('reading_of_meter');
    expect(await plant(...first(), reading('2026-02-16', 200), end)).toBe('meter_end');
  });

  it('are one a day and kind, and a wrong one is replaced by another of its day', async () => {
    const wrong = randomUUID();
    const typed = reading('2026-02-01', 9000, 'actual', wrong);
    expect(await plant(...first(), typed, reading('2026-02-01', 900))).toBe('meter_readings_day_unique');
    const right = reading('2026-02-01', 900, 'actual', randomUUID(), wrong);
    expect(await plant(...first(), typed, right, reading('2026-03-01', 950))).toBe('accepted');
    expect(await plant(...first(), typed, reading('2026-02-02', 900, 'actual', randomUUID(), wrong))).toBe(
      'reading_of_meter',
    );
    expect(await plant(...first(), typed, right, reading('2026-02-01', 901, 'actual', randomUUID(), wrong))).toBe(
      'meter_readings_replaces_unique',
    );
  });

  it('never change, and a meter only ends', async () => {
    expect(await plant(...first(), ['update meter_readings set value = 1 where meter_id = $1', [meterId]])).toBe(
      'append_only',
    );
    expect(await plant(...first(), ['update meters set digits = 5 where id = $1', [meterId]])).toBe('meter_end');
    expect(await plant(...first(), ['delete from meters where id = $1', [meterId]])).toBe('meter_readings_meter_fk');
  });

  it('leave an account that the invariant reads: a meter whose usage is not what it shows', async () => {
    const client = await database.current.owner.pool.connect();
    try {
      await client.query('begin');
      for (const [text, values] of [...first(), reading('2026-02-01', 900)]) await client.query(text, [...values]);
      const { readFileSync } = await import('node:fs');
      const { rows } = await client.query(readFileSync('db/invariants/078_meters_count_what_they_show.sql', 'utf8'));
      expect(rows).toEqual([{ code: 'W-1', shown: '800.000000', recorded: '0' }]);
    } finally {
      await client.query('rollback');
      client.release();
    }
  });
});

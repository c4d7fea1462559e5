import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { decimal } from '#app/kernel/decimal.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import { addMeter } from '#app/modules/usage/commands/add-meter.server.ts';
import { changeMeter } from '#app/modules/usage/commands/change-meter.server.ts';
import { correctUsage } from '#app/modules/usage/commands/correct-usage.server.ts';
import { importUsageFile } from '#app/modules/usage/commands/import-usage-file.server.ts';
import type { ColumnMapping, UsageId } from '#app/modules/usage/types.ts';
import { inPreview, inTransaction } from '#app/platform/db/transaction.server.ts';
import { aProduct, plantContract } from '#tests/support/contracts.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, CLERK, on, setUpCompany } from '#tests/support/people.ts';
import { copyContract, readMeters, takeIn, usedByDay } from '#tests/support/usage.ts';

const database = useDatabase();
const db = () => database.current.staff.db;
let counter = 0;
let number: string;
let customerId: string;
let lineId: string;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  await aProduct(database.current.owner, 'HOURS', 'hour');
});

beforeEach(async () => {
  counter += 1;
  number = `U-${counter}`;
  customerId = await aCustomer(db(), { number });
  lineId = (await plantContract(database.current.owner, customerId)).lineId;
});

const placesOf = (problems: readonly { row: number; field: string; text: string }[]) =>
  problems.map(({ row, field }) => [row, field]);

describe('tickets from a file', () => {
  const file = (...rows: string[]) => ['reference,customer,product,date,quantity,unit', ...rows].join('\n');

  it('count once, however often the file comes', async () => {
    const text = file(
      `T-${counter}1,${number},fly-ash,2026-03-02,12.5,t`,
      `T-${counter}2,${number},FLY-ASH,2026-03-09,20,`,
    );
    expect(await takeIn(db(), 'usage', text)).toMatchObject({ ok: true, read: 2, added: 2, known: 0 });
    expect(await takeIn(db(), 'usage', text)).toMatchObject({ ok: true, read: 2, added: 0, known: 2 });
    expect(await usedByDay(database.current.owner, lineId)).toEqual({ '2026-03-02': '12.5', '2026-03-09': '20' });
  });

  it('are refused as a whole where one row is wrong, each fault with row, column and what to do', async () => {
    const text = file(
      `A-${counter},${number},FLY-ASH,2026-03-02,12.5,t`,
      `B-${counter},${number},FLY-ASH,2026-02-31,12.5,t`,
      `C-${counter},${number},FLY-ASH,2026-03-02,12.5,kg`,
      `D-${counter},${number},HOURS,2026-03-02,1,`,
      `E-${counter},NOBODY,FLY-ASH,2026-03-02,1,`,
      `F-${counter},${number},NOTHING,2026-03-02,1,`,
      `G-${counter},${number},FLY-ASH,2026-03-02,twelve,`,
      `H-${counter},${number},FLY-ASH,2026-03-02,-3,`,
      `I-${counter},${number},FLY-ASH,2025-12-31,3,`,
      `,${number},FLY-ASH,2026-03-02,3,`,
      `A-${counter},${number},FLY-ASH,2026-03-02,13,t`,
    );
    const answer = await takeIn(db(), 'usage', text);
    expect(answer.ok).toBe(false);
    expect(placesOf(answer.problems)).toEqual([
      [3, 'date'],
      [4, 'unit'],
      [5, 'product'],
      [6, 'customer'],
      [7, 'product'],
      [8, 'quantity'],
      [9, 'quantity'],
      [10, 'product'],
      [11, 'key'],
      [12, 'key'],
    ]);
    expect(answer.problems[0]?.text).toContain('“2026-02-31” is no day of the calendar');
    expect(answer.problems[1]?.text).toContain('billed in t, not in kg');
    expect(await usedByDay(database.current.owner, lineId)).toEqual({});
  });

  it('with the key of another delivery are refused, and say what is there', async () => {
    await takeIn(db(), 'usage', file(`T-${counter}1,${number},FLY-ASH,2026-03-02,12.5,t`));
    const again = await takeIn(db(), 'usage', file(`t-${counter}1,${number},FLY-ASH,2026-03-02,12.6,t`));
    expect(placesOf(again.problems)).toEqual([[2, 'key']]);
    expect(again.problems[0]?.text).toContain(`12.5 t of ${number} on 2026-03-02`);
  });

  it('in a dry run change nothing', async () => {
    const content = new TextEncoder().encode(file(`T-${counter}1,${number},FLY-ASH,2026-03-02,12.5,t`));
    const dry = await inPreview(db(), (tx) =>
      importUsageFile(tx, CLERK, { kind: 'usage', fileName: 'a.csv', content, mapping: null }, on('2026-04-01')),
    );
    expect(dry).toMatchObject({
      ok: true,
      value: { added: 1, rows: [{ row: 2, label: `T-${counter}1`, isNew: true }] },
    });
    expect(await usedByDay(database.current.owner, lineId)).toEqual({});
  });

  it('of any shape are read by a mapping: other heads, day first, decimal comma, the same product for all', async () => {
    const mapping: ColumnMapping = {
      columns: { reference: 'docket', customer: 'account', date: 'out', quantity: 'net' },
      same: { product: 'FLY-ASH', kind: 'delivery' },
      dates: 'dmy',
      decimals: 'comma',
    };
    const text = `Docket;Account;Driver;Out;Net\nW-${counter};${number};Jo;02/03/2026;1.012,5`;
    expect(await takeIn(db(), 'usage', text)).toMatchObject({ ok: false });
    expect(await takeIn(db(), 'usage', text, { mapping })).toMatchObject({ ok: true, added: 1 });
    expect(await usedByDay(database.current.owner, lineId)).toEqual({ '2026-03-02': '1012.5' });
  });

  it('are corrected by rows that name them, never by more than there is', async () => {
    const heads = 'key,customer,product,date,quantity,corrects';
    const text = [heads, `c1-${counter},,,,-2.5,k-${counter}`, `k-${counter},${number},FLY-ASH,2026-03-02,12.5,`].join(
      '\n',
    );
    expect(await takeIn(db(), 'usage', text)).toMatchObject({ ok: true, added: 2 });
    expect(await takeIn(db(), 'usage', text)).toMatchObject({ ok: true, added: 0, known: 2 });
    expect(await usedByDay(database.current.owner, lineId)).toEqual({ '2026-03-02': '10' });
    const more = await takeIn(db(), 'usage', [heads, `c2-${counter},,,,-10.5,k-${counter}`].join('\n'));
    expect(placesOf(more.problems)).toEqual([[2, 'quantity']]);
    expect(more.problems[0]?.text).toContain('10 t are left');
    const lost = await takeIn(db(), 'usage', [heads, `c3-${counter},,,,-1,nothing`].join('\n'));
    expect(placesOf(lost.problems)).toEqual([[2, 'corrects']]);
  });

  it('are corrected by hand to the right quantity, once per form', async () => {
    await takeIn(db(), 'usage', file(`T-${counter}1,${number},FLY-ASH,2026-03-02,12.5,t`));
    const found = await database.current.owner.pool.query('select id from usage_records where contract_line_id = $1', [
      lineId,
    ]);
    const input = {
      usageId: found.rows[0].id as UsageId,
      rightQuantity: decimal('15.2'),
      reason: 'Weighed again',
      key: `form-${counter}`,
    };
    const correct = () => inTransaction(db(), (tx) => correctUsage(tx, CLERK, input, on('2026-04-02')));
    expect(await correct()).toMatchObject({ ok: true, value: { differenceBy: '2.7' } });
    expect(await correct()).toMatchObject({ ok: true });
    expect(await usedByDay(database.current.owner, lineId)).toEqual({ '2026-03-02': '15.2' });
  });

  it('that fall under two lines are refused until one is named', async () => {
    const otherLineId = await copyContract(database.current.owner, lineId);
    const row = `T-${counter}1,${number},FLY-ASH,2026-03-02,12.5,t`;
    const unclear = await takeIn(db(), 'usage', file(row));
    expect(placesOf(unclear.problems)).toEqual([[2, 'contract']]);
    expect(unclear.problems[0]?.text).toMatch(/CON-\d+ line 1, CON-\d+ line 1/);
    const { rows } = await database.current.owner.pool.query(
      'select number from contracts c join contract_lines l on l.contract_id = c.id where l.id = $1',
      [otherLineId],
    );
    const heads = 'reference,customer,product,date,quantity,contract';
    const named = await takeIn(
      db(),
      'usage',
      `${heads}\nT-${counter}1,${number},FLY-ASH,2026-03-02,12.5,${rows[0].number}`,
    );
    expect(named.ok).toBe(true);
    expect(await usedByDay(database.current.owner, otherLineId)).toEqual({ '2026-03-02': '12.5' });
  });
});

describe('meters', () => {
  const meter = async (code: string, fields: { digits?: number; multiplier?: string; first?: string } = {}) => {
    const input = {
      ...{ contractLineId: lineId, code, startsOn: plainDate('2026-01-01'), digits: fields.digits ?? 5 },
      ...{ multiplier: decimal(fields.multiplier ?? '1'), firstValue: decimal(fields.first ?? '100') },
    };
    const added = await inTransaction(db(), (tx) => addMeter(tx, CLERK, input, on('2026-01-02')));
    if (!added.ok) throw new Error(JSON.stringify(added.refusal));
    return added.value.meterId;
  };

  it('count what the dial moved, times the multiplier, under the day they were read', async () => {
    await meter(`M-${counter}`, { multiplier: '40' });
    const text = `meter,date,value\nm-${counter},2026-01-31,150\nM-${counter},2026-02-28,175.5`;
    expect(await takeIn(db(), 'readings', text)).toMatchObject({ ok: true, added: 2 });
    expect(await takeIn(db(), 'readings', text)).toMatchObject({ ok: true, added: 0, known: 2 });
    expect(await usedByDay(database.current.owner, lineId)).toEqual({ '2026-01-31': '2000', '2026-02-28': '1020' });
  });

  it('go through zero, and refuse what cannot follow', async () => {
    const code = `M-${counter}`;
    await meter(code, { digits: 4, first: '9900' });
    expect(await readMeters(db(), [[code, '2026-01-31', '150']])).toMatchObject({ ok: true });
    expect(await usedByDay(database.current.owner, lineId)).toEqual({ '2026-01-31': '250' });
    const low = await readMeters(db(), [[code, '2026-02-28', '149']]);
    expect(low).toMatchObject({ ok: false, problems: [{ row: 2, field: 'value' }] });
    expect(low.problems[0]?.text).toContain('149 on 28 Feb 2026 is below 150 on 31 Jan 2026');
    const wide = await readMeters(db(), [
      [code, '2026-02-28', '12000'],
      ['M-none', '2026-02-28', '1'],
      [code, '2025-12-31', '9000'],
    ]);
    expect(placesOf(wide.problems)).toEqual([
      [2, 'value'],
      [3, 'meter'],
      [4, 'date'],
    ]);
  });

  it('settle estimates by the reading after them, upwards and downwards', async () => {
    const code = `M-${counter}`;
    await meter(code);
    await readMeters(db(), [
      [code, '2026-01-31', '180', 'estimate'],
      [code, '2026-02-28', '300', 'estimate'],
    ]);
    expect(await usedByDay(database.current.owner, lineId)).toEqual({ '2026-01-31': '80', '2026-02-28': '120' });
    await readMeters(db(), [[code, '2026-03-31', '250']]);
    expect(await usedByDay(database.current.owner, lineId)).toEqual({ '2026-01-31': '80', '2026-02-28': '70' });
    await readMeters(db(), [[code, '2026-02-28', '210']]);
    expect(await usedByDay(database.current.owner, lineId)).toEqual({
      '2026-01-31': '80',
      '2026-02-28': '30',
      '2026-03-31': '40',
    });
  });

  it('take a late reading in between without counting anything twice', async () => {
    const code = `M-${counter}`;
    await meter(code);
    await readMeters(db(), [[code, '2026-03-31', '400']]);
    await readMeters(db(), [[code, '2026-01-31', '180']]);
    expect(await usedByDay(database.current.owner, lineId)).toEqual({ '2026-01-31': '80', '2026-03-31': '220' });
  });

  it('have a wrong reading replaced, and know the old file still', async () => {
    const code = `M-${counter}`;
    await meter(code);
    await readMeters(db(), [[code, '2026-01-31', '1800']]);
    expect(await readMeters(db(), [[code, '2026-01-31', '180']])).toMatchObject({
      ok: false,
      problems: [{ field: 'value' }],
    });
    expect(await readMeters(db(), [[code, '2026-01-31', '180']], { replaces: true })).toMatchObject({
      ok: true,
      added: 1,
    });
    expect(await readMeters(db(), [[code, '2026-02-28', '200']])).toMatchObject({ ok: true });
    expect(await usedByDay(database.current.owner, lineId)).toEqual({ '2026-01-31': '80', '2026-02-28': '20' });
    expect(await readMeters(db(), [[code, '2026-01-31', '1800']])).toMatchObject({ ok: true, known: 1 });
  });

  it('are changed: the old one counts to its last reading, the new one from its first', async () => {
    const code = `M-${counter}`;
    const meterId = await meter(code);
    await readMeters(db(), [[code, '2026-01-31', '180']]);
    const next = { code: `N-${counter}`, digits: 6, multiplier: decimal('1'), firstValue: decimal('7') };
    const change = { meterId, changedOn: plainDate('2026-02-10'), lastValue: decimal('200'), next };
    expect(await inTransaction(db(), (tx) => changeMeter(tx, CLERK, change, on('2026-02-11')))).toMatchObject({
      ok: true,
    });
    expect(await inTransaction(db(), (tx) => changeMeter(tx, CLERK, change, on('2026-02-11')))).toMatchObject({
      refusal: { code: 'ended-already' },
    });
    await readMeters(db(), [[`N-${counter}`, '2026-02-28', '57']]);
    expect(await usedByDay(database.current.owner, lineId)).toEqual({
      '2026-01-31': '80',
      '2026-02-10': '20',
      '2026-02-28': '50',
    });
    expect(await readMeters(db(), [[code, '2026-02-28', '300']])).toMatchObject({
      ok: false,
      problems: [{ field: 'date' }],
    });
  });
});

describe('a thousand readings', () => {
  it('loaded twice leave the quantity as it is', async () => {
    const meters = Array.from({ length: 50 }, (_, at) => `K-${counter}-${at}`);
    for (const code of meters) {
      const input = {
        contractLineId: lineId,
        code,
        startsOn: plainDate('2026-01-01'),
        digits: 6,
        multiplier: decimal('1'),
        firstValue: decimal('0'),
      };
      const added = await inTransaction(db(), (tx) => addMeter(tx, CLERK, input, on('2026-01-02')));
      expect(added.ok).toBe(true);
    }
    const rows = meters.flatMap((code) =>
      Array.from({ length: 20 }, (_, at) => `${code},2026-01-${String(at + 2).padStart(2, '0')},${(at + 1) * 3.5}`),
    );
    const text = ['meter,date,value', ...rows].join('\n');
    expect(rows.length).toBe(1000);
    expect(await takeIn(db(), 'readings', text)).toMatchObject({ ok: true, added: 1000, known: 0 });
    const total = async () =>
      Object.values(await usedByDay(database.current.owner, lineId)).reduce((sum, part) => sum + Number(part), 0);
    expect(await total()).toBe(50 * 70);
    expect(await takeIn(db(), 'readings', text)).toMatchObject({ ok: true, added: 0, known: 1000 });
    expect(await total()).toBe(50 * 70);
  });
});

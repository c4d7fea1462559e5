import { beforeAll, beforeEach, expect, it } from 'vitest';
import { plainDate } from '#app/kernel/plain-date.ts';
import { stageCounts, waitingOrders } from '#app/modules/usage/queries/completeness.server.ts';
import { unbilled } from '#app/modules/usage/queries/unbilled.server.ts';
import { unbilledByPeriod } from '#app/modules/usage/queries/unbilled-by-period.server.ts';
import { draftingOf } from '#app/routes/staff/completeness-draft.server.ts';
import { agree, billed, linesOf, perUnit, runUpTo } from '#tests/support/billing.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, setUpCompany } from '#tests/support/people.ts';
import { takeIn } from '#tests/support/usage.ts';

const database = useDatabase();
const db = () => database.current.staff.db;
const owner = () => database.current.owner;
let counter = 0;
let number: string;
let customerId: string;

beforeAll(() => setUpCompany(database.current.owner.db));
beforeEach(async () => {
  counter += 1;
  number = `FULL-${counter}`;
  customerId = await aCustomer(db(), { number, email: 'accounts@customer.example' });
});

const heads = 'reference,customer,product,date,quantity';
const ticket = (nth: number) =>
  `T-${counter}-${nth},${number},FLY-ASH,2026-11-${String((nth % 28) + 1).padStart(2, '0')},${(nth % 5) + 1}.25`;
const tickets = Array.from({ length: 100 }, (_, nth) => nth);
/** Late with the driver: they arrive after the run of November. */
const LATE = [17, 42, 99];
const asOf = plainDate('2026-12-10');

it('of 100 tickets 97 are billed; the board shows exactly the 3 with value and age, and one click drafts them', async () => {
  await agree(
    owner(),
    customerId,
    [{ product: 'FLY-ASH', description: 'Fly ash', cycle: 'monthly', anchorOn: '2026-11-01' }],
    {
      startsOn: '2026-11-01',
    },
  );
  const inTime = tickets.filter((nth) => !LATE.includes(nth));
  expect(await takeIn(db(), 'usage', [heads, ...inTime.map(ticket)].join('\n'))).toMatchObject({ ok: true, added: 97 });
  await billed(db(), runUpTo('2026-11-30', { filter: { customerIds: [customerId] } }));

  // The whole month is loaded again: what was there is known, the three are new and keep their own days.
  const again = await takeIn(db(), 'usage', [heads, ...tickets.map(ticket)].join('\n'), { day: '2026-12-02' });
  expect(again).toMatchObject({ ok: true, added: 3, known: 97 });

  const board = await unbilled(db(), { asOf, customerId });
  expect(board.map(({ reference, quantity, ageDays, isDue }) => ({ reference, quantity, ageDays, isDue }))).toEqual(
    [
      { reference: `T-${counter}-99`, quantity: '5.25', ageDays: 24, isDue: true },
      { reference: `T-${counter}-42`, quantity: '3.25', ageDays: 25, isDue: true },
      { reference: `T-${counter}-17`, quantity: '3.25', ageDays: 22, isDue: true },
    ].sort((a, b) => b.ageDays - a.ageDays),
  );
  expect(await stageCounts(db(), { asOf, customerId })).toMatchObject({ delivered: 100, billed: 97 });
  const worth = board.reduce((sum, { valueMinor }) => sum + (valueMinor ?? 0n), 0n);
  expect(worth).toBe(49_350n);

  const input = draftingOf(board, asOf, 'en-GB');
  expect(input).toMatchObject({ cycles: ['monthly'], filter: { customerIds: [customerId] } });
  const before = await linesOf(owner(), customerId);
  await billed(db(), input as NonNullable<typeof input>);
  const drafted = (await linesOf(owner(), customerId)).slice(before.length);
  expect(drafted.map(({ from, net }) => [from, net])).toEqual([['2026-11-01', String(worth)]]);
  expect(await unbilled(db(), { asOf, customerId })).toEqual([]);
});

it('unbilled revenue as of a day asks what was used by then and on no invoice of then', async () => {
  await agree(
    owner(),
    customerId,
    [{ product: 'FLY-ASH', description: 'Fly ash', cycle: 'monthly', anchorOn: '2026-11-01' }],
    {
      startsOn: '2026-11-01',
    },
  );
  await takeIn(
    db(),
    'usage',
    `${heads}\nA-${counter},${number},FLY-ASH,2026-11-05,2\nB-${counter},${number},FLY-ASH,2026-11-20,3`,
  );
  await billed(db(), runUpTo('2026-11-30', { filter: { customerIds: [customerId] } }));
  const on = async (day: string) => {
    const { rows } = await unbilledByPeriod(db(), plainDate(day));
    return rows
      .filter(({ customerNumber }) => customerNumber === number)
      .map(({ fromOn, quantity, valueMinor, records }) => ({ fromOn, quantity, valueMinor, records }));
  };
  expect(await on('2026-11-04')).toEqual([]);
  expect(await on('2026-11-10')).toEqual([{ fromOn: '2026-11-01', quantity: '2', valueMinor: 8_400n, records: 1 }]);
  expect(await on('2026-11-29')).toEqual([{ fromOn: '2026-11-01', quantity: '5', valueMinor: 21_000n, records: 2 }]);
  expect(await on('2026-12-31')).toEqual([]);
});

it('usage of a running period is shown and not due; usage without a price says so', async () => {
  await agree(
    owner(),
    customerId,
    [{ product: 'FLY-ASH', description: 'Fly ash', cycle: 'monthly', anchorOn: '2026-11-01' }],
    {
      startsOn: '2026-11-01',
    },
  );
  await takeIn(db(), 'usage', `${heads}\nR-${counter},${number},FLY-ASH,2026-12-05,2`);
  const [running] = await unbilled(db(), { asOf, customerId });
  expect(running).toMatchObject({
    isDue: false,
    period: { fromOn: '2026-12-01', toOn: '2026-12-31' },
    valueMinor: 8_400n,
  });
  expect(draftingOf([running as NonNullable<typeof running>], asOf, 'en-GB')).toBe(null);
});

it('only what was chosen is drafted; the rest of the same period comes later, and together they cost what they would at once', async () => {
  const tiers = [
    { upTo: '10', unitPrice: '40' },
    { upTo: null, unitPrice: '30' },
  ];
  const line = { description: 'Fly ash', cycle: 'monthly', anchorOn: '2026-11-01' } as const;
  const rent = { product: 'RENT', unit: 'pcs', description: 'Rent', quantity: '1', price: perUnit('500') } as const;
  await agree(
    owner(),
    customerId,
    [
      { ...line, product: 'FLY-ASH', price: { kind: 'tiered', tiers } },
      { ...rent, cycle: 'monthly', anchorOn: '2026-11-01' },
    ],
    { startsOn: '2026-11-01' },
  );
  const row = (nth: number, quantity: string) => `P-${counter}-${nth},${number},FLY-ASH,2026-11-0${nth},${quantity}`;
  await takeIn(db(), 'usage', [heads, row(1, '8'), row(2, '6'), row(3, '4')].join('\n'));
  const board = await unbilled(db(), { asOf, customerId });
  expect(board).toHaveLength(3);
  const middle = board.filter(({ reference }) => reference === `P-${counter}-2`);
  const input = draftingOf(middle, asOf, 'en-GB');
  expect(input?.filter.usageIds).toEqual(middle.map(({ id }) => id));
  await billed(db(), input as NonNullable<typeof input>);
  // Six at the price of the first tier; no rent, though its month is over too.
  expect((await linesOf(owner(), customerId)).map(({ quantity, net }) => [quantity, net])).toEqual([['6', '24000']]);
  expect((await unbilled(db(), { asOf, customerId })).map(({ reference }) => reference)).toEqual([
    `P-${counter}-1`,
    `P-${counter}-3`,
  ]);
  await billed(db(), runUpTo('2026-11-30', { filter: { customerIds: [customerId] } }));
  // Eighteen in all: ten at 40 and eight at 30, less the 240 that were billed.
  const rest = (await linesOf(owner(), customerId)).slice(1);
  expect(rest.map(({ quantity, net }) => [quantity, net]).sort()).toEqual([
    ['1', '50000'],
    ['12', '40000'],
  ]);
});

it('an order waits until its quantity is delivered, and each delivery names it', async () => {
  await agree(
    owner(),
    customerId,
    [{ product: 'FLY-ASH', description: 'Fly ash', cycle: 'monthly', anchorOn: '2026-11-01' }],
    {
      startsOn: '2026-11-01',
    },
  );
  const orders = `number,customer,product,date,quantity\nO-${counter}a,${number},FLY-ASH,2026-11-02,10\nO-${counter}b,${number},FLY-ASH,2026-11-03,`;
  expect(await takeIn(db(), 'orders', orders)).toMatchObject({ ok: true, added: 2 });
  expect(await takeIn(db(), 'orders', orders)).toMatchObject({ ok: true, added: 0, known: 2 });
  expect(await takeIn(db(), 'orders', orders.replace(',10', ',11'))).toMatchObject({
    ok: false,
    problems: [{ row: 2, field: 'number' }],
  });
  const waits = async () =>
    (await waitingOrders(db(), { asOf, customerId, limit: 10 })).map((order) => [order.number, order.delivered]);
  expect(await waits()).toEqual([
    [`O-${counter}a`, '0'],
    [`O-${counter}b`, '0'],
  ]);
  const delivered = (nth: number, quantity: string, order: string) =>
    `D-${counter}-${nth},${number},FLY-ASH,2026-11-06,${quantity},O-${counter}${order}`;
  await takeIn(db(), 'usage', [`${heads},order`, delivered(1, '4', 'a'), delivered(2, '1', 'b')].join('\n'));
  expect(await waits()).toEqual([[`O-${counter}a`, '4']]);
  await takeIn(db(), 'usage', [`${heads},order`, delivered(3, '6', 'a')].join('\n'));
  expect(await waits()).toEqual([]);
});

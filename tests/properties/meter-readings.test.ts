import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { decimal } from '#app/kernel/decimal.ts';
import { addDays, plainDate } from '#app/kernel/plain-date.ts';
import { addMeter } from '#app/modules/usage/commands/add-meter.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { plantContract } from '#tests/support/contracts.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, CLERK, on, setUpCompany } from '#tests/support/people.ts';
import { readMeters } from '#tests/support/usage.ts';

const database = useDatabase();
const START = plainDate('2026-01-01');
let lineId: string;
let counter = 0;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  lineId = (await plantContract(database.current.owner, await aCustomer(database.current.staff.db))).lineId;
});

async function aMeter(firstValue: number): Promise<string> {
  counter += 1;
  const code = `P-${counter}`;
  const dial = { digits: 5, multiplier: decimal('2.5'), firstValue: decimal(String(firstValue)) };
  const added = await inTransaction(database.current.staff.db, (tx) =>
    addMeter(tx, CLERK, { contractLineId: lineId, code, startsOn: START, ...dial }, on('2026-01-02')),
  );
  expect(added.ok).toBe(true);
  return code;
}

/** What is recorded for a meter by day, corrections counted in. */
async function quantities(code: string): Promise<[string, string][]> {
  const { rows } = await database.current.owner.pool.query<{ day: string; quantity: string }>(
    `select u.occurred_on as day, trim_scale(sum(u.quantity))::text as quantity from usage_records u
      join meter_readings r on r.id = u.reading_id join meters m on m.id = r.meter_id where m.code = $1
      group by 1 having sum(u.quantity) <> 0 order by 1`,
    [code],
  );
  return rows.map(({ day, quantity }) => [day, quantity]);
}

/** A true history of a dial, estimates beside it, and two ways in which it reaches us: cut in files, shuffled, some twice. */
const histories = fc
  .record({
    first: fc.integer({ min: 0, max: 99_999 }),
    uses: fc.array(fc.integer({ min: 0, max: 4_000 }), { minLength: 1, maxLength: 6 }),
    guesses: fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 5 }),
  })
  .chain(({ first, uses, guesses }) => {
    let total = first;
    const readings = uses.map((use, at) => {
      total += use;
      return { day: (at + 1) * 10, value: total % 100_000, kind: 'actual' as const };
    });
    const estimates = guesses.map((more, at) => ({
      day: 3 + at * 13,
      value: (first + more) % 100_000,
      kind: 'estimate' as const,
    }));
    const all = [...readings, ...estimates];
    const way = fc.tuple(
      fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
      fc.array(fc.constantFrom(...all), { maxLength: 4 }),
      fc.integer({ min: 1, max: 5 }),
    );
    return fc.record({
      first: fc.constant(first),
      used: fc.constant(total - first),
      lastDay: fc.constant(uses.length * 10),
      one: way,
      other: way,
    });
  });

type Told = { day: number; value: number; kind: 'actual' | 'estimate' };

async function tell(code: string, [order, again, size]: readonly [Told[], Told[], number]): Promise<void> {
  const all = [...order, ...again];
  for (let at = 0; at < all.length; at += size) {
    const part = all
      .slice(at, at + size)
      .map(({ day, value, kind }) => [code, addDays(START, day), String(value), kind] as const);
    // An estimate that a later reading has overtaken may be refused; actual readings never are.
    const answer = await readMeters(
      database.current.staff.db,
      part.map((one) => [...one]),
    );
    if (answer.ok) continue;
    for (const one of part) {
      const alone = await readMeters(database.current.staff.db, [[...one]]);
      if (one[3] === 'actual') expect(alone.ok).toBe(true);
    }
  }
}

test('readings in any order, in any files and any number of times give the same quantities', async () => {
  await fc.assert(
    fc.asyncProperty(histories, async ({ first, one, other }) => {
      const [a, b] = [await aMeter(first), await aMeter(first)];
      await tell(a, one);
      await tell(b, other);
      expect(await quantities(a)).toEqual(await quantities(b));
    }),
    { numRuns: 25 },
  );
});

test('estimates replaced by readings end at the true difference', async () => {
  await fc.assert(
    fc.asyncProperty(histories, async ({ first, used, lastDay, one }) => {
      const code = await aMeter(first);
      await tell(code, one);
      const upTo = (await quantities(code)).filter(([day]) => day <= addDays(START, lastDay));
      const sum = upTo.reduce((total, [, quantity]) => total + Number(quantity), 0);
      expect(sum).toBeCloseTo(used * 2.5, 6);
    }),
    { numRuns: 25 },
  );
});

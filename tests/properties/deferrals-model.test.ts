import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { currency } from '#app/kernel/money.ts';
import { addDays, later, plainDate } from '#app/kernel/plain-date.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { getCorrected } from '#app/modules/invoicing/queries/get-corrected.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import {
  billedOn,
  creditOn,
  creditsWithoutLimit,
  inAdvance,
  onAccount,
  releasedThrough,
} from '#tests/support/deferring.ts';
import { aCustomer, aUser, issue, setUpCompany } from '#tests/support/people.ts';

// Invariants 088 and 089 are proved over everything this made, at the end of the file.
const database = useDatabase();
const db = () => database.current.staff.db;
let customerId: string;
let manager: Actor;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  await creditsWithoutLimit(database.current.owner.db);
  customerId = await aCustomer(db());
  const id = await aUser(db(), { email: 'manager@calder.example', role: 'manager' });
  manager = { kind: 'staff', id, name: 'Manager', requestId: 'test', role: 'manager' };
});

const START = plainDate('2026-01-01');
const price = fc
  .bigInt({ min: 1n, max: 9_999_999n })
  .map((minor) => `${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`);
const aLine = fc.record({
  price,
  from: fc.integer({ min: -60, max: 120 }),
  days: fc.integer({ min: 0, max: 500 }),
  deferred: fc.boolean(),
  taxCode: fc.constantFrom('S20', 'Z'),
});
const aStep = fc.record({
  afterDays: fc.integer({ min: 0, max: 120 }),
  what: fc.constantFrom('release', 'credit-line', 'credit-amount'),
  part: fc.integer({ min: 1, max: 100 }),
});

it('whatever is billed in advance, earned and credited in any order ends in exactly nothing on 2400, in the currency and in base', async () => {
  const story = fc.record({
    lines: fc.array(aLine, { minLength: 1, maxLength: 3 }),
    code: fc.constantFrom('GBP', 'USD', 'JPY', 'KWD'),
    steps: fc.array(aStep, { maxLength: 5 }),
    ending: fc.constantFrom('earned', 'credited'),
  });
  await fc.assert(
    fc.asyncProperty(story, async ({ lines, code, steps, ending }) => {
      const written = lines.map((one) => {
        const fromOn = addDays(START, one.from);
        const days = [fromOn, addDays(fromOn, one.days)] as const;
        const digits = code === 'JPY' ? String(one.price).split('.')[0]! : one.price;
        const line = inAdvance(digits === '0' ? '1' : digits, days, { taxCode: one.taxCode });
        return one.deferred ? line : { ...line, deferFromOn: undefined, deferToOn: undefined };
      });
      const { id } = await issue(db(), billedOn(customerId, START, written, currency(code)));
      let day = START;
      for (const step of steps) {
        day = addDays(day, step.afterDays);
        if (step.what === 'release') await releasedThrough(db(), day);
        else await creditSome(id, day, step);
      }
      if (ending === 'earned') await releasedThrough(db(), addDays(START, 1_000));
      else await creditOn(db(), manager, id, later(day, START));
      expect(await onAccount(db(), id, '2400')).toEqual({ minor: 0n, base: 0n });
      const end = (await getCorrected(db(), id))!;
      for (const { deferral } of end.lines) expect(deferral?.leftMinor ?? 0n).toBe(0n);
      if (end.creditedGrossMinor === end.grossMinor)
        for (const account of ['4040', '2200'])
          expect(await onAccount(db(), id, account)).toEqual({ minor: 0n, base: 0n });
    }),
    { numRuns: 40 },
  );
});

/** Credits a part of a line or of the whole; where nothing is left of it the credit is refused, which is fine. */
async function creditSome(
  invoiceId: string,
  day: string,
  { what, part }: { what: string; part: number },
): Promise<void> {
  const of = (await getCorrected(db(), invoiceId))!;
  const share = (minor: bigint) => (minor * BigInt(part)) / 100n;
  const line = of.lines[part % of.lines.length]!;
  const choice =
    what === 'credit-line'
      ? {
          kind: 'lines' as const,
          lines: [{ lineNo: line.lineNo, netMinor: share(line.netMinor - line.creditedMinor) }],
        }
      : { kind: 'amount' as const, grossMinor: share(of.grossMinor - of.creditedGrossMinor) };
  const credited = await creditOn(db(), manager, invoiceId, day, { choice });
  if (!credited.ok)
    expect(['amount-not-positive', 'nothing-left', 'more-than-line-left']).toContain(credited.refusal.code);
}

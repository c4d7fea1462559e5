import { expect, test } from 'vitest';
import { netWithin, surchargeOf } from './surcharge-of.ts';

const setting = { isOn: true, percentBp: 150, fixedMinor: '20', taxCode: 'S20' };

test('a share, a fixed part, and tax once on both', () => {
  const shown = surchargeOf(setting, { method: 'card', ofMinor: 61_250n, taxRateBp: 2_000 });
  // 612.50 × 1.5 % is 9.1875, so 9.19; with 0.20 it is 9.39, and 20 % of that 1.878, so 1.88.
  expect(shown).toMatchObject({ netMinor: 939n, taxMinor: 188n, grossMinor: 1_127n });
});

test('nothing where it is switched off, where nothing is paid, and where it rounds to nothing', () => {
  const of = { method: 'card', ofMinor: 100n, taxRateBp: 2_000 } as const;
  expect(surchargeOf({ ...setting, isOn: false }, of)).toBeNull();
  expect(surchargeOf(setting, { ...of, ofMinor: 0n })).toBeNull();
  expect(surchargeOf({ ...setting, percentBp: 10, fixedMinor: '0' }, of)).toBeNull();
  expect(surchargeOf(null, of)).toBeNull();
});

test('at any rate the net of a gross comes to it, or to one minor unit less', () => {
  for (const rate of [0, 500, 600, 1_750, 2_000, 2_500, 10_000])
    for (let gross = 1n; gross < 400n; gross += 1n) {
      const net = netWithin(gross, rate);
      const total = net + (net * BigInt(rate) + 5_000n) / 10_000n;
      expect(gross - total, `${gross} at ${rate}`).toBeGreaterThanOrEqual(0n);
      expect(gross - total, `${gross} at ${rate}`).toBeLessThanOrEqual(1n);
    }
});

import { divideHalfUp } from '#app/kernel/money.ts';
import type { Surcharge } from '#app/modules/company/types.ts';
import type { SurchargeShown } from '../types.ts';

const BASIS_POINTS = 10_000n;

/**
 * What paying `ofMinor` this way costs on top: the share, rounded half away from zero, and the fixed part, with tax once on
 * their sum, as the debit note will reckon it. Null where nothing is charged. Minor units.
 */
export function surchargeOf(
  setting: Surcharge | null,
  { method, ofMinor, taxRateBp }: { method: SurchargeShown['method']; ofMinor: bigint; taxRateBp: number },
): SurchargeShown | null {
  if (!setting?.isOn || ofMinor <= 0n) return null;
  const netMinor = divideHalfUp(ofMinor * BigInt(setting.percentBp), BASIS_POINTS) + BigInt(setting.fixedMinor);
  if (netMinor <= 0n) return null;
  const taxMinor = divideHalfUp(netMinor * BigInt(taxRateBp), BASIS_POINTS);
  return { method, ofMinor, netMinor, taxMinor, grossMinor: netMinor + taxMinor, taxCode: setting.taxCode, taxRateBp };
}

/**
 * The net amount whose gross at another rate of tax comes nearest to what was shown and not above it. Not every gross can be
 * reached at every rate: then it is a single minor unit less.
 */
export function netWithin(grossMinor: bigint, taxRateBp: number): bigint {
  const rate = BigInt(taxRateBp);
  const grossOf = (net: bigint) => net + divideHalfUp(net * rate, BASIS_POINTS);
  let net = (grossMinor * BASIS_POINTS) / (BASIS_POINTS + rate) + 1n;
  while (grossOf(net) > grossMinor) net -= 1n;
  return net;
}

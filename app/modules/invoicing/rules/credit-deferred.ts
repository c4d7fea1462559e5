import { deferredBase } from '#app/kernel/deferral.ts';
import type { CreditLine } from '../types.ts';
import type { Corrected, LineDeferral } from './corrected.ts';

/**
 * The lines of a credit note with what each takes from 2400: what is not earned yet goes first, as far as the credit goes;
 * what was earned already comes out of revenue. Base follows the currency amount in proportion, so that both end at nothing
 * together.
 */
export function withDeferred(of: Corrected, lines: readonly CreditLine[]): CreditLine[] {
  return lines.map((line) => {
    const deferral = of.lines.find(({ lineNo }) => lineNo === line.correctsLineNo)?.deferral;
    if (!deferral || deferral.leftMinor === 0n) return line;
    const minor = sizeOf(line.netMinor) < sizeOf(deferral.leftMinor) ? line.netMinor : deferral.leftMinor;
    return { ...line, deferred: { minor, baseMinor: baseOf(deferral, minor) } };
  });
}

const sizeOf = (minor: bigint): bigint => (minor < 0n ? -minor : minor);

function baseOf({ amountMinor, baseMinor, leftMinor }: LineDeferral, takenMinor: bigint): bigint {
  const of = { amount: amountMinor, base: baseMinor };
  const goneMinor = amountMinor - leftMinor;
  return deferredBase(goneMinor + takenMinor, of) - deferredBase(goneMinor, of);
}

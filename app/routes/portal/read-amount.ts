import { type Currency, parseMoney } from '#app/kernel/money.ts';

export type ReadAmount = { minor: bigint } | { error: string };

/** An amount above zero as it was typed, in minor units, or what to enter instead. */
export function readAmount(text: string, currency: Currency): ReadAmount {
  const parsed = parseMoney(text, currency);
  if (!parsed.ok) {
    if (parsed.refusal === 'too-many-decimals')
      return { error: `${currency} has fewer decimals than that. Enter an amount like 1,240.00.` };
    return {
      error:
        parsed.refusal === 'out-of-range' ? 'This is more than one payment can be.' : 'Enter an amount like 1,240.00.',
    };
  }
  return parsed.value > 0n ? { minor: parsed.value } : { error: 'Enter an amount above zero, or untick the invoice.' };
}

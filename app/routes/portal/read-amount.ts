import { formatMoney } from '#app/kernel/format-money.ts';
import { type Currency, money, parseMoney } from '#app/kernel/money.ts';

export type ReadAmount = { minor: bigint } | { error: string };

/** An amount as it was typed, in minor units, or what to enter instead. `mostMinor` is what is left to pay there. */
export function readAmount(
  text: string,
  currency: Currency,
  limits: { mostMinor?: bigint; locale: string },
): ReadAmount {
  const parsed = parseMoney(text, currency);
  if (!parsed.ok) {
    if (parsed.refusal === 'too-many-decimals')
      return { error: `${currency} has fewer decimals than that. Enter an amount like 1,240.00.` };
    return {
      error:
        parsed.refusal === 'out-of-range' ? 'This is more than one payment can be.' : 'Enter an amount like 1,240.00.',
    };
  }
  if (parsed.value <= 0n) return { error: 'Enter an amount above zero, or untick the invoice.' };
  if (limits.mostMinor !== undefined && parsed.value > limits.mostMinor) {
    const most = formatMoney(money(limits.mostMinor, currency), limits.locale);
    return { error: `Only ${most} is left to pay here. Pay that, and put the rest under “Pay something on account”.` };
  }
  return { minor: parsed.value };
}

import { type Currency, money } from '#app/kernel/money.ts';
import type { PriceStep } from '#app/kernel/pricing/price-scheme.ts';
import { RunningSum } from '#app/ui/running-sum.tsx';
import { stepWords } from './scheme-words.ts';

type PriceStepsProps = {
  steps: readonly PriceStep[];
  netMinor: bigint;
  currency: Currency;
  unit: string;
  caption: string;
};

/** How a quantity becomes an amount, step by step; the steps sum to the total exactly. */
export function PriceSteps({ steps, netMinor, currency, unit, caption }: PriceStepsProps) {
  return (
    <RunningSum
      caption={caption}
      style="bare"
      rows={[
        ...steps.map((step, index) => ({
          key: String(index),
          ...stepWords(step, { currency, unit }),
          money: money(step.amountMinor, currency),
        })),
        { key: 'total', label: `Net, ${currency}`, money: money(netMinor, currency), kind: 'total' as const },
      ]}
    />
  );
}

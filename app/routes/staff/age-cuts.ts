import { type Currency, money } from '#app/kernel/money.ts';
import type { AgeCut } from '#app/ui/ageing-strip.tsx';

export const AGE_HEADS = ['Not due', '1 to 30', '31 to 60', '61 to 90', 'Over 90'] as const;
export const AGE_LABELS = ['Not due', '1 to 30 days', '31 to 60 days', '61 to 90 days', 'Over 90 days'] as const;

type Aged = {
  currency: Currency;
  notDueMinor: bigint;
  d1to30Minor: bigint;
  d31to60Minor: bigint;
  d61to90Minor: bigint;
  over90Minor: bigint;
};

/** The five cuts of one currency's ageing, in their order. */
export function ageCuts(row: Aged, labels: readonly string[] = AGE_HEADS): AgeCut[] {
  return [row.notDueMinor, row.d1to30Minor, row.d31to60Minor, row.d61to90Minor, row.over90Minor].map((minor, age) => ({
    label: labels[age] ?? '',
    money: money(minor, row.currency),
  }));
}

import { type Currency, money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { AgeCut } from '#app/ui/ageing-strip.tsx';
import { postingsPath } from './figure-link.tsx';

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

const AGE_PARTS = ['not-due', '1-30', '31-60', '61-90', 'over-90'] as const;

/** The five cuts of one currency's ageing, in their order, each opening to what makes it. */
export function ageCuts(
  row: Aged,
  at: { asOf: PlainDate; customerId?: string },
  labels: readonly string[] = AGE_HEADS,
): AgeCut[] {
  return [row.notDueMinor, row.d1to30Minor, row.d31to60Minor, row.d61to90Minor, row.over90Minor].map((minor, age) => ({
    label: labels[age] ?? '',
    money: money(minor, row.currency),
    ...(minor === 0n ? {} : { href: postingsPath({ ...at, currency: row.currency, part: AGE_PARTS[age] ?? 'all' }) }),
  }));
}

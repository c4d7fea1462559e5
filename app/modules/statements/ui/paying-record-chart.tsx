import { formatMoney } from '#app/kernel/format-money.ts';
import { dateFormat } from '#app/kernel/kept-formats.ts';
import { type Currency, divideHalfUp, minorDigits, money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { type Bar, BarChart } from '#app/ui/bar-chart.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import type { MonthPaid, PayingRecord } from '../types.ts';

const monthName = (month: PlainDate, locale: string, withYear: boolean): string => {
  const [year, number] = month.split('-').map(Number);
  const format = dateFormat(locale, {
    timeZone: 'UTC',
    month: 'short',
    ...(withYear ? { year: 'numeric' } : {}),
  });
  return format.format(Date.UTC(year!, number! - 1, 1)).replace('Sept', 'Sep');
};

/** Twelve months of billed against paid. The title says what they show; the exact figures are one click away. */
export function PayingRecordChart({ record, several }: { record: PayingRecord; several: boolean }) {
  const locale = useLocale();
  const { currency, months, bills, onTime } = record;
  const exact = (minor: bigint) => formatMoney(money(minor, currency), locale);
  const { words: unitWords, inUnit } = unitOf(months, currency);
  const bars: Bar[] = months.map((one) => ({
    label: monthName(one.month, locale, false),
    longLabel: monthName(one.month, locale, true),
    settled: Number(one.settledMinor),
    open: Number(one.billedMinor - one.settledMinor),
    text: one.billedMinor === 0n ? '' : inUnit(one.billedMinor),
    strong: one.billedMinor !== one.settledMinor,
  }));
  const title = bills === 0 ? 'What we billed in twelve months' : `You have paid ${onTime} of ${bills} bills on time`;
  return (
    <section className="gap-part">
      <BarChart
        title={several ? `${title}, ${currency}` : title}
        summary={`Billed each month in ${unitWords}${currency}, and how much of it is settled.`}
        legend={[
          { text: 'Settled', kind: 'settled' },
          { text: 'Left to pay', kind: 'open' },
        ]}
        bars={bars}
        table={{ heads: ['Month', 'Billed', 'Settled'], rows: months.map((one) => rowOf(one, locale, exact)) }}
      />
    </section>
  );
}

/**
 * The figure above a bar is short (twelve stand side by side on a phone): in thousands once the largest month has five
 * digits. The exact amounts stand in the table.
 */
function unitOf(months: readonly MonthPaid[], currency: Currency) {
  const major = 10n ** BigInt(minorDigits(currency));
  const largest = months.reduce((most, one) => (one.billedMinor > most ? one.billedMinor : most), 0n) / major;
  const unit = largest >= 10_000_000n ? 1_000_000n : largest >= 10_000n ? 1_000n : 1n;
  const words = { 1000000: 'million ', 1000: 'thousand ', 1: '' }[Number(unit) as 1 | 1000 | 1000000];
  const inUnit = (minor: bigint): string => {
    const tenths = divideHalfUp(minor * 10n, major * unit);
    return tenths < 100n && unit > 1n
      ? `${tenths / 10n}.${tenths % 10n}`
      : divideHalfUp(minor, major * unit).toString();
  };
  return { words, inUnit };
}

const rowOf = (one: MonthPaid, locale: string, exact: (minor: bigint) => string): string[] => [
  monthName(one.month, locale, true),
  exact(one.billedMinor),
  exact(one.settledMinor),
];

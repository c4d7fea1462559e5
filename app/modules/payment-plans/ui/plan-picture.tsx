import { formatDate, formatDateWithWeekday } from '#app/kernel/format-date.ts';
import { formatMoney } from '#app/kernel/format-money.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import { daysBetween, type PlainDate } from '#app/kernel/plain-date.ts';
import { useLocale } from '#app/ui/locale.tsx';
import { Stairs } from '#app/ui/stairs.tsx';
import type { Instalment } from '../types.ts';

type PictureProps = { schedule: readonly Instalment[]; currency: Currency; today: PlainDate };

/** When one is free of the debt: the finding in the title, what is left after each payment as steps. */
export function PlanPicture({ schedule, currency, today }: PictureProps) {
  const locale = useLocale();
  const last = schedule.at(-1);
  if (!last) return null;
  const amount = (minor: bigint) => formatMoney(money(minor, currency), locale);
  const total = schedule.reduce((sum, one) => sum + one.amountMinor, 0n);
  const days = Math.max(1, daysBetween(today, last.dueOn));
  let left = total;
  const stairs = schedule.map((one) => {
    left -= one.amountMinor;
    return {
      along: Math.max(0, daysBetween(today, one.dueOn)) / days,
      left: Number((left * 10_000n) / total) / 10_000,
      day: formatDate(one.dueOn, locale).replace(/\s+\d{4}$/, ''),
      amount: amount(left),
    };
  });
  return (
    <Stairs
      title={`You would owe nothing of it from ${formatDateWithWeekday(last.dueOn, locale)}`}
      summary={`${paymentsWords(schedule, amount)}. The line is what is still left after each one.`}
      start={amount(total)}
      stairs={stairs}
    />
  );
}

/** "4 payments of £310.00", or how the first differs. */
export function paymentsWords(schedule: readonly Instalment[], amount: (minor: bigint) => string): string {
  const [first, second] = schedule;
  if (!first || !second) return `1 payment of ${first ? amount(first.amountMinor) : ''}`;
  // Parts that cannot be equal differ by one minor unit.
  const isEven = schedule.every(
    (one) => first.amountMinor - one.amountMinor <= 1n && one.amountMinor <= first.amountMinor,
  );
  if (isEven && schedule.some((one) => one.amountMinor !== first.amountMinor))
    return `${schedule.length} payments of about ${amount(first.amountMinor)}`;
  const rest = schedule.slice(1);
  const same = rest.every((one) => one.amountMinor === second.amountMinor);
  if (same && first.amountMinor === second.amountMinor)
    return `${schedule.length} payments of ${amount(first.amountMinor)}`;
  const others = same ? `of ${amount(second.amountMinor)}` : `of about ${amount(second.amountMinor)}`;
  return `${amount(first.amountMinor)} first, then ${rest.length} ${rest.length === 1 ? 'payment' : 'payments'} ${others}`;
}

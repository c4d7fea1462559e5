import type { Cycle } from '#app/kernel/billing-periods.ts';
import { numberFormat } from '#app/kernel/kept-formats.ts';
import type { Tone } from '#app/ui/badge.tsx';
import type { IconName } from '#app/ui/icon.tsx';
import type { BiggestChange } from '../rules/biggest-change.ts';
import type { DraftState, LeftOutWhy, RunChange, RunProgress, RunState, RunTotal } from '../types.ts';

export const CYCLE_WORDS: Readonly<Record<Cycle, string>> = {
  weekly: 'weekly',
  fortnightly: 'fortnightly',
  four_weekly: 'every four weeks',
  monthly: 'monthly',
  quarterly: 'quarterly',
  annual: 'annual',
};
export const cycleWords = (cycles: readonly Cycle[]): string => cycles.map((cycle) => CYCLE_WORDS[cycle]).join(', ');

export const RUN_STATE_BADGES: Readonly<Record<RunState, { tone: Tone; icon: IconName; text: string }>> = {
  drafting: { tone: 'info', icon: 'clock', text: 'Being previewed' },
  previewed: { tone: 'warn', icon: 'info', text: 'Previewed, not issued' },
  reviewed: { tone: 'info', icon: 'check-round', text: 'Reviewed, not issued' },
  issuing: { tone: 'info', icon: 'clock', text: 'Being issued' },
  paused: { tone: 'warn', icon: 'clock', text: 'Paused' },
  cancelled: { tone: 'neutral', icon: 'slash', text: 'Cancelled' },
  issued: { tone: 'positive', icon: 'check', text: 'Issued' },
};

export const DRAFT_STATE_BADGES: Readonly<Record<DraftState, { tone: Tone; icon: IconName; text: string }>> = {
  ready: { tone: 'info', icon: 'check', text: 'Will be issued' },
  blocked: { tone: 'danger', icon: 'block', text: 'Left out until fixed' },
  left_out: { tone: 'neutral', icon: 'slash', text: 'Left out' },
  issued: { tone: 'positive', icon: 'check', text: 'Issued' },
};

export const LEFT_OUT_WORDS: Readonly<Record<LeftOutWhy, string>> = {
  zero: 'Nothing in it costs anything; it is settled without an invoice.',
  negative: 'It comes to nothing or less; its amounts come with the next run.',
  by_hand: 'Left out by hand; what it holds comes with the next run.',
  billed_meanwhile: 'Another run has billed part of it meanwhile; the rest comes with the next run.',
};

const CHANGED: Readonly<Record<RunChange['what'], readonly [string, string]>> = {
  customers: ['one customer, contract or ticket', 'customers, contracts or tickets'],
  prices: ['one price', 'prices'],
  products: ['one product', 'products'],
  common: ['taxes or exchange rates', 'taxes or exchange rates'],
};

/** "2 prices and one customer, contract or ticket" */
export const changesWords = (changes: readonly RunChange[]): string =>
  changes
    .map(({ what, count }) => (count === 1 || what === 'common' ? CHANGED[what][0] : `${count} ${CHANGED[what][1]}`))
    .join(' and ');

/** Tenths of a per cent, rounded half up, or null against nothing. */
export function changeTenths(now: bigint, last: bigint | null): bigint | null {
  if (last === null || last === 0n) return null;
  const size = last < 0n ? -last : last;
  const scaled = (now - last) * 1000n;
  return scaled >= 0n ? (scaled * 2n + size) / (size * 2n) : -((-scaled * 2n + size) / (size * 2n));
}

export function changeText(tenths: bigint | null): string {
  if (tenths === null) return 'new';
  const size = tenths < 0n ? -tenths : tenths;
  return `${tenths < 0n ? '-' : '+'}${size / 10n}.${size % 10n} %`;
}

/** From here on a product's change is worth naming, in tenths of a per cent. */
const NOTABLE_TENTHS = 50n;
export const isNotable = (tenths: bigint | null): boolean =>
  tenths === null || tenths >= NOTABLE_TENTHS || tenths <= -NOTABLE_TENTHS;
const NAMED_MAX = 3;

/** The finding over the totals: how many invoices against last time, and which products moved. */
export function totalsTitle(
  count: number,
  last: { count: number; name: string } | null,
  totals: readonly RunTotal[],
): string {
  const invoices = `${count} ${count === 1 ? 'invoice' : 'invoices'}`;
  if (!last) return `${invoices}; there is no earlier run of these cycles to compare with`;
  const differs = count - last.count;
  const against =
    differs === 0
      ? `as many as ${last.name}`
      : `${Math.abs(differs)} ${differs > 0 ? 'more' : 'fewer'} than ${last.name}`;
  const moved = totals
    .map((total) => ({ total, tenths: changeTenths(total.netMinor, total.lastNetMinor) }))
    .filter(({ tenths }) => isNotable(tenths));
  if (moved.length === 0) return `${invoices}, ${against}. Each product is as usual.`;
  const named = moved.slice(0, NAMED_MAX).map(({ total, tenths }) => {
    if (tenths === null) return `${total.productName} is new`;
    return `${total.productName} is ${tenths > 0n ? 'up' : 'down'} ${changeText(tenths).slice(1)}`;
  });
  const rest = moved.length === totals.length ? '' : '; the rest is as usual';
  return `${invoices}, ${against}. ${named.join(', ')}${moved.length > NAMED_MAX ? ', and more' : rest}.`;
}

/** Why a customer's total moved, as far as the lines tell. */
export function changeWhy({ lastMinor, nowMinor, linesNew, linesGone, usageNow, usageLast }: BiggestChange): string {
  if (lastMinor === null) return 'Not billed last time';
  if (nowMinor === null) return 'Nothing to bill this time';
  const said: string[] = [];
  if (usageNow !== usageLast) said.push(`${usageNow} deliveries or readings, was ${usageLast}`);
  if (linesNew > 0) said.push(linesNew === 1 ? 'one line is new' : `${linesNew} lines are new`);
  if (linesGone > 0) said.push(linesGone === 1 ? 'one line is not billed' : `${linesGone} lines are not billed`);
  return said.length > 0 ? said.join('; ') : 'Other quantities or prices on the same lines';
}

const MINUTE = 60;

/** "612 of 1,277, 340 a second, about 2 seconds left" */
export function progressWords({ done, of, rate, secondsLeft }: RunProgress, what: string, locale: string): string {
  const number = numberFormat(locale, { maximumFractionDigits: 1, numberingSystem: 'latn' });
  const said = [`${number.format(done)} of ${number.format(of)} ${what}`];
  if (rate !== null && done < of) said.push(`${number.format(rate)} a second`);
  if (secondsLeft !== null && done < of)
    said.push(
      secondsLeft < MINUTE * 2
        ? `about ${number.format(secondsLeft)} seconds left`
        : `about ${number.format(Math.ceil(secondsLeft / MINUTE))} minutes left`,
    );
  return said.join(', ');
}

/** A digest as people compare it: its first and last four characters. */
export const shortDigest = (digest: string): string => `${digest.slice(0, 4)}·${digest.slice(-4)}`;

import {
  addDays,
  addMonthsClamped,
  daysBetween,
  type PlainDate,
  plainDate,
  startOfMonth,
} from '#app/kernel/plain-date.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Db } from '#app/platform/db/pools.server.ts';

/** What a history of commands should leave behind, by nothing but sums. Days count from the first of the history's year. */
export type Item = { id: string; amount: bigint; left: bigint; day: number; paymentId?: string; invoiceId?: string };
/** `fixed`: of a document that only its own command could take back. */
export type Link = { id: string; credit: Item; debit: Item; amount: bigint; day: number; fixed?: true };
export type Model = {
  db: Db;
  /** Does alone whatever can be done alone. */
  maker: Actor;
  /** Does nothing alone: asks, and somebody else decides. */
  asker: Actor;
  /** Decides what was asked, by anybody but themself. */
  decider: Actor;
  /** An approved account of the customer's, for money that goes back. */
  bankAccountId: string;
  /** Histories share a calendar, and a month that one closed is closed for all: each has a year of its own. */
  year: number;
  customerId: string;
  debits: Item[];
  credits: Item[];
  links: Link[];
  holds: { id: string; item: Item; amount: bigint }[];
  /** Gross credited by notes, by invoice. */
  credited: Map<string, bigint>;
  /** The day after the last month that was closed. */
  openFrom: number;
  /** First days of the months before that one which were opened again. */
  reopened: Set<PlainDate>;
  /** Asked for and not decided: each knows what it does when it is approved. */
  waiting: Waiting[];
  refunds: { id: string; amount: bigint; day: number; step: 'approved' | 'sent' | 'paid' | 'ended' }[];
  writeOffs: { id: string; amount: bigint; left: bigint; day: number }[];
};
export type Waiting = {
  approvalId: string;
  what: string;
  /** Whether it can still be done by now. */
  fits: () => boolean;
  /** Does it to the model. */
  done: () => Promise<void> | void;
};
export type Step = (model: Model) => Promise<void>;

/** After every undoing of the model, so that spending in full is always possible. */
export const SPEND_DAY = 700;
/** What follows something else is dated no later than this. */
const LAST_DAY = 690;
export const after = (day: number, more: number): number => Math.min(day + more, LAST_DAY);
/** When people ask and decide: after everything. */
export const DESK_DAY = 1_200;
export const dayOf = (model: Model, day: number): PlainDate => addDays(plainDate(`${model.year}-01-01`), day);
export const isClosed = (model: Model, day: number): boolean =>
  day < model.openFrom && !model.reopened.has(startOfMonth(dayOf(model, day)));

/** The day itself, or the first of the next open month. */
export function firstOpen(model: Model, day: number): number {
  let at = day;
  while (isClosed(model, at)) {
    const next = addMonthsClamped(startOfMonth(dayOf(model, at)), 1);
    at = daysBetween(dayOf(model, 0), next);
  }
  return at;
}
export const pick = <T>(list: readonly T[], n: number): T | undefined =>
  list.length > 0 ? list[n % list.length] : undefined;

/** Changes with every command that did something: what each kind of command did is counted by it. */
export const stateOf = (model: Model): string =>
  [
    ...[model.debits.length, model.credits.length, model.links.length, model.openFrom, model.waiting.length],
    ...[...model.reopened, ...model.holds.map(({ id }) => id), ...model.refunds.map(({ id, step }) => id + step)],
  ].join(' ');

/** Whether so much may be settled on a day: what is left is enough, and so is it at every date from then on. */
export const fitsOn = (model: Model, item: Item, amount: bigint, day: number): boolean =>
  !isClosed(model, day) && day >= item.day && amount <= item.left && amount <= room(model, item, day);

/** Settles part of an item against one that a document of its own made, which has nothing left; `id` is that item's. */
export function settle(model: Model, item: Item, of: { id: string; amount: bigint; day: number }): void {
  item.left -= of.amount;
  const other: Item = { id: of.id, amount: of.amount, left: 0n, day: of.day };
  const isDebit = model.debits.includes(item);
  const pair = isDebit ? { debit: item, credit: other } : { credit: item, debit: other };
  model.links.push({ ...of, ...pair, fixed: true });
}

/** The largest amount that may still be taken on a day or after it, at any date from then on. */
export function room(model: Model, item: Item, day: number): bigint {
  let running = 0n;
  const moves = model.links.filter((link) => link.credit === item || link.debit === item).sort((a, b) => a.day - b.day);
  let highest = 0n;
  for (const days = [...new Set([day, ...moves.map((link) => link.day)])].sort((a, b) => a - b); days.length > 0; ) {
    const at = days.shift()!;
    running = moves.filter((link) => link.day <= at).reduce((total, link) => total + link.amount, 0n);
    if (at >= day && running > highest) highest = running;
  }
  return item.amount - highest;
}

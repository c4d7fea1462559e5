import { addDays, type PlainDate, plainDate } from '#app/kernel/plain-date.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Db } from '#app/platform/db/pools.server.ts';

/** What a history of commands should leave behind, by nothing but sums. Days count from the first of the history's year. */
export type Item = { id: string; amount: bigint; left: bigint; day: number; paymentId?: string; invoiceId?: string };
/** `fixed`: of a document that only its own command could take back. */
type Link = { id: string; credit: Item; debit: Item; amount: bigint; day: number; fixed?: true };
export type Model = {
  db: Db;
  maker: Actor;
  /** Histories share a calendar, and a month that one closed is closed for all: each has a year of its own. */
  year: number;
  customerId: string;
  debits: Item[];
  credits: Item[];
  links: Link[];
  holds: { id: string; item: Item; amount: bigint }[];
  /** Gross credited by notes, by invoice. */
  credited: Map<string, bigint>;
  /** The first day that is open. */
  openFrom: number;
};
export type Step = (model: Model) => Promise<void>;

/** After every undoing of the model, so that spending in full is always possible. */
export const SPEND_DAY = 700;
export const dayOf = (model: Model, day: number): PlainDate => addDays(plainDate(`${model.year}-01-01`), day);
export const isClosed = (model: Model, day: number): boolean => day < model.openFrom;
export const pick = <T>(list: readonly T[], n: number): T | undefined =>
  list.length > 0 ? list[n % list.length] : undefined;

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

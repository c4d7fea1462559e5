import type Stripe from 'stripe';
import { ok, type Result } from '#app/kernel/result.ts';
import { type BalanceRow, mapBalanceRow } from './stripe-balance-objects.ts';
import { readEvent, type StripeEvent } from './stripe-events.ts';
import { type StripeRefusal, settled } from './stripe-refusals.server.ts';

const EVENTS_PER_PAGE = 100;
const EVENT_PAGES_MAX = 50;
const BALANCE_PER_PAGE = 100;
const BALANCE_PAGES_MAX = 500;

export type EventWindow = {
  readonly since: Date;
  readonly until?: Date;
  readonly types?: readonly string[];
};
/** Oldest first. `complete` is false when the window held more than could be read: narrow it with `until` and go on. */
export type EventPage = { readonly events: readonly StripeEvent[]; readonly complete: boolean };
/** Movements of the balance: since a moment, or all that one automatic payout carried. */
export type BalanceWish = { readonly since: Date; readonly until?: Date } | { readonly payoutId: string };
/** Oldest first; `complete` as for events. */
export type BalancePage = { readonly rows: readonly BalanceRow[]; readonly complete: boolean };
const seconds = (at: Date): number => Math.floor(at.getTime() / 1_000);

/** Reads the pages of a window of events, at most fifty of them. */
export async function listEvents(stripe: Stripe, window: EventWindow): Promise<Result<EventPage, StripeRefusal>> {
  const created = {
    gte: Math.floor(window.since.getTime() / 1_000),
    ...(window.until === undefined ? {} : { lt: Math.floor(window.until.getTime() / 1_000) }),
  };
  const newestFirst: StripeEvent[] = [];
  let after: string | undefined;
  for (let pageNumber = 0; pageNumber < EVENT_PAGES_MAX; pageNumber += 1) {
    const wish = {
      created,
      limit: EVENTS_PER_PAGE,
      ...(window.types === undefined ? {} : { types: [...window.types] }),
      ...(after === undefined ? {} : { starting_after: after }),
    };
    const page = await settled(stripe.events.list(wish), (list) => ({ data: list.data, more: list.has_more }));
    if (!page.ok) return page;
    for (const raw of page.value.data) {
      const event = readEvent(JSON.parse(JSON.stringify(raw)));
      if (event !== null) newestFirst.push(event);
    }
    after = page.value.data.at(-1)?.id;
    if (!page.value.more || after === undefined) return ok({ events: newestFirst.reverse(), complete: true });
  }
  return ok({ events: newestFirst.reverse(), complete: false });
}

/** Reads the pages of movements that were asked for, at most five hundred of them. */
export async function listBalance(stripe: Stripe, wish: BalanceWish): Promise<Result<BalancePage, StripeRefusal>> {
  const about =
    'payoutId' in wish
      ? { payout: wish.payoutId }
      : { created: { gte: seconds(wish.since), ...(wish.until ? { lt: seconds(wish.until) } : {}) } };
  const newestFirst: BalanceRow[] = [];
  let after: string | undefined;
  for (let pageNumber = 0; pageNumber < BALANCE_PAGES_MAX; pageNumber += 1) {
    const asked = {
      ...{ ...about, limit: BALANCE_PER_PAGE, expand: ['data.source'] },
      ...(after === undefined ? {} : { starting_after: after }),
    };
    const page = await settled(stripe.balanceTransactions.list(asked), (list) => list);
    if (!page.ok) return page;
    newestFirst.push(...page.value.data.map(mapBalanceRow));
    after = page.value.data.at(-1)?.id;
    if (!page.value.has_more || after === undefined) return ok({ rows: newestFirst.reverse(), complete: true });
  }
  return ok({ rows: newestFirst.reverse(), complete: false });
}

import type { Currency } from '#app/kernel/money.ts';
import type { Result } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { startPaymentAttempt } from '#app/modules/payments/commands/start-payment-attempt.server.ts';
import { getAttempt } from '#app/modules/payments/queries/get-attempt.server.ts';
import type { Attempt, AttemptItem, StartAttemptRefusal } from '#app/modules/payments/types.ts';
import { type Moment, momentIn } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { type PortalScope, writeAsPortal } from '#app/platform/db/portal-scope.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { cancelAttempt, type InTransaction, openCheckout } from '#app/workflows/open-checkout.server.ts';
import type { TestDatabase } from './database.ts';
import type { World } from './outside-world.ts';
import { GBP } from './people.ts';

export const nowInLondon = (): Moment => momentIn('Europe/London');

export type Payer = { readonly actor: Actor; readonly scope: PortalScope; readonly customerId: string };

/** A person signed in for a customer. */
export const payerOf = (customerId: string, name = 'Ann Payable'): Payer => ({
  actor: { kind: 'customer', id: newId<never>() as string, name, requestId: 'test' },
  scope: { kind: 'customer', customerId },
  customerId,
});

export const asPortal =
  (database: TestDatabase, payer: Payer): InTransaction =>
  (work) =>
    writeAsPortal(database.portal.db, payer.scope, work);

export type Wish = {
  readonly items: readonly AttemptItem[];
  readonly amountMinor?: bigint;
  readonly currency?: Currency;
  readonly notifyEmail?: string;
  readonly methodId?: string;
};

/** What the portal's action does first: note the attempt as the portal role. */
export function startAttempt(
  database: TestDatabase,
  payer: Payer,
  wish: Wish,
): Promise<Result<{ attemptId: string }, StartAttemptRefusal>> {
  const amountMinor = wish.amountMinor ?? wish.items.reduce((total, item) => total + item.amountMinor, 0n);
  const input = {
    customerId: payer.customerId,
    currency: wish.currency ?? GBP,
    amountMinor,
    items: wish.items,
    notifyEmail: wish.notifyEmail ?? 'ann@customer.example',
    ...(wish.methodId ? { methodId: wish.methodId } : {}),
  };
  return asPortal(database, payer)((tx: Tx) => startPaymentAttempt(tx, payer.actor, input, nowInLondon()));
}

export async function attemptById(database: TestDatabase, id: string): Promise<Attempt> {
  const attempt = await getAttempt(database.staff.db, { id });
  if (!attempt) throw new Error(`no attempt ${id}`);
  return attempt;
}

/** The whole way of the portal's action up to the processor's page. */
export async function goToCheckout(
  database: TestDatabase,
  world: Pick<World, 'outside'>,
  payer: Payer,
  wish: Wish,
): Promise<{ attemptId: string; url: string }> {
  const started = await startAttempt(database, payer, wish);
  if (!started.ok) throw new Error(`not started: ${started.refusal.code}`);
  const { attemptId } = started.value;
  const opened = await openCheckout(
    world.outside,
    asPortal(database, payer),
    { attempt: await attemptById(database, attemptId) },
    nowInLondon(),
  );
  if (!opened.ok) throw new Error(`not opened: ${opened.refusal.code}`);
  return { attemptId, url: opened.value.url };
}

export async function cancel(database: TestDatabase, world: World, payer: Payer, attemptId: string) {
  const attempt = await attemptById(database, attemptId);
  return cancelAttempt(world.outside, asPortal(database, payer), { attempt, actor: payer.actor }, nowInLondon());
}

const submit = (url: string, form: Record<string, string>): Promise<Response> =>
  fetch(url, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });

export const payByCard = (url: string, number = '4242424242424242'): Promise<Response> =>
  submit(url, {
    with: 'card',
    number,
    expiry: '12/34',
    cvc: '123',
    name: 'Ann Payable',
    email: 'ann@customer.example',
  });

/** Saves a card whose bank asks first: the check is passed on the page it leads to. */
export async function saveAfterCheck(url: string, number: string): Promise<Response> {
  const asked = await payByCard(url, number);
  const bank = new URL(asked.headers.get('location') ?? '', url);
  return submit(bank.href, { answer: 'complete' });
}

export const payByBacs = (url: string, account: 'settles' | 'fails' = 'settles'): Promise<Response> =>
  submit(url, {
    with: 'debit',
    bank: '108800',
    account: account === 'settles' ? '00012345' : '22222227',
    name: 'Ann Payable',
    email: 'ann@customer.example',
  });

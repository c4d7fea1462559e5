import { assert } from '#app/kernel/assert.ts';
import { listSavedMethods } from '#app/modules/payments/queries/saved-methods.server.ts';
import type { AttemptItem, SavedMethod } from '#app/modules/payments/types.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { type ChargeWish, chargeSavedMethod } from '#app/workflows/charge-saved-method.server.ts';
import type { InTransaction } from '#app/workflows/open-checkout.server.ts';
import type { Outside } from '#app/workflows/outside.server.ts';
import { startMethodSetup } from '#app/workflows/set-up-method.server.ts';
import { finishSetupById } from '#app/workflows/settle-method.server.ts';
import type { TestDatabase } from './database.ts';
import { asPortal, nowInLondon, type Payer, payByBacs, payByCard, saveAfterCheck } from './paying.ts';
import { GBP } from './people.ts';

export type Kept = 'good card' | 'card that declines later' | 'card that asks' | 'good account' | 'account that fails';

const ADD: Readonly<Record<Kept, (url: string) => Promise<unknown>>> = {
  'good card': (url) => payByCard(url),
  'card that declines later': (url) => payByCard(url, '4000000000000341'),
  'card that asks': (url) => saveAfterCheck(url, '4000002760003184'),
  'good account': (url) => payByBacs(url),
  'account that fails': (url) => payByBacs(url, 'fails'),
};

type Ports = Pick<Outside, 'db' | 'stripe' | 'baseUrl'>;

/** The way of a person to the processor's page; answers where it is. */
export async function goToSetup(database: TestDatabase, outside: Ports, payer: Payer) {
  const wish = {
    actor: payer.actor,
    customerId: payer.customerId,
    email: 'ann@customer.example',
    returnPath: '/autopay',
  };
  const started = await startMethodSetup(outside, asPortal(database, payer), wish, nowInLondon());
  assert(started.ok, 'there is a page to add a method on');
  return started.value;
}

/** A method of the customer, added on the processor's page and asked about as the page of return does. */
export async function addMethod(
  database: TestDatabase,
  outside: Ports,
  { payer, what }: { payer: Payer; what: Kept },
): Promise<SavedMethod> {
  const { url, setupId } = await goToSetup(database, outside, payer);
  await ADD[what](url);
  await finishSetupById(outside, setupId);
  const kept = await listSavedMethods(database.staff.db, payer.customerId);
  const newest = [...kept].sort((a, b) => (a.id < b.id ? 1 : -1))[0];
  assert(newest, 'the method was kept');
  return newest;
}

export const asWorker =
  (outside: Pick<Outside, 'db'>): InTransaction =>
  (work) =>
    inTransaction(outside.db, work);

type Collected = Partial<ChargeWish> & {
  readonly methodId: string;
  readonly customerId: string;
  readonly items: readonly AttemptItem[];
};

let ordered = 0;

/** Charges a method for these items, as autopay and plans do for those whom they may collect from. */
export function charge(outside: Ports, wish: Collected) {
  ordered += 1;
  const amountMinor = wish.items.reduce((total, item) => total + item.amountMinor, 0n);
  return chargeSavedMethod(
    outside,
    asWorker(outside),
    { currency: GBP, amountMinor, once: `ordered-${ordered}`, by: 'customer', notifyEmail: '', ...wish },
    nowInLondon(),
  );
}

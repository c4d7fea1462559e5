import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  defaultMethod,
  findSavedMethod,
  listSavedMethods,
} from '#app/modules/payments/queries/saved-methods.server.ts';
import { moveClock } from '#app/platform/clock/clock.server.ts';
import { askAboutSetup, makeDefault, removeMethod, restoreMethod } from '#app/workflows/set-up-method.server.ts';
import { sweepPayments } from '#app/workflows/sweep-payments.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { useOutsideWorld } from '#tests/support/outside-world.ts';
import { asPortal, nowInLondon, type Payer, payByCard, payerOf } from '#tests/support/paying.ts';
import { aCustomer, setUpCompany } from '#tests/support/people.ts';
import { addMethod, goToSetup, type Kept } from '#tests/support/saved-methods.ts';

const database = useDatabase();
const world = useOutsideWorld(database);
const MINUTE_MS = 60_000;

beforeAll(() => setUpCompany(database.current.owner.db));
afterEach(() => {
  moveClock(0);
  world.current.stripe.control.clock.move(0);
});

const aPayer = async () => payerOf(await aCustomer(database.current.staff.db));
const add = (payer: Payer, what: Kept) => addMethod(database.current, world.current.outside, { payer, what });
const kept = (payer: Payer) => listSavedMethods(database.current.staff.db, payer.customerId);
const asPayer = (payer: Payer) => asPortal(database.current, payer);

async function refOf(methodId: string): Promise<string> {
  const { rows } = await database.current.owner.pool.query('select processor_ref from saved_methods where id = $1', [
    methodId,
  ]);
  return rows[0].processor_ref;
}

async function sweepLater(minutes = 3): Promise<void> {
  moveClock(minutes * MINUTE_MS);
  await sweepPayments(world.current.outside);
}

describe('a method added on the processor’s page', () => {
  test('is kept by its event, once, whoever else asks, and is the default as the first one', async () => {
    const payer = await aPayer();
    const { url, setupId } = await goToSetup(database.current, world.current.outside, payer);
    expect((await payByCard(url)).headers.get('location')).toBe(`http://localhost:3000/autopay?setup=${setupId}`);
    await world.current.settle();
    await asPayer(payer)(async (tx) => ({ ok: true as const, value: await askAboutSetup(tx, setupId) }));
    await world.current.settle();
    expect(await kept(payer)).toMatchObject([
      { kind: 'card', brand: 'visa', last4: '4242', expMonth: 12, expYear: 2034, isDefault: true, state: 'active' },
    ]);
  });

  test('is kept when the person comes back, though every event was lost; and by the sweep, though they never do', async () => {
    const payer = await aPayer();
    world.current.line.cut = true;
    expect(await add(payer, 'good account')).toMatchObject({ kind: 'direct_debit', brand: 'bacs', last4: '2345' });
    const { url } = await goToSetup(database.current, world.current.outside, payer);
    await payByCard(url);
    await world.current.settle();
    world.current.line.cut = false;
    expect(await kept(payer)).toHaveLength(1);
    await sweepLater();
    expect(await kept(payer)).toMatchObject([{ isDefault: true }, { kind: 'card', isDefault: false }]);
  });

  test('that was never finished leaves nothing, and no answer from the processor leaves nothing either', async () => {
    const payer = await aPayer();
    const { setupId } = await goToSetup(database.current, world.current.outside, payer);
    world.current.stripe.control.clock.move(80 * MINUTE_MS);
    await sweepLater(80);
    await world.current.settle();
    const { rows } = await database.current.owner.pool.query('select state from method_setups where id = $1', [
      setupId,
    ]);
    expect(rows[0].state).toBe('ended');
    expect(await kept(payer)).toEqual([]);
    world.current.stripe.control.failures.failNext('server-error', 2);
    await expect(goToSetup(database.current, world.current.outside, payer)).rejects.toThrow('there is a page');
  });

  test('two customers share nothing: each has a name of their own at the processor', async () => {
    const [one, other] = [await aPayer(), await aPayer()];
    const [mine, theirs] = [await add(one, 'good card'), await add(other, 'good card')];
    await add(one, 'good account');
    const { rows } = await database.current.owner.pool.query(
      'select count(distinct processor_customer_ref)::int as names, count(*)::int as methods from saved_methods where customer_id = any($1)',
      [[one.customerId, other.customerId]],
    );
    expect(rows[0]).toEqual({ names: 2, methods: 3 });
    const of = { customerId: one.customerId, methodId: theirs.id };
    expect(await asPayer(one)((tx) => removeMethod(tx, one.actor, of, nowInLondon()))).toMatchObject({
      refusal: { code: 'unknown-method' },
    });
    expect(mine.id).not.toBe(theirs.id);
  });
});

describe('the default', () => {
  test('is one, moves by choice, and two tabs at once leave one', async () => {
    const payer = await aPayer();
    const first = await add(payer, 'good card');
    const second = await add(payer, 'good account');
    const third = await add(payer, 'good card');
    const choose = (methodId: string) =>
      asPayer(payer)((tx) => makeDefault(tx, payer.actor, { customerId: payer.customerId, methodId }, nowInLondon()));
    expect((await choose(second.id)).ok).toBe(true);
    const both = await Promise.all([choose(first.id), choose(third.id)]);
    expect(both.every((done) => done.ok)).toBe(true);
    expect((await kept(payer)).filter((method) => method.isDefault)).toHaveLength(1);
  });

  test('is nobody any more once it is removed, and a removed one cannot become it', async () => {
    const payer = await aPayer();
    const card = await add(payer, 'good card');
    const of = { customerId: payer.customerId, methodId: card.id };
    await asPayer(payer)((tx) => removeMethod(tx, payer.actor, of, nowInLondon()));
    expect(await defaultMethod(database.current.staff.db, payer.customerId)).toBeNull();
    expect(await asPayer(payer)((tx) => makeDefault(tx, payer.actor, of, nowInLondon()))).toMatchObject({
      refusal: { code: 'not-usable' },
    });
  });
});

describe('a removed method', () => {
  test('can be taken back for ten seconds; then the processor gives it up, once', async () => {
    const payer = await aPayer();
    const card = await add(payer, 'good card');
    const of = { customerId: payer.customerId, methodId: card.id };
    await asPayer(payer)((tx) => removeMethod(tx, payer.actor, of, nowInLondon()));
    expect(await kept(payer)).toEqual([]);
    moveClock(9_000);
    expect((await asPayer(payer)((tx) => restoreMethod(tx, payer.actor, of, nowInLondon()))).ok).toBe(true);
    expect(await kept(payer)).toMatchObject([{ state: 'active', isDefault: false }]);
    await asPayer(payer)((tx) => removeMethod(tx, payer.actor, of, nowInLondon()));
    await sweepLater();
    expect(await asPayer(payer)((tx) => restoreMethod(tx, payer.actor, of, nowInLondon()))).toMatchObject({
      refusal: { code: 'too-late' },
    });
    const asked = await world.current.outside.stripe.retrieveMethod(await refOf(card.id));
    expect(asked).toMatchObject({ value: { customerId: null } });
    const { rows } = await database.current.owner.pool.query('select detached_at from saved_methods where id = $1', [
      card.id,
    ]);
    await sweepLater(10);
    await world.current.settle();
    expect(rows[0].detached_at).not.toBeNull();
    expect((await findSavedMethod(database.current.staff.db, of))?.state).toBe('removed');
  });
});

describe('what happens to a method at the processor', () => {
  test('a renewed card has its new date; one that was given up there is unusable and says why', async () => {
    const payer = await aPayer();
    const card = await add(payer, 'good card');
    const ref = await refOf(card.id);
    world.current.stripe.control.renewCard(ref, { month: 3, year: 2038, last4: '9999' });
    await world.current.settle();
    expect(await kept(payer)).toMatchObject([{ last4: '9999', expMonth: 3, expYear: 2038, isDefault: true }]);
    world.current.stripe.control.giveUpMethod(ref);
    await world.current.settle();
    const [gone] = await kept(payer);
    expect(gone).toMatchObject({ state: 'unusable', isDefault: false });
    expect(gone?.stateReason).toContain('removed at the payment service');
  });
});

import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { ok } from '#app/kernel/result.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { asPortal, payerOf } from '#tests/support/paying.ts';
import { aCustomer, anInvoice, issue, receive, setUpCompany } from '#tests/support/people.ts';
import { plantIn, type Statement } from '#tests/support/plant.ts';

const database = useDatabase();
let customerId: string;
let otherId: string;
let itemId: string;
const methodId = newId<never>() as string;

const METHOD = `insert into saved_methods (id, customer_id, kind, processor_kind, processor_ref, processor_customer_ref, brand, last4, is_default, state, removed_at,
  added_by_name, added_at, changed_at) values ($1, $2, 'card', 'card', $3, 'cus_law', 'visa', '4242', $4, $5, $6, 'Ann', now(), now())`;
const method = (id: string, of: { isDefault?: boolean; state?: string; whose?: string } = {}): Statement => [
  METHOD,
  [
    id,
    of.whose ?? customerId,
    `pm_${id}`,
    of.isDefault ?? false,
    of.state ?? 'active',
    of.state === 'removed' ? new Date() : null,
  ],
];
const ATTEMPT = `insert into payment_attempts (id, customer_id, kind, saved_method_id, once_key, currency, amount_minor, state, intent_ref, payment_id,
    requested_by_kind, requested_by_name, created_at, changed_at, expires_at)
  values ($1, $2, $3, $4, $5, 'GBP', 100, $6, $7, $8, 'customer', 'Ann', now(), now(), now())`;
const attempt = (
  of: {
    id?: string;
    kind?: string;
    method?: string | null;
    once?: string | null;
    state?: string;
    whose?: string;
    intent?: string;
    payment?: string;
  } = {},
): Statement => [
  ATTEMPT,
  [
    of.id ?? newId<never>(),
    of.whose ?? customerId,
    of.kind ?? 'automatic',
    of.method === undefined ? methodId : of.method,
    of.once ?? null,
    of.state ?? 'created',
    of.intent ?? null,
    of.payment ?? null,
  ],
];

const plant = (...statements: readonly Statement[]) => plantIn(database.current.owner, ...statements);

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  customerId = await aCustomer(database.current.owner.db);
  otherId = await aCustomer(database.current.owner.db);
  itemId = (await issue(database.current.owner.db, anInvoice(customerId, 20_000n))).openItemId;
  const { pool } = database.current.owner;
  await pool.query(`insert into processor_customers (customer_id, ref, made_at) values ($1, 'cus_law', now())`, [
    customerId,
  ]);
  await pool.query(METHOD, [methodId, customerId, 'pm_law', true, 'active', null]);
});

describe('the laws of saved methods', () => {
  it('one default, in use, and a removed one says since when', async () => {
    expect(await plant(method(newId<never>()))).toBe('accepted');
    expect(await plant(method(newId<never>(), { isDefault: true }))).toBe('saved_methods_one_default_unique');
    expect(
      await plant(
        ['update saved_methods set is_default = false', []],
        method(newId<never>(), { isDefault: true, state: 'removed' }),
      ),
    ).toBe('saved_methods_default_check');
    expect(await plant([`update saved_methods set state = 'removed', is_default = false`, []])).toBe(
      'saved_methods_removed_check',
    );
  });

  it('a method is kept under the name its own customer has at the processor', async () => {
    expect(await plant(method(newId<never>(), { whose: otherId }))).toBe('saved_methods_processor_customer_fk');
  });

  it('a method stays what it is, and one given up stays given up', async () => {
    const change = (what: string): Statement => [`update saved_methods set ${what} where id = $1`, [methodId]];
    expect(await plant(change(`processor_ref = 'pm_another'`))).toBe('saved_method_stays');
    expect(await plant([`update saved_methods set customer_id = $1`, [otherId]])).toBe('saved_method_stays');
    const removed = change(`state = 'removed', is_default = false, removed_at = now()`);
    expect(await plant(removed, change(`state = 'active', removed_at = null`))).toBe('accepted');
    const given = change('detached_at = now()');
    expect(await plant(removed, given, change(`state = 'active', removed_at = null, detached_at = null`))).toBe(
      'saved_method_stays',
    );
    expect(await plant(change(`state = 'unusable', is_default = false`), change(`state = 'active'`))).toBe(
      'saved_method_stays',
    );
  });

  it('a charge names a method of its customer, has no page, and is asked for once', async () => {
    expect(await plant(attempt())).toBe('accepted');
    expect(await plant(attempt({ method: null }))).toBe('payment_attempts_method_check');
    expect(await plant(attempt({ kind: 'checkout' }))).toBe('payment_attempts_method_check');
    expect(await plant(attempt({ whose: otherId }))).toBe('payment_attempts_saved_method_fk');
    expect(await plant(attempt({ state: 'open' }))).toBe('payment_attempts_page_check');
    const once = 'the one of May';
    expect(await plant(attempt({ once }), attempt({ once }))).toBe('payment_attempts_once_unique');
  });

  it('a page and a charge never hold the same item together', async () => {
    const [page, charge] = [newId<never>() as string, newId<never>() as string];
    const holds = (id: string): Statement => [
      'insert into payment_attempt_items (attempt_id, item_id, customer_id, amount_minor) values ($1, $2, $3, 100)',
      [id, itemId, customerId],
    ];
    const both = [attempt({ id: page, kind: 'checkout', method: null }), attempt({ id: charge })];
    expect(await plant(...both, holds(page), holds(charge))).toBe('payment_attempt_items_one_live_unique');
    expect(await plant(...both, holds(page))).toBe('accepted');
  });

  it('a setup saves one method, of its own customer, and comes back to this site', async () => {
    const setup = (saved: string | null, path = '/autopay', whose = customerId): Statement => [
      `insert into method_setups (customer_id, state, saved_method_id, requested_by_name, return_path, created_at, changed_at, expires_at)
        values ($1, $2, $3, 'Ann', $4, now(), now(), now())`,
      [whose, saved ? 'saved' : 'created', saved, path],
    ];
    expect(await plant(setup(methodId))).toBe('accepted');
    expect(await plant(setup(methodId), setup(methodId))).toBe('method_setups_method_unique');
    expect(await plant(setup(methodId, '/autopay', otherId))).toBe('method_setups_method_fk');
    expect(await plant(setup(null, '//elsewhere.example'))).toBe('method_setups_path_check');
  });
});

describe('what verify finds where a law was got round', () => {
  /** Plants below the constraints, asks one invariant, and takes it all back. */
  async function faults(file: string, ...statements: readonly Statement[]): Promise<number> {
    const client = await database.current.owner.pool.connect();
    try {
      await client.query('begin');
      await client.query('set local session_replication_role = replica');
      for (const [text, values] of statements) await client.query(text, [...values]);
      return (await client.query(readFileSync(`db/invariants/${file}.sql`, 'utf8'))).rows.length;
    } finally {
      await client.query('rollback');
      client.release();
    }
  }
  const OWNERS = '108_saved_methods_belong_to_their_customer';
  const ONCE = '109_a_charge_is_one_payment';

  it('a method charged for another, or not in use and the default', async () => {
    expect(await faults(OWNERS)).toBe(0);
    expect(await faults(OWNERS, attempt({ whose: otherId }))).toBe(1);
    expect(
      await faults(
        OWNERS,
        ['alter table saved_methods drop constraint saved_methods_default_check', []],
        [`update saved_methods set state = 'unusable' where id = $1`, [methodId]],
      ),
    ).toBe(1);
  });

  it('a charge with another payment’s amount, or with the bank and holding nothing', async () => {
    expect(await faults(ONCE)).toBe(0);
    const paid = await receive(database.current.staff.db, customerId, 7_000n);
    expect(await faults(ONCE, attempt({ state: 'succeeded', intent: 'pi_law', payment: paid.id }))).toBe(1);
    const id = newId<never>() as string;
    const held: Statement = [
      'insert into payment_attempt_items (attempt_id, item_id, customer_id, amount_minor) values ($1, $2, $3, 100)',
      [id, itemId, customerId],
    ];
    expect(await faults(ONCE, attempt({ id, state: 'processing', intent: 'pi_held' }), held)).toBe(1);
  });
});

describe('the portal’s two doors', () => {
  const ask = (statement: ReturnType<typeof sql>) =>
    asPortal(database.current, payerOf(customerId))(async (tx) => ok(await statement.execute(tx)));

  it('order listed jobs only', async () => {
    await expect(ask(sql`select portal_enqueue('issue-run', ${methodId}::uuid)`)).rejects.toMatchObject({
      constraint: 'portal_queue',
    });
    expect((await ask(sql`select portal_enqueue('finish-method-setup', ${methodId}::uuid)`)).ok).toBe(true);
  });

  it('lock the customer of the scope only, and read nothing the processor calls a method', async () => {
    expect((await ask(sql`select portal_lock_customer(${customerId}::uuid)`)).ok).toBe(true);
    await expect(ask(sql`select portal_lock_customer(${otherId}::uuid)`)).rejects.toMatchObject({
      constraint: 'portal_lock',
    });
    await expect(ask(sql`select processor_ref from saved_methods`)).rejects.toThrow('permission denied');
  });
});

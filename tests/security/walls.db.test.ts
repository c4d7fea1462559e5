import { beforeAll, describe, expect, it, test } from 'vitest';
import { type TwoCustomers, twoCustomers } from '#tests/security/two-customers.ts';
import { PORTAL_MAY, SAME_FOR_ALL, WALL_RULES } from '#tests/security/wall-rules.ts';
import { useDatabase } from '#tests/support/database.ts';

const database = useDatabase();
let made: TwoCustomers;

beforeAll(async () => {
  made = await twoCustomers(database.current);
});

async function faultsAfter(plant: string | null, query: string): Promise<string[]> {
  const client = await database.current.owner.pool.connect();
  try {
    await client.query('begin');
    if (plant !== null) await client.query(plant);
    const { rows } = await client.query<{ fault: string }>(query);
    return rows.map(({ fault }) => fault).sort();
  } finally {
    await client.query('rollback');
    client.release();
  }
}

describe('the walls between customers, staff, worker and owner', () => {
  test.for(WALL_RULES)('$name', async ({ faults }) => {
    expect(await faultsAfter(null, faults)).toEqual([]);
  });
});

describe('each wall reports a breach', () => {
  const breaches = WALL_RULES.flatMap(({ faults, plants }) => plants.map((plant) => ({ plant, faults })));
  test.for(breaches)('$plant', async ({ plant, faults }) => {
    expect(await faultsAfter(plant, faults)).not.toEqual([]);
  });
});

type Scope = { customer?: string; invoices?: readonly string[]; link?: string };

/** Asks as the portal's own login, with the scope set the way a request sets it. */
async function asPortal<Row extends object>(
  scope: Scope | null,
  query: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = await database.current.portal.pool.connect();
  try {
    await client.query('begin');
    if (scope) {
      await client.query(
        `select set_config('tallystick.customer_id', $1, true), set_config('tallystick.invoice_ids', $2, true),
          set_config('tallystick.link_id', $3, true)`,
        [scope.customer ?? '', scope.invoices ? `{${scope.invoices.join(',')}}` : '', scope.link ?? ''],
      );
    }
    return (await client.query<Row>(query, values)).rows;
  } finally {
    await client.query('rollback');
    client.release();
  }
}

const readable = Object.entries(PORTAL_MAY)
  .filter(([table, may]) => may.includes('select') && !SAME_FOR_ALL.includes(table))
  .map(([table]) => table);
const owned = readable.filter((table) => table !== 'idempotency_keys');
const keyOf = (table: string) => (table === 'customers' ? 'id' : 'customer_id');

/** The columns the portal may read, where it may not read them all. */
function columnsOf(table: string): string {
  const named = [...(PORTAL_MAY[table] ?? '').matchAll(/select\((\w+)\)/g)].map(([, column]) => column);
  return named.length > 0 ? named.join(', ') : '*';
}

/** Tables that hold both what is the customer's to read and what is not. */
const HALF_OURS: Readonly<Record<string, string>> = {
  dispute_messages: `and visibility = 'customer'`,
  dispute_files: `and visibility = 'customer'`,
};

async function rowsOf(table: string, customer: string): Promise<string[]> {
  const visible = `select ${columnsOf(table)} from ${table} where ${keyOf(table)} = $1 ${HALF_OURS[table] ?? ''}`;
  const query = `select to_jsonb(t)::text as row from (${visible}) t order by 1`;
  const { rows } = await database.current.owner.pool.query<{ row: string }>(query, [customer]);
  return rows.map(({ row }) => row);
}

const seen = async (table: string, scope: Scope | null): Promise<string[]> =>
  (
    await asPortal<{ row: string }>(
      scope,
      `select to_jsonb(t)::text as row from (select ${columnsOf(table)} from ${table}) t order by 1`,
    )
  ).map(({ row }) => row);

describe.each(owned)('%s', (table) => {
  it("shows customer A's scope all of A's rows and none of B's", async () => {
    const [ofA, ofB] = [await rowsOf(table, made.a.customerId), await rowsOf(table, made.b.customerId)];
    expect({ table, a: ofA.length > 0, b: ofB.length > 0 }).toEqual({ table, a: true, b: true });
    expect(await seen(table, { customer: made.a.customerId })).toEqual(ofA);
    expect(await seen(table, { customer: made.b.customerId })).toEqual(ofB);
  });

  it('shows nothing without a scope, to an empty one, and to a customer that does not exist', async () => {
    expect(await seen(table, null)).toEqual([]);
    expect(await seen(table, {})).toEqual([]);
    expect(await seen(table, { customer: '00000000-0000-7000-8000-000000000000' })).toEqual([]);
  });
});

describe('a scoped link', () => {
  const link = () => ({ invoices: [made.a.linkedInvoiceId], link: made.a.linkId });

  it('shows its invoice and what hangs on it, and nothing else of its own customer', async () => {
    const ids = async (query: string) => (await asPortal<{ id: string }>(link(), query)).map(({ id }) => id).sort();
    expect(await ids('select id from invoices')).toEqual([made.a.linkedInvoiceId]);
    expect(await ids('select distinct invoice_id as id from invoice_lines')).toEqual([made.a.linkedInvoiceId]);
    expect(await ids('select id from open_items')).toEqual([made.a.linkedItemId]);
    expect(await ids('select distinct debit_item_id as id from applications')).toEqual([made.a.linkedItemId]);
    expect(await ids('select distinct item_id as id from holds')).toEqual([]);
    expect(await ids('select distinct invoice_id as id from documents')).toEqual([made.a.linkedInvoiceId]);
    expect(await ids('select distinct invoice_id as id from invoice_views')).toEqual([made.a.linkedInvoiceId]);
    for (const table of ['customers', 'contacts', 'payments', 'payment_reversals', 'hold_releases']) {
      expect(await seen(table, link())).toEqual([]);
    }
  });
});

describe('what we say among ourselves of a dispute', () => {
  it('is there, and neither its customer, nor who holds a link, nor a partner reads it', async () => {
    for (const table of Object.keys(HALF_OURS)) {
      const internal = `select customer_id from ${table} where visibility = 'internal'`;
      const { rows } = await database.current.owner.pool.query(internal);
      expect({ table, kept: rows.length }).toEqual({ table, kept: 2 });
      const link = { invoices: [made.a.linkedInvoiceId, made.a.otherInvoiceId], link: made.a.linkId };
      for (const scope of [{ customer: made.a.customerId }, link]) expect(await asPortal(scope, internal)).toEqual([]);
    }
  });

  it('a link adds what its invoice alone is about, in a link’s name, and reads only that', async () => {
    const ask = `insert into dispute_asks (id, customer_id, key, act, invoice_id, wish, asked_by_kind, asked_by_name, asked_at)
      values (uuidv7(), $1, 'planted-here', 'raise', $2, '{}', $3, 'Planted', now()) returning id`;
    const { a, b } = made;
    const link = { invoices: [a.linkedInvoiceId], link: a.linkId };
    const tried = (scope: Scope, ...values: unknown[]) => asPortal(scope, ask, values);
    expect(await tried(link, a.customerId, a.linkedInvoiceId, 'link')).toHaveLength(1);
    const no = 'row-level security';
    await expect(tried(link, a.customerId, a.otherInvoiceId, 'link')).rejects.toThrow(no);
    await expect(tried(link, a.customerId, a.linkedInvoiceId, 'customer')).rejects.toThrow(no);
    await expect(tried({ customer: a.customerId }, a.customerId, b.otherInvoiceId, 'customer')).rejects.toThrow(no);
    await expect(tried({ customer: a.customerId }, b.customerId, null, 'customer')).rejects.toThrow(no);
    expect((await asPortal<{ key: string }>(link, 'select key from dispute_asks')).map(({ key }) => key)).toEqual([
      'sample-of-link',
    ]);
  });
});

describe('what the portal writes', () => {
  const attempt = `insert into payment_attempts (id, customer_id, currency, amount_minor, state, requested_by_kind, requested_by,
    requested_by_name, created_at, changed_at, expires_at)
    values (uuidv7(), $1, 'GBP', 100, 'created', 'link', $2, 'Planted', now(), now(), now()) returning id`;
  const audit = `insert into audit_records (actor_kind, actor_name, action, subject_kind, subject_id, customer_id)
    values ($1, 'Planted', 'planted', 'customer', $2, $2)`;
  const refused = 'row-level security';

  it('is its own: an attempt for another customer is refused, by scope and by link', async () => {
    const { a, b } = made;
    expect(await asPortal({ customer: a.customerId }, attempt, [a.customerId, null])).toHaveLength(1);
    await expect(asPortal({ customer: a.customerId }, attempt, [b.customerId, null])).rejects.toThrow(refused);
    const link = { invoices: [a.linkedInvoiceId], link: a.linkId };
    expect(await asPortal(link, attempt, [a.customerId, a.linkId])).toHaveLength(1);
    await expect(asPortal(link, attempt, [b.customerId, a.linkId])).rejects.toThrow(refused);
    await expect(asPortal({}, attempt, [a.customerId, null])).rejects.toThrow(refused);
  });

  it("cannot name another customer's item or invoice under its own name", async () => {
    const { a, b } = made;
    const item = `insert into payment_attempt_items (attempt_id, item_id, customer_id, amount_minor, live) values ($1, $2, $3, 1, false)`;
    const view = `insert into invoice_views (invoice_id, customer_id, viewer_name, viewed_on, viewed_at)
      values ($1, $2, 'Planted', '2026-04-09', now())`;
    const scope = { customer: a.customerId };
    await expect(asPortal(scope, item, [a.attemptId, b.linkedItemId, a.customerId])).rejects.toThrow(refused);
    await expect(asPortal(scope, item, [b.attemptId, a.linkedItemId, a.customerId])).rejects.toThrow(refused);
    await expect(asPortal(scope, view, [b.linkedInvoiceId, a.customerId])).rejects.toThrow(refused);
    await asPortal(scope, view, [a.linkedInvoiceId, a.customerId]);
  });

  it('cannot speak as the staff, nor about another customer, in the audit', async () => {
    const { a, b } = made;
    const scope = { customer: a.customerId };
    await asPortal(scope, audit, ['customer', a.customerId]);
    await expect(asPortal(scope, audit, ['customer', b.customerId])).rejects.toThrow(refused);
    await expect(asPortal(scope, audit, ['staff', a.customerId])).rejects.toThrow(refused);
    await expect(asPortal(scope, 'select * from audit_records')).rejects.toThrow('permission denied');
  });

  it.each(['users', 'sessions', 'sign_in_links', 'scoped_links', 'entries', 'messages', 'stripe_events', 'pgboss.job'])(
    'cannot read %s at all',
    async (table) => {
      const scope = { customer: made.a.customerId };
      await expect(asPortal(scope, `select * from ${table}`)).rejects.toThrow('permission denied');
    },
  );
});

it.each(['staff', 'worker'] as const)('the %s login cannot rewrite history, whatever it tries', async (role) => {
  const { pool } = database.current[role];
  for (const query of [
    'update entry_lines set amount_minor = 0',
    'delete from applications',
    'truncate audit_records',
    "update audit_records set reason = 'planted'",
    'alter table entries disable trigger all',
    'set role tallystick_owner',
    'set session_replication_role = replica',
  ]) {
    await expect(pool.query(query)).rejects.toThrow(/permission denied|must be owner/);
  }
});

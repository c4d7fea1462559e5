import { beforeAll, describe, expect, it } from 'vitest';
import { listCustomers } from '#app/modules/customers/queries/list-customers.server.ts';
import { readsAsPartner } from '#app/platform/db/partner-scope.server.ts';
import { type TwoCustomers, twoCustomers } from '#tests/security/two-customers.ts';
import { aColleague } from '#tests/support/colleagues.ts';
import { useDatabase } from '#tests/support/database.ts';
import { on } from '#tests/support/people.ts';

/** Exactly what the partner's login may do. A table that is not here it cannot even read; nothing may it write. */
const PARTNER_MAY: Readonly<Record<string, string>> = {
  ...{ applications: 'select', company: 'select', contacts: 'select', credit_reasons: 'select', customers: 'select' },
  customer_bank_accounts:
    'select(account_tail) select(currency) select(customer_id) select(holder) select(id) select(made_at)',
  ...{
    documents: 'select',
    hold_releases: 'select',
    holds: 'select',
    invoice_lines: 'select',
    invoice_taxes: 'select',
  },
  instrument_standing: 'select(customer_id) select(instrument_id) select(payment_id) select(state)',
  instruments:
    'select(amount_minor) select(bank_name) select(cheque_no) select(currency) select(customer_id) select(dated_on) select(id) select(number) select(received_on)',
  ...{ invoices: 'select', number_series: 'select', open_items: 'select', payment_reversals: 'select' },
  ...{ payments: 'select', seals: 'select(before_xid) select(seal_no) select(sealed_at)', tax_categories: 'select' },
  plan_events:
    'select(by_kind) select(by_name) select(customer_id) select(facts) select(happened_at) select(happened_on) select(id) select(instalment_no) select(kind) select(note) select(plan_id) select(version_no) select(wish)',
  plan_instalments: 'select(amount_minor) select(customer_id) select(due_on) select(instalment_no) select(version_id)',
  plan_items: 'select(amount_minor) select(customer_id) select(hold_id) select(item_id) select(version_id)',
  plan_moves: 'select(customer_id) select(instalment_no) select(moved_at) select(to_on) select(version_id)',
  plan_policies:
    'select(after_default_days) select(charge_tax_code) select(cure_days) select(currency) select(excluded_kinds) select(fee_minor) select(first_share_bp) select(first_within_days) select(from_on) select(grace_days) select(interest_bp) select(is_open) select(longest_days) select(max_total_minor) select(min_instalment_minor) select(min_total_minor) select(misses_to_default) select(most_count) select(move_days) select(needs_method) select(notice_days) select(oldest_days) select(rhythms) select(risk_classes) select(version_no)',
  plan_versions:
    'select(agreed_at) select(agreed_by_kind) select(agreed_by_name) select(agreed_on) select(breaks) select(charge_minor) select(customer_id) select(first_on) select(id) select(instalments) select(method_id) select(next_on) select(plan_id) select(policy_version) select(principal_minor) select(rhythm) select(total_minor) select(version_no)',
  plans:
    'select(asked_at) select(asked_by_kind) select(asked_by_name) select(changed_at) select(currency) select(customer_id) select(id) select(method_id) select(no) select(note) select(number) select(state) select(version_no) select(wish)',
  ...{ searchable_texts: 'select', timeline_entries: 'select' },
  transfers: 'select(from_name) select(id) select(to_name)',
  dispute_decisions:
    'select(agreed_minor) select(credit_note_id) select(customer_id) select(decided_at) select(decision) select(dispute_id) select(id) select(words)',
  dispute_files:
    'select(customer_id) select(dispute_id) select(file_name) select(given_at) select(given_by_name) select(id) select(media_type) select(message_id) select(sha256) select(size_bytes) select(visibility)',
  dispute_lines:
    'select(amount_minor) select(customer_id) select(dispute_id) select(id) select(invoice_id) select(invoice_line_no) select(is_contested) select(net_minor) select(quantity) select(unit_price) select(what)',
  dispute_messages:
    'select(author_kind) select(author_name) select(body) select(customer_id) select(dispute_id) select(id) select(via) select(visibility) select(written_at)',
  dispute_reasons: 'select(code) select(customer_words) select(kinds) select(position) select(retired_at)',
  dispute_stages:
    'select(changed_at) select(customer_id) select(dispute_id) select(position) select(to_state) select(waits_for)',
  disputes:
    'select(agreed_minor) select(amount_minor) select(answer_due_at) select(closed_at) select(credit_note_id) select(currency) select(customer_id) select(expects) select(id) select(invoice_id) select(item_id) select(kind) select(last_word_at) select(last_word_by) select(merged_into) select(number) select(outcome) select(owner_name) select(promised_on) select(raised_at) select(raised_by_kind) select(raised_by_name) select(reason_code) select(rebill_invoice_id) select(state) select(state_at) select(waits_for)',
};
const OWNED = ['applications', 'contacts', 'documents', 'holds', 'hold_releases', 'invoice_lines', 'invoice_taxes'];
const ALSO_OWNED = ['invoices', 'open_items', 'payments', 'payment_reversals', 'customers'];

const database = useDatabase();
let made: TwoCustomers;
let partner: string;
let another: string;

beforeAll(async () => {
  made = await twoCustomers(database.current);
  const { staff, owner } = database.current;
  partner = (await aColleague(staff.db, 'partner')).id;
  another = (await aColleague(staff.db, 'partner')).id;
  const assign = 'insert into partner_assignments (user_id, customer_id, assigned_at) values ($1, $2, now())';
  await owner.pool.query(assign, [partner, made.a.customerId]);
  await owner.pool.query(assign, [another, made.b.customerId]);
});

/** Straight to the database as the partner's login, below every page and query. */
async function asPartner(scope: string | null, text: string): Promise<Record<string, unknown>[]> {
  const client = await database.current.partner.pool.connect();
  try {
    await client.query('begin');
    if (scope !== null) await client.query(`select set_config('tallystick.partner_id', $1, true)`, [scope]);
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.query('rollback');
    client.release();
  }
}
const refused = (scope: string | null, text: string) =>
  asPartner(scope, text).then(
    () => 'done',
    (error: { code: string }) => error.code,
  );

describe('the partner’s login', () => {
  it('may do exactly what is written down, table by table', async () => {
    const privileges = `('select'), ('insert'), ('update'), ('delete'), ('truncate'), ('references'), ('trigger'), ('maintain')`;
    const { rows } = await database.current.owner.pool.query<{ name: string; may: string }>(
      `select c.relname as name, string_agg(held.what, ' ' order by held.what) as may
       from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname in ('public', 'pgboss')
       cross join lateral (
         select v.what from (values ${privileges}) as v (what) where has_table_privilege('tallystick_partner', c.oid, v.what)
         union all
         select v.what || '(' || a.attname || ')' from (values ('select'), ('insert'), ('update'), ('references')) as v (what), pg_attribute a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
           and has_column_privilege('tallystick_partner', c.oid, a.attnum, v.what)
           and not has_table_privilege('tallystick_partner', c.oid, v.what)) as held
       where c.relkind in ('r', 'p', 'v', 'm', 'f') group by c.relname`,
    );
    expect(Object.fromEntries(rows.map(({ name, may }) => [name, may]))).toEqual(PARTNER_MAY);
  });

  it('may run four functions of ours: whose rows, the number an item is known by, and how words are searched', async () => {
    const { rows } = await database.current.owner.pool.query<{ name: string }>(
      `select p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace and n.nspname = 'public'
       where has_function_privilege('tallystick_partner', p.oid, 'execute')
         and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')`,
    );
    expect(rows.map(({ name }) => name).sort()).toEqual([
      ...['item_number', 'partner_customers', 'search_query', 'search_words'],
    ]);
    const other = await database.current.owner.pool.query(
      `select has_schema_privilege('tallystick_partner', 'pgboss', 'usage') as may`,
    );
    expect(other.rows).toEqual([{ may: false }]);
  });

  it.each([...OWNED, ...ALSO_OWNED])(
    'sees of %s the rows of assigned customers, and without a scope none',
    async (table) => {
      const key = table === 'customers' ? 'id' : 'customer_id';
      const owners = async (scope: string | null) => [
        ...new Set((await asPartner(scope, `select ${key} as customer from ${table}`)).map((row) => row.customer)),
      ];
      expect(await owners(partner)).toEqual([made.a.customerId]);
      expect(await owners(another)).toEqual([made.b.customerId]);
      expect(await owners(null)).toEqual([]);
      expect(await owners('')).toEqual([]);
      expect(await owners('00000000-0000-7000-8000-000000000000')).toEqual([]);
    },
  );

  it('sees nothing once the assignment is removed, the person is shut out, or is no partner any more', async () => {
    const { pool } = database.current.owner;
    const count = async () => (await asPartner(partner, 'select id from customers')).length;
    for (const [away, back] of [
      [`update partner_assignments set removed_at = now()`, `update partner_assignments set removed_at = null`],
      [`update users set disabled_at = now() where id = '${partner}'`, `update users set disabled_at = null`],
      [
        `update users set role = 'resolver' where id = '${partner}'`,
        `update users set role = 'partner' where id = '${partner}'`,
      ],
    ] as const) {
      expect(await count()).toBe(1);
      await pool.query(away);
      expect(await count(), away).toBe(0);
      await pool.query(back);
    }
  });

  it('reads no account number, no user, no approval, no audit, and writes nothing', async () => {
    for (const text of [
      'select iban from customer_bank_accounts',
      'select account_number from customer_bank_accounts',
      'select id from users',
      'select id from partner_assignments',
      'select id from approval_requests',
      'select id from audit_records',
      'select currency from company_bank_accounts',
      `update customers set name = 'x'`,
      `insert into contacts (customer_id, name, email) values ('${made.a.customerId}', 'x', 'x@y.example')`,
      'delete from invoices',
    ]) {
      expect(await refused(partner, text), text).toBe('42501');
    }
  });
});

describe('a partner’s handle', () => {
  it('is scoped statement by statement, side by side with another’s', async () => {
    const list = async (user: string) => {
      const db = readsAsPartner(database.current.partner.pool, user);
      const page = await listCustomers(db, { today: on('2026-04-08').today, view: 'all', limit: 50 });
      return page.rows.map(({ id }) => id);
    };
    const turns = Array.from({ length: 20 }, (_, turn) => (turn % 2 ? partner : another));
    const pages = await Promise.all(turns.map(list));
    expect(pages).toEqual(turns.map((user) => [user === partner ? made.a.customerId : made.b.customerId]));
    expect(await asPartner(null, 'select id from customers')).toEqual([]);
  });

  it('gives its connection back after a statement that failed', async () => {
    const db = readsAsPartner(database.current.partner.pool, partner);
    for (let turn = 0; turn < 30; turn += 1) {
      await expect(db.selectFrom('users').select('id').execute()).rejects.toMatchObject({ code: '42501' });
    }
    expect(await db.selectFrom('customers').select('id').execute()).toHaveLength(1);
  });
});

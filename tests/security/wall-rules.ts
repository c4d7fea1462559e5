import { TEMPLATE } from '#tests/support/template.ts';

/**
 * The walls of the design, each as one SELECT over the catalogue that must return no row. `plants` are changes that break
 * the rule; the test makes each inside a transaction that is rolled back and sees the rule report it.
 */
export type WallRule = { name: string; faults: string; plants: string[] };

/** Exactly what the portal's login may do, table by table. A table that is not here it cannot even read. */
export const PORTAL_MAY: Readonly<Record<string, string>> = {
  applications: 'select',
  ask_faults: 'select(customer_id) select(ended_at) select(kind) select(subject_id) select(told_at)',
  attempt_surcharges: 'insert select',
  audit_records: 'insert',
  autopay_charge_items: 'select',
  autopay_charges:
    'select(ceiling_minor) select(changed_at) select(collect_on) select(collected_minor) select(currency) select(customer_id) select(failure_code) select(id) select(made_at) select(method_id) select(next_try_on) select(noticed_minor) select(rule_id) select(skipped_because) select(state) select(tries)',
  autopay_policies: 'select(expiry_days) select(from_on) select(id) select(notice_days) select(retry_days)',
  autopay_rules:
    'insert select update(ceiling_minor) update(changed_at) update(changed_by_name) update(collects) update(day_no) update(method_id) update(notice_days) update(notify_email) update(paused_because) update(paused_until_on) update(state) update(version_no)',
  autopay_tries:
    'select(amount_minor) select(attempt_id) select(charge_id) select(customer_id) select(decided_at) select(failure_code) select(method_id) select(outcome) select(tried_at) select(try_no)',
  billed_usage: 'select',
  collection_policies: 'select',
  company: 'select',
  company_bank_accounts: 'select',
  company_bank_versions:
    'select(account_name) select(account_number) select(bank_name) select(currency) select(from_on) select(id) select(made_at) select(routing)',
  company_version_withdrawals: 'select(version_id) select(withdrawn_at)',
  company_versions: 'select(from_on) select(id) select(key) select(made_at) select(value) select(what)',
  contacts: 'select',
  contract_files:
    'select(contract_id) select(customer_id) select(file_name) select(id) select(media_type) select(removed_at) select(sha256) select(size_bytes) select(uploaded_at)',
  contract_lines:
    'select(anchor_on) select(charge) select(contract_id) select(customer_id) select(cycle) select(description) select(ends_on) select(id) select(line_no) select(po_number) select(price_list_id) select(product_id) select(quantity) select(site_id) select(starts_on) select(timing) select(withdrawn_in_version)',
  contract_prices:
    'select(contract_line_id) select(customer_id) select(id) select(scheme) select(valid_from_on) select(valid_to_on) select(version_no) select(withdrawn_in_version)',
  contracts:
    'select(currency) select(customer_id) select(ends_on) select(id) select(number) select(po_number) select(starts_on) select(state) select(title) select(version_no)',
  credit_reasons: 'select',
  credit_requests:
    'insert(asked_at) insert(asked_by) insert(asked_by_name) insert(customer_id) insert(note) insert(open_item_id) insert(wish) select(answer) select(answered_at) select(asked_at) select(asked_by_name) select(customer_id) select(id) select(note) select(open_item_id) select(wish)',
  credit_use_parts: 'insert select',
  credit_uses:
    'insert(amount_minor) insert(asked_at) insert(asked_by) insert(asked_by_name) insert(attempt_id) insert(currency) insert(customer_id) insert(id) select(amount_minor) select(asked_at) select(asked_by_name) select(attempt_id) select(currency) select(customer_id) select(done_at) select(id) select(used_minor)',
  customer_change_decisions:
    'insert(customer_id) insert(decided_at) insert(decided_by) insert(decided_by_name) insert(outcome) insert(request_id) select(customer_id) select(decided_at) select(from_on) select(outcome) select(reason) select(request_id)',
  customer_change_effects: 'select(customer_id) select(done_at) select(request_id)',
  customer_change_requests: 'insert select',
  customers: 'select',
  deliveries:
    'select(channel) select(customer_id) select(document_id) select(document_kind) select(id) select(invoice_id) select(ordered_at) select(state)',
  delivery_events:
    'select(customer_id) select(delivery_id) select(happened_at) select(id) select(kind) select(paid_on) select(person)',
  demo_clock: 'select',
  documents: 'select',
  einvoice_buyers: 'select(customer_id) select(portal_download) select(profile)',
  help_versions: 'select(body) select(from_on) select(id) select(language) select(slug) select(title)',
  hold_releases: 'select',
  holds: 'select',
  holidays: 'select',
  idempotency_keys: 'insert select',
  instrument_standing: 'select(customer_id) select(instrument_id) select(payment_id) select(state)',
  instruments:
    'select(amount_minor) select(bank_name) select(cheque_no) select(currency) select(customer_id) select(dated_on) select(id) select(number) select(received_on)',
  invoice_line_sources: 'select',
  invoice_lines: 'select',
  invoice_taxes: 'select',
  invoice_views: 'insert select',
  invoices: 'select',
  method_setups: 'insert select update(changed_at) update(session_ref) update(session_url) update(state)',
  number_series: 'select',
  open_items: 'select',
  payment_ask_items: 'insert select',
  payment_asks:
    'insert select update(answer) update(answered_at) update(answered_by) update(answered_by_name) update(outcome)',
  payment_attempt_items: 'insert select update(live)',
  payment_attempts:
    'insert select update(changed_at) update(failure_code) update(failure_text) update(intent_ref) update(session_ref) update(session_url) update(state)',
  payment_reversals: 'select',
  payments: 'select',
  portal_invitations:
    'select(accepted_at) select(customer_id) select(email) select(expires_at) select(group_role) select(id) select(invited_at) select(invited_by_name) select(limit_currency) select(limit_minor) select(name) select(revoked_at) select(role)',
  processor_customers: 'insert select',
  promise_events:
    'insert(amount_minor) insert(by_id) insert(by_kind) insert(by_name) insert(customer_id) insert(happened_at) insert(kind) insert(position) insert(promise_id) insert(promised_on) select(amount_minor) select(customer_id) select(id) select(kind) select(position) select(promise_id) select(promised_on)',
  promises:
    'insert(amount_minor) insert(currency) insert(customer_id) insert(grace_days) insert(id) insert(made_at) insert(made_by) insert(made_by_kind) insert(made_by_name) insert(made_on) insert(note) insert(pauses) insert(promised_on) insert(source) select(amount_minor) select(currency) select(customer_id) select(grace_days) select(id) select(made_at) select(made_by_kind) select(made_by_name) select(made_on) select(promised_on) select(state)',
  plan_asks:
    'insert(act) insert(asked_at) insert(asked_by) insert(asked_by_name) insert(customer_id) insert(id) insert(key) insert(method_id) insert(note) insert(plan_id) insert(wish) select(act) select(answered_at) select(answered_plan_id) select(asked_at) select(customer_id) select(id) select(key) select(method_id) select(note) select(outcome) select(plan_id) select(refusal) select(wish)',
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
  refund_events:
    'select(customer_id) select(effective_on) select(happened_at) select(id) select(kind) select(position) select(refund_id)',
  refunds:
    'select(amount_minor) select(credit_item_id) select(currency) select(customer_id) select(effective_on) select(id) select(made_at) select(method) select(number) select(payment_id)',
  saved_methods:
    'select(added_at) select(added_by_name) select(brand) select(changed_at) select(customer_id) select(detached_at) select(exp_month) select(exp_year) select(id) select(is_default) select(kind) select(last4) select(removed_at) select(state) select(state_reason) update(changed_at) update(is_default) update(removed_at) update(state) update(state_reason)',
  said_paid:
    'insert(amount_minor) insert(customer_id) insert(invoice_id) insert(paid_on) insert(paused_to_on) insert(reference) insert(said_at) insert(said_by) insert(said_by_kind) insert(said_by_name) insert(said_on) select(amount_minor) select(answer) select(answered_at) select(customer_id) select(id) select(invoice_id) select(paid_on) select(paused_to_on) select(said_at) select(said_by_name) select(said_on)',
  seals: 'select(before_xid) select(seal_no) select(sealed_at)',
  sites: 'select(address_lines) select(code) select(customer_id) select(id) select(name)',
  statement_defaults: 'select(form)',
  statement_preferences: 'select(customer_id) select(form)',
  surcharge_notes: 'select(attempt_id) select(customer_id) select(invoice_id) select(payment_id)',
  system_marker: 'select',
  tax_categories: 'select',
  transfers: 'select',
  usage_records:
    'select(contract_line_id) select(corrects_id) select(customer_id) select(id) select(kind) select(occurred_on) select(quantity) select(reference) select(site_id) select(unit_code)',
  dispute_asks:
    'insert(act) insert(asked_at) insert(asked_by) insert(asked_by_kind) insert(asked_by_name) insert(customer_id) insert(dispute_id) insert(id) insert(invoice_id) insert(key) insert(wish) select(act) select(answered_at) select(answered_dispute_id) select(asked_at) select(customer_id) select(dispute_id) select(id) select(invoice_id) select(key) select(outcome) select(refusal) select(wish)',
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

/** Tables the portal reads whole, because every customer may know what is in them. */
export const SAME_FOR_ALL = [
  'autopay_policies',
  'collection_policies',
  'company',
  'company_bank_accounts',
  'company_bank_versions',
  'company_version_withdrawals',
  'company_versions',
  'credit_reasons',
  'demo_clock',
  'dispute_reasons',
  'holidays',
  'help_versions',
  'number_series',
  'plan_policies',
  'seals',
  'statement_defaults',
  'system_marker',
  'tax_categories',
];

/** Functions that run with their owner's rights. Each is a door in the wall and needs a reason in its comment. */
const DEFINERS = [
  ...[
    'apply_items',
    'check_application_base',
    'check_applications',
    'check_holds',
    'item_left',
    'item_number',
    'unapply_items',
  ],
  ...['post_run_chunk', 'number_run_chunk'],
  ...['check_money_out', 'partner_customers'],
  ...['check_promise_stands'],
  ...['check_attempt_right', 'check_released_amount', 'portal_people'],
  ...['credits_being_refunded', 'portal_line_prices', 'portal_enqueue', 'portal_lock_customer'],
  ...['check_relief', 'check_recovery', 'check_refund_event'],
  ...['record_write_offs', 'record_refunds', 'record_refund_batch'],
  ...['close_period', 'reopen_period'],
  ...['check_deferrals', 'check_deferral_releases', 'lock_deferrals', 'lock_due_deferrals'],
  ...['check_deposit_lines', 'check_reversal_account', 'lock_instruments', 'take_instrument_step'],
  ...['record_deposit', 'record_instrument'],
  ...['check_usage_corrections', 'check_readings', 'take_delivery_step'],
  ...['check_plan_item', 'take_plan_event'],
  ...[
    'portal_items',
    'post_entries',
    'record_invoices',
    'record_payments',
    'seal_now',
    'take_numbers',
    'take_snapshot',
  ],
];

/** What the back office may do nothing to but read, or read and add to. */
const APPEND_ONLY = `select t.tgrelid as table_oid from pg_trigger t join pg_proc f on f.oid = t.tgfoid
  where f.proname = 'refuse_change' and not t.tgisinternal`;

// Rights on the database itself are not cloned with it, so they are looked up at the template every clone comes from.
const quoted = (names: readonly string[]) => names.map((name) => `'${name}'`).join(', ');
const RUNTIME = `('tallystick_staff', 'tallystick_portal', 'tallystick_worker', 'tallystick_partner')`;
const OURS = `n.nspname not in ('information_schema', 'pgboss') and n.nspname not like 'pg\\_%'`;
const OUR_TABLES = `pg_class c join pg_namespace n on n.oid = c.relnamespace and ${OURS} and c.relkind in ('r', 'p', 'v', 'm', 'f')`;
const OUR_FUNCTIONS = `pg_proc p join pg_namespace n on n.oid = p.pronamespace and ${OURS}
  and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')`;
const privileges = `('select'), ('insert'), ('update'), ('delete'), ('truncate'), ('references'), ('trigger'), ('maintain')`;

const PORTAL_HOLDS = `select c.relname, string_agg(held.what, ' ' order by held.what) as may from ${OUR_TABLES}
  cross join lateral (
    select v.what from (values ${privileges}) as v (what) where has_table_privilege('tallystick_portal', c.oid, v.what)
    union all
    select v.what || '(' || a.attname || ')' from (values ('select'), ('insert'), ('update'), ('references')) as v (what), pg_attribute a
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      and has_column_privilege('tallystick_portal', c.oid, a.attnum, v.what)
      and not has_table_privilege('tallystick_portal', c.oid, v.what)) as held
  group by c.relname`;

const PORTAL_EXPECTED = Object.entries(PORTAL_MAY)
  .map(([table, may]) => `('${table}', '${may}')`)
  .join(', ');

export const WALL_RULES: WallRule[] = [
  {
    name: 'the logins of web and worker are nobody else: no inheritance, no membership, no special right',
    faults: `select rolname as fault from pg_roles where rolname in ${RUNTIME}
        and (rolinherit or rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolreplication)
      union all
      select m.member::regrole::text || ' is a member of ' || m.roleid::regrole::text from pg_auth_members m
        where m.member::regrole::text in ${RUNTIME} or m.roleid::regrole::text in ${RUNTIME}
          and m.member <> (select oid from pg_roles where rolname = current_user)`,
    plants: [
      'alter role tallystick_portal inherit',
      'alter role tallystick_worker bypassrls',
      'grant tallystick_staff to tallystick_portal',
      'grant tallystick_owner to tallystick_worker',
    ],
  },
  {
    name: 'they own nothing and may create nothing',
    faults: `select c.relname as fault from pg_class c where pg_get_userbyid(c.relowner) in ${RUNTIME}
      union all select p.proname from pg_proc p where pg_get_userbyid(p.proowner) in ${RUNTIME}
      union all select n.nspname from pg_namespace n where pg_get_userbyid(n.nspowner) in ${RUNTIME}
      union all
      select r.rolname || ' may create in ' || n.nspname from pg_roles r, pg_namespace n
        where r.rolname in ${RUNTIME} and n.nspname not like 'pg\\_%' and has_schema_privilege(r.oid, n.oid, 'create')
      union all
      select r.rolname || ' may ' || w.what || ' in the database' from pg_roles r, (values ('create'), ('temporary')) as w (what)
        where r.rolname in ${RUNTIME} and has_database_privilege(r.oid, '${TEMPLATE}', w.what)`,
    plants: [
      'alter table customers owner to tallystick_worker',
      'grant create on schema public to tallystick_staff',
      `grant temporary on database ${TEMPLATE} to tallystick_portal`,
    ],
  },
  {
    name: 'the portal may do exactly what is written down, table by table',
    faults: `select coalesce(held.relname, expected.name) || ': ' || coalesce(held.may, 'nothing') as fault
      from (${PORTAL_HOLDS}) as held full join (values ${PORTAL_EXPECTED}) as expected (name, may) on expected.name = held.relname
      where held.may is distinct from expected.may`,
    plants: [
      'grant select on users to tallystick_portal',
      'grant select (email) on users to tallystick_portal',
      'grant delete on payment_attempts to tallystick_portal',
      'grant update (amount_minor) on payment_attempts to tallystick_portal',
      'revoke select on invoices from tallystick_portal',
    ],
  },
  {
    name: 'the portal reaches no other schema, and the public role reaches nothing',
    faults: `select 'portal uses ' || n.nspname as fault from pg_namespace n
        where n.nspname not in ('public', 'information_schema') and n.nspname not like 'pg\\_%'
          and has_schema_privilege('tallystick_portal', n.oid, 'usage')
      union all
      select c.relname || ' is open to public' from ${OUR_TABLES}, lateral aclexplode(c.relacl) as a where a.grantee = 0
      union all
      select p.proname || ' is open to public' from ${OUR_FUNCTIONS}
        , lateral aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) as a where a.grantee = 0
      union all
      select n.nspname || ' is open to public' from pg_namespace n, lateral aclexplode(n.nspacl) as a
        where ${OURS} and a.grantee = 0`,
    plants: [
      'grant usage on schema pgboss to tallystick_portal',
      'grant select on customers to public',
      "create function planted() returns int language sql set search_path = public, pg_temp as 'select 1'",
      'grant usage on schema public to public',
    ],
  },
  {
    name: 'each table the portal reaches has row-level security with a rule for it that asks for the scope',
    faults: `select c.relname as fault from (${PORTAL_HOLDS}) as held join ${OUR_TABLES} on c.relname = held.relname
      where c.relname not in (${quoted(SAME_FOR_ALL)}) and c.relkind <> 'v'
        and (not c.relrowsecurity or not exists (
          select 1 from pg_policy p where p.polrelid = c.oid and p.polpermissive
            and p.polroles = array['tallystick_portal'::regrole::oid]))
      union all
      select c.relname || ': ' || p.polname from pg_policy p join ${OUR_TABLES} on c.oid = p.polrelid
      where ('tallystick_portal'::regrole::oid = any (p.polroles) or 0 = any (p.polroles)) and p.polpermissive
        and coalesce(pg_get_expr(p.polqual, p.polrelid), '') !~ 'portal_customer|portal_invoices|tallystick.customer_id'
        and not (p.polcmd = 'a' and c.relname = 'audit_records')`,
    plants: [
      'alter table invoices disable row level security',
      'drop policy portal_scope on payments',
      'create policy planted on invoices to tallystick_portal using (true)',
      'create policy planted on customers using (true)',
    ],
  },
  {
    name: 'what the portal adds is checked against its scope',
    faults: `select held.relname as fault from (${PORTAL_HOLDS}) as held
      where held.may ~ 'insert' and held.relname <> 'idempotency_keys' and not exists (
        select 1 from pg_policy p where p.polrelid = held.relname::regclass and not p.polpermissive and p.polcmd = 'a'
          and p.polroles = array['tallystick_portal'::regrole::oid])`,
    plants: ['drop policy own_item on payment_attempt_items', 'drop policy own_customer on audit_records'],
  },
  {
    name: 'a view asks with the rights of who looks, and nothing is materialised for the portal',
    faults: `select c.relname as fault from ${OUR_TABLES}
      where (c.relkind = 'v' and not coalesce(c.reloptions @> array['security_invoker=true'], false))
        or (c.relkind = 'm' and (has_table_privilege('tallystick_portal', c.oid, 'select')))`,
    plants: [
      'create view planted as select * from customers',
      'create materialized view planted as select * from customers; grant select on planted to tallystick_portal',
    ],
  },
  {
    name: "functions with their owner's rights are on the list, and every function has a fixed search path",
    faults: `select p.proname as fault from ${OUR_FUNCTIONS}
      where (p.prosecdef and p.proname not in (${quoted(DEFINERS)}))
        or not exists (select 1 from unnest(p.proconfig) as setting where setting like 'search_path=%pg_temp')
      union all select w.name from (values ${DEFINERS.map((name) => `('${name}')`).join(', ')}) as w (name)
        where not exists (select 1 from pg_proc p where p.proname = w.name and p.prosecdef)
      union all select p.proname || ' may be run by the portal' from ${OUR_FUNCTIONS}
        where has_function_privilege('tallystick_portal', p.oid, 'execute')
          and p.proname not in ('portal_customer', 'portal_invoices', 'portal_items', 'portal_may_name', 'portal_line_prices', 'credits_being_refunded', 'tax_rate_on', 'portal_enqueue', 'portal_lock_customer', 'portal_people', 'policy_on', 'seal_now', 'item_number',
            'company_banks', 'company_day', 'company_zone', 'company_version')`,
    plants: [
      "create function planted() returns int language sql security definer set search_path = public, pg_temp as 'select 1'",
      "create function planted() returns int language sql as 'select 1'",
      'alter function portal_items() reset search_path',
      'grant execute on function post_entries(jsonb) to tallystick_portal',
    ],
  },
  {
    name: 'nobody who serves requests or jobs may change or delete what is append-only, nor post by hand',
    faults: `select r.rolname || ' may ' || v.what || ' ' || ao.table_oid::regclass as fault
      from pg_roles r, (${APPEND_ONLY}) as ao, (values ('update'), ('delete'), ('truncate'), ('trigger')) as v (what)
      where r.rolname in ${RUNTIME} and has_table_privilege(r.oid, ao.table_oid, v.what)
      union all
      select r.rolname || ' may update a column of ' || ao.table_oid::regclass
      from pg_roles r, (${APPEND_ONLY}) as ao where r.rolname in ${RUNTIME} and has_any_column_privilege(r.oid, ao.table_oid, 'update')
      union all
      select r.rolname || ' may insert into ' || t.name from pg_roles r,
        (values ('entries'), ('entry_lines'), ('open_items'), ('invoices'), ('invoice_lines'), ('invoice_taxes'), ('invoice_line_sources'), ('billed_periods'), ('billed_usage'), ('payments'), ('write_offs'), ('refunds'), ('refund_batches'), ('instruments'), ('instrument_items'), ('instrument_standing'), ('deposit_batches'), ('deposit_lines'), ('deferrals'), ('number_series'), ('seals'), ('seal_leaves')) as t (name)
      where r.rolname in ${RUNTIME} and has_table_privilege(r.oid, t.name, 'insert')`,
    plants: [
      'grant update on entries to tallystick_staff',
      'grant update (reason) on audit_records to tallystick_worker',
      'grant delete on applications to tallystick_worker',
      'grant insert on entry_lines to tallystick_staff',
    ],
  },
  {
    name: 'the triggers that refuse change are there and on',
    faults: `select w.name as fault from (values ('entries'), ('entry_lines'), ('applications'), ('holds'), ('hold_releases'), ('invoices'),
        ('invoice_lines'), ('invoice_taxes'), ('payments'), ('payment_reversals'), ('documents'), ('audit_records'), ('stripe_effects'),
        ('open_items'), ('seals'), ('seal_leaves'), ('proof_runs')) as w (name)
      where not exists (select 1 from pg_trigger t join pg_proc f on f.oid = t.tgfoid
        where t.tgrelid = w.name::regclass and f.proname = 'refuse_change' and t.tgenabled in ('O', 'A'))`,
    plants: ['alter table entries disable trigger _010_append_only', 'drop trigger _010_append_only on audit_records'],
  },
];

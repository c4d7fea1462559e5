/**
 * House rules of the schema, each as one SELECT over the catalogue that must return no row. `plant` is a change that
 * breaks the rule; the test makes it inside a transaction that is rolled back and sees the rule report it.
 */
export type SchemaRule = { name: string; faults: string; plant: string };

/** Tables that belong to no single customer, each with the reason. Every other table carries customer_id. */
export const NOT_CUSTOMER_OWNED: Record<string, string> = {
  system_marker: 'what the database was made for',
  schema_migrations: 'which migrations ran',
  demo_clock: 'the movable clock of demo and tests',
  company: 'the seller',
  company_bank_accounts: 'the seller',
  tax_categories: 'a short list for all',
  exchange_rates: 'a short list for all',
  credit_reasons: 'a short list for all',
  deduction_codes: 'a short list for all',
  adjustment_reasons: 'a short list for all',
  allowance_changes: 'what is expected to be lost of all customers together',
  write_off_batches: 'one decision over items of many customers',
  refund_batches: 'one file for the bank with refunds of many customers',
  deposit_batches: 'one visit to the bank with money of many customers',
  deposit_cancellations: 'of a deposit',
  processor_transactions: 'movements of the seller’s balance at the processor',
  processor_fees: 'of a movement',
  movement_closings: 'of a movement',
  processor_exchanges: 'of a movement',
  payouts: 'money of many customers on its way to the seller’s bank',
  payout_parts: 'of a payout',
  payout_postings: 'of a payout',
  autopay_policies: 'how the seller announces debits and tries them again',
  units: 'a short list for all',
  products: 'what the seller sells',
  price_lists: 'what the seller asks of anyone',
  price_imports: 'what the seller asks of anyone',
  list_prices: 'what the seller asks of anyone',
  list_price_withdrawals: 'of a list price',
  billing_runs: 'one run bills many customers',
  run_recipes: 'how runs over many customers are set up',
  run_recipe_days: 'when a set-up was due',
  einvoice_profiles: 'a short list for all',
  einvoice_seller: 'the seller',
  delivery_defaults: 'how the seller sends to who chose nothing',
  contact_rules: 'when the seller reminds anyone',
  collection_policies: 'when the seller reminds anyone',
  reminder_stages: 'when the seller reminds anyone',
  reminder_runs: 'one morning reminds many customers',
  print_batches: 'one file for the printer with documents of many customers',
  holidays: 'days on which the banks are shut, for all',
  customers: 'is the customer',
  users: 'a person, who may belong to several customers',
  sessions: 'of a user',
  recovery_codes: 'of a user',
  sign_in_links: 'of a user',
  rate_limits: 'counts requests of anyone',
  portal_queues: 'a short list for all',
  idempotency_keys: 'what a repeated request of anyone was answered',
  periods: 'months of the seller',
  period_events: 'months of the seller',
  company_bank_versions: 'the seller',
  company_versions: 'the seller',
  company_version_withdrawals: 'the seller',
  help_versions: 'help is the same for all',
  approval_rules: 'limits of the seller',
  approval_delegations: 'between two members of staff',
  approval_delegation_ends: 'of a delegation',
  approval_decisions: 'of a request, which carries the customer',
  approval_effects: 'of a request, which carries the customer',
  approval_uses: 'of a request, which carries the customer',
  ledger_accounts: 'the chart of accounts',
  plan_policies: 'what the seller allows anyone',
  statement_schedules: 'when the seller sends statements',
  statement_defaults: 'what the seller sends to who chose nothing',
  statement_runs: 'one run sends statements to many customers',
  portfolio_packs: 'what a colleague was given of many customers',
  account_snapshots: 'what stood on accounts of the whole ledger',
  snapshots: 'when what was open of all customers was kept',
  entries: 'one entry may hold lines of two customers (a transfer)',
  revaluations: 'foreign receivables of all customers together',
  number_series: 'the seller counts, not the customer',
  import_mappings: 'which column of a file means what, for all',
  usage_imports: 'one file may hold usage of many customers',
  import_files: 'uploads that wait for a person, before we know whom they concern',
  stripe_events: "the processor's words, before we know whom they concern",
  seals: 'batches of rows of all customers',
  seal_leaves: 'hashes of rows of all customers',
  proof_runs: 'what the checks of all rows found',
  proof_requests: 'how far a run of the checks has come',
  sweep_cursors: 'how far a sweep over all events has come',
  dispute_queues: 'who of the seller works on disputes',
  dispute_targets: 'how soon the seller answers anyone',
  dispute_reasons: 'a short list for all',
  dispute_causes: 'what disputes come from, a short list for all',
  saved_answers: 'words for anyone',
  saved_answer_versions: 'of a saved answer',
  complaint_rungs: 'to whom complaints of anyone go',
  timeline_gatherings: 'how far the timelines of all customers were drawn',
  inbound_mails: 'mail from outside, before we know whom it concerns',
  inbound_files: 'of a mail from outside',
  inbound_mail_dismissals: 'of a mail that concerns no customer',
  bank_accounts: 'the seller',
  bank_imports: 'files of the seller’s bank',
  bank_statements: 'of an account of the seller',
  remittance_rows: 'of an advice, before we know whose it is',
  remittance_choices: 'of an advice',
  remittance_links: 'of an advice and a line of the bank',
  bank_lines: 'money on an account of the seller, before we know whose it is',
  bank_line_states: 'of a line',
  bank_explanations: 'of a line; its parts carry the customer',
  bank_explanation_undoings: 'of an explanation',
  unidentified_receipts: 'money on an account of the seller, before we know whose it is',
  unidentified_notes: 'of such a receipt',
  receipt_identification_undoings: 'of an identification, which carries the customer',
  receipt_returns: 'of such a receipt',
  bank_link_reversals: 'of a part of a line, which carries the customer',
  bank_rule_endings: 'of a rule, which carries the customer where it names one',
  bank_rule_ticks: 'of a rule, which carries the customer where it names one',
  bank_posting_choices: 'how sure the seller wants to be of anyone',
  bank_gate_openings: 'counts over lines of all customers',
  bank_automatic_postings: 'of an explanation',
  stripe_effects: "the processor's words, before we know whom they concern",
};

/** Exact decimals that are no amounts of money. */
const DECIMAL_COLUMNS = ['quantity', 'unit_price', 'rate', 'value', 'multiplier'];

const list = (names: string[]) => names.map((name) => `'${name}'`).join(', ');

const OUR_SCHEMAS = `n.nspname not in ('information_schema', 'pgboss') and n.nspname not like 'pg\\_%'`;

const OUR_COLUMNS = `pg_attribute a
  join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p')
  join pg_namespace n on n.oid = c.relnamespace and ${OUR_SCHEMAS}
  where a.attnum > 0 and not a.attisdropped`;

const OUR_FUNCTIONS = `pg_proc p join pg_namespace n on n.oid = p.pronamespace and ${OUR_SCHEMAS}
  where not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')`;

const column = "c.relname || '.' || a.attname";
const type = 'format_type(a.atttypid, null)';

export const SCHEMA_RULES: SchemaRule[] = [
  {
    name: 'every table and view says what it is',
    faults: `select c.relname as fault from pg_class c join pg_namespace n on n.oid = c.relnamespace and ${OUR_SCHEMAS}
      where c.relkind in ('r', 'p', 'v') and obj_description(c.oid, 'pg_class') is null
        and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')`,
    plant: 'create table planted (id uuid)',
  },
  {
    name: 'a column that ends in _minor is bigint, and amounts end in _minor',
    faults: `select ${column} as fault from ${OUR_COLUMNS} and (
      (a.attname like '%\\_minor' and ${type} <> 'bigint')
      or (${type} in ('bigint', 'integer') and a.attname !~ '_minor$'
        and a.attname ~ '(amount|total|net|gross|residual|price|fee|balance|paid|taxable)'))`,
    plant: 'create table planted (amount bigint); create table planted_too (fee_minor integer)',
  },
  {
    name: 'no floating point, no money type, and decimals only where they are exact by nature',
    faults: `select ${column} as fault from ${OUR_COLUMNS} and (${type} in ('real', 'double precision', 'money')
      or (${type} = 'numeric' and a.attname not in (${list(DECIMAL_COLUMNS)})))`,
    plant: 'create table planted (amount_minor numeric(12, 2))',
  },
  {
    name: 'a date column ends in _on, and nothing else does',
    faults: `select ${column} as fault from ${OUR_COLUMNS} and (${type} = 'date') <> (a.attname like '%\\_on')`,
    plant: 'create table planted (due_date date)',
  },
  {
    name: 'an instant is timestamptz and ends in _at, and nothing else does',
    faults: `select ${column} as fault from ${OUR_COLUMNS}
      and (${type} = 'timestamp without time zone'
        or (${type} = 'timestamp with time zone') <> (a.attname like '%\\_at'))`,
    plant: 'create table planted (created_at timestamp)',
  },
  {
    name: 'json is jsonb',
    faults: `select ${column} as fault from ${OUR_COLUMNS} and ${type} = 'json'`,
    plant: 'create table planted (payload json)',
  },
  {
    name: 'a table that belongs to a customer carries customer_id',
    faults: `select c.relname as fault from pg_class c join pg_namespace n on n.oid = c.relnamespace and ${OUR_SCHEMAS}
      where c.relkind in ('r', 'p') and c.relname not in (${list(Object.keys(NOT_CUSTOMER_OWNED))})
        and not exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'customer_id')`,
    plant: 'create table planted (invoice_id uuid)',
  },
  {
    name: 'customer_id points at a customer',
    faults: `select c.relname as fault from ${OUR_COLUMNS} and a.attname = 'customer_id' and not exists (
      select 1 from pg_constraint k where k.conrelid = c.oid and k.contype = 'f' and a.attnum = any (k.conkey)
        and (k.confrelid = 'customers'::regclass or exists (
          -- Or at the customer of what it belongs to, by one key for both.
          select 1 from pg_attribute o where o.attrelid = k.confrelid and o.attname = 'customer_id' and o.attnum = any (k.confkey)))
      )`,
    plant: 'create table planted (customer_id uuid)',
  },
  {
    name: 'a constraint is named for its kind',
    faults: `select c.relname || '.' || k.conname as fault from pg_constraint k join pg_class c on c.oid = k.conrelid
      join pg_namespace n on n.oid = c.relnamespace and ${OUR_SCHEMAS}
      where case k.contype when 'c' then k.conname !~ '_check$' when 'f' then k.conname !~ '_fk$'
        when 'u' then k.conname !~ '_unique$' when 'p' then k.conname !~ '_pkey$' else false end`,
    plant: 'create table planted (number text unique)',
  },
  {
    name: 'every function says what it does and fixes its search_path',
    faults: `select p.proname as fault from ${OUR_FUNCTIONS} and (obj_description(p.oid, 'pg_proc') is null
      or not exists (select 1 from unnest(p.proconfig) setting where setting like 'search\\_path=%'))`,
    plant: "create function planted() returns int language sql as 'select 1'",
  },
  {
    name: 'triggers are numbered in the order in which they fire',
    faults: `select c.relname || '.' || t.tgname as fault from pg_trigger t join pg_class c on c.oid = t.tgrelid
      join pg_namespace n on n.oid = c.relnamespace and ${OUR_SCHEMAS} where not t.tgisinternal and t.tgname !~ '^_[0-9]{3}_'`,
    plant:
      'create trigger planted before delete on customers for each row execute function suppress_redundant_updates_trigger()',
  },
  {
    name: 'a view asks with the rights of the one who reads it, and nothing is materialised',
    faults: `select c.relname as fault from pg_class c join pg_namespace n on n.oid = c.relnamespace and ${OUR_SCHEMAS}
      where c.relkind = 'm' or (c.relkind = 'v' and not coalesce('security_invoker=true' = any (c.reloptions)
        or 'security_invoker=on' = any (c.reloptions), false))`,
    plant: 'create view planted as select 1 as one',
  },
  {
    name: 'what never changes and knows its transaction is sealed, and a seal finds its last rows by an index',
    faults: `select t.tgrelid::regclass::text || ' is not sealed' as fault from pg_trigger t join pg_proc f on f.oid = t.tgfoid
      where f.proname = 'refuse_change' and t.tgtype & 16 > 0
        and exists (select from pg_attribute a where a.attrelid = t.tgrelid and a.attname = 'xid' and not a.attisdropped)
        and t.tgrelid::regclass::text not in (select family from sealed_families())
      union all
      select family || ' has no index on xid' from sealed_families() where not exists (
        select from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
        where i.indrelid = family::regclass and a.attname = 'xid')
      union all
      select family || ' may be updated' from sealed_families() where not exists (
        select from pg_trigger t join pg_proc f on f.oid = t.tgfoid
        where t.tgrelid = family::regclass and f.proname = 'refuse_change' and t.tgtype & 16 > 0)`,
    plant: `create table planted (id uuid, xid xid8); create trigger _010_append_only before update on planted
      for each statement execute function refuse_change()`,
  },
];

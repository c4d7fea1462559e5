-- What is checked before an invoice is issued is data: rules in versions, and the test each was switched on by.

create table issue_rule_tests (
  id uuid constraint issue_rule_tests_pkey primary key default uuidv7(),
  code text not null constraint issue_rule_tests_code_check check (code ~ '^[a-z]+(-[a-z]+)*$'),
  severity text not null constraint issue_rule_tests_severity_check check (severity in ('block', 'warn')),
  customer_id uuid constraint issue_rule_tests_customer_fk references customers (id),
  product_id uuid constraint issue_rule_tests_product_fk references products (id),
  params jsonb not null,
  values_digest text not null generated always as
    (md5(code || ' ' || severity || ' ' || coalesce(customer_id::text, '') || ' ' || coalesce(product_id::text, '') || ' ' || params::text)) stored,
  looked_from_on date not null,
  looked_to_on date not null,
  looked_at_count integer not null constraint issue_rule_tests_looked_check check (looked_at_count >= 0),
  stopped_count integer not null constraint issue_rule_tests_stopped_check check (stopped_count between 0 and looked_at_count),
  stopped jsonb not null,
  tested_by uuid constraint issue_rule_tests_user_fk references users (id),
  tested_by_name text not null,
  tested_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint issue_rule_tests_values_unique unique (id, values_digest),
  constraint issue_rule_tests_days_check check (looked_to_on >= looked_from_on)
);
comment on table issue_rule_tests is 'Append-only: what a rule with exactly these values would have stopped among past invoices. values_digest names the values; stopped lists the newest of them.';
create index issue_rule_tests_by_values on issue_rule_tests (values_digest, id desc);
create index issue_rule_tests_by_customer on issue_rule_tests (customer_id) where customer_id is not null;
create index issue_rule_tests_by_xid on issue_rule_tests (xid);

create table issue_rules (
  version bigint generated always as identity constraint issue_rules_pkey primary key,
  code text not null constraint issue_rules_code_check check (code ~ '^[a-z]+(-[a-z]+)*$'),
  severity text not null constraint issue_rules_severity_check check (severity in ('block', 'warn')),
  customer_id uuid constraint issue_rules_customer_fk references customers (id),
  product_id uuid constraint issue_rules_product_fk references products (id),
  params jsonb not null,
  values_digest text not null generated always as
    (md5(code || ' ' || severity || ' ' || coalesce(customer_id::text, '') || ' ' || coalesce(product_id::text, '') || ' ' || params::text)) stored,
  state text not null constraint issue_rules_state_check check (state in ('on', 'off')),
  test_id uuid,
  delivered boolean not null default false,
  reason text not null constraint issue_rules_reason_check check (length(btrim(reason)) between 1 and 500),
  changed_by uuid constraint issue_rules_user_fk references users (id),
  changed_by_name text not null,
  changed_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint issue_rules_test_fk foreign key (test_id, values_digest) references issue_rule_tests (id, values_digest),
  constraint issue_rules_tested_check check (state = 'off' or delivered or test_id is not null)
);
comment on table issue_rules is 'Append-only: versions of what is checked before an invoice is issued, for all, a customer, a product, or a customer''s product. The newest of a code and scope counts. One that is switched on names the test that was run with exactly its values.';
create index issue_rules_newest on issue_rules (code, customer_id, product_id, version desc);
create index issue_rules_by_customer on issue_rules (customer_id) where customer_id is not null;
create index issue_rules_by_xid on issue_rules (xid);

create view issue_rules_now with (security_invoker = true) as
  select distinct on (code, customer_id, product_id) version, code, severity, customer_id, product_id, params, state, test_id, reason,
    changed_by_name, changed_at
  from issue_rules
  order by code, customer_id, product_id, version desc;
comment on view issue_rules_now is 'The rules that count today: the newest version of each code and scope, those switched off included.';

-- What every company starts with; changed on the settings page, where each change is tested first.
insert into issue_rules (code, severity, params, state, delivered, reason, changed_by_name, changed_at)
select code, severity, params::jsonb, 'on', true, 'as delivered', '', now() from (values
  ('po-missing', 'block', '{}'),
  ('tax-number-missing', 'block', '{"countries": ["IN"]}'),
  ('nowhere-to-send', 'block', '{}'),
  ('address-missing', 'block', '{}'),
  ('duplicate', 'block', '{}'),
  ('quantity-jump', 'block', '{"morePercent": 200, "pastAtLeast": 3}'),
  ('price-off-contract', 'block', '{}'),
  ('contract-ended', 'block', '{}'),
  ('no-price', 'block', '{}'),
  ('total-zero', 'warn', '{}'),
  ('total-negative', 'warn', '{}'),
  ('estimated', 'warn', '{}'),
  ('first-invoice', 'warn', '{}'),
  ('change-over-limit', 'warn', '{"morePercent": 100, "lessPercent": 50}')) as seed (code, severity, params);

-- Autopay: what is due is taken from a saved method by a rule the customer made, each debit announced beforehand.

create table autopay_policies (
  id uuid constraint autopay_policies_pkey primary key default uuidv7(),
  from_on date not null,
  notice_days smallint not null constraint autopay_policies_notice_check check (notice_days between 1 and 30),
  retry_days smallint[] not null constraint autopay_policies_retries_check check (
    cardinality(retry_days) <= 6 and 1 <= all (retry_days) and 60 >= all (retry_days)),
  expiry_days smallint[] not null constraint autopay_policies_expiry_check check (
    cardinality(expiry_days) <= 6 and 1 <= all (expiry_days) and 120 >= all (expiry_days)),
  reason text not null constraint autopay_policies_reason_check check (length(btrim(reason)) between 1 and 500),
  made_by uuid constraint autopay_policies_user_fk references users (id),
  made_by_name text not null,
  made_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id()
);
comment on table autopay_policies is 'Append-only: from a day on, the least days between notice and debit, the days after the first try on which a debit that may be tried again is, and how many days ahead a card''s end is told. Of one day the version made last counts.';
create index autopay_policies_newest on autopay_policies (from_on desc, id desc);
create index autopay_policies_by_xid on autopay_policies (xid);
insert into autopay_policies (from_on, notice_days, retry_days, expiry_days, reason, made_by_name, made_at)
  values ('2000-01-01', 3, '{3,5,7}', '{60,30,7}', 'as delivered', '', now());

create table autopay_rules (
  id uuid constraint autopay_rules_pkey primary key default uuidv7(),
  customer_id uuid not null constraint autopay_rules_customer_fk references customers (id),
  contract_id uuid,
  currency text not null constraint autopay_rules_currency_check check (currency ~ '^[A-Z]{3}$'),
  method_id uuid not null,
  collects text not null constraint autopay_rules_collects_check check (collects in ('due_date', 'day_of_month')),
  day_no smallint constraint autopay_rules_day_check check (day_no between 1 and 31),
  ceiling_minor bigint constraint autopay_rules_ceiling_check check (ceiling_minor > 0),
  notice_days smallint not null constraint autopay_rules_notice_check check (notice_days between 1 and 30),
  state text not null constraint autopay_rules_state_check check (state in ('on', 'paused', 'off')),
  paused_because text constraint autopay_rules_because_check check (paused_because in ('asked', 'method', 'notice')),
  paused_until_on date,
  notify_email text not null constraint autopay_rules_email_check check (notify_email like '_%@_%'),
  version_no integer not null default 1,
  made_by_name text not null,
  made_at timestamptz not null,
  changed_by_name text not null,
  changed_at timestamptz not null,
  constraint autopay_rules_owner_unique unique (id, customer_id),
  constraint autopay_rules_one_unique unique nulls not distinct (customer_id, currency, contract_id),
  constraint autopay_rules_contract_fk foreign key (contract_id, customer_id) references contracts (id, customer_id),
  constraint autopay_rules_method_fk foreign key (method_id, customer_id) references saved_methods (id, customer_id),
  constraint autopay_rules_when_check check ((collects = 'day_of_month') = (day_no is not null)),
  constraint autopay_rules_paused_check check ((state = 'paused') = (paused_because is not null) and (paused_until_on is null or state = 'paused'))
);
comment on table autopay_rules is 'What a customer lets us take by ourselves: of all invoices in a currency, or of those of one contract, on the due date or a day of the month, from which method, up to how much each time, announced how many days before. One per customer, currency and contract; turned off it stays.';
create index autopay_rules_live on autopay_rules (id) where state <> 'off';
create index autopay_rules_by_method on autopay_rules (method_id) where state <> 'off';

create table autopay_charges (
  id uuid constraint autopay_charges_pkey primary key default uuidv7(),
  customer_id uuid not null,
  rule_id uuid not null,
  method_id uuid not null,
  currency text not null constraint autopay_charges_currency_check check (currency ~ '^[A-Z]{3}$'),
  collect_on date not null,
  noticed_minor bigint not null constraint autopay_charges_noticed_check check (noticed_minor >= 0),
  ceiling_minor bigint,
  notice_days smallint not null constraint autopay_charges_notice_check check (notice_days between 1 and 30),
  message_id uuid not null constraint autopay_charges_message_fk references messages (id),
  state text not null default 'noticed' constraint autopay_charges_state_check check (state in
    ('noticed', 'collecting', 'retrying', 'collected', 'failed', 'skipped')),
  skipped_because text constraint autopay_charges_skipped_check check (skipped_because in
    ('nothing-left', 'over-ceiling', 'rule-off', 'paused', 'method', 'notice')),
  failure_code text,
  next_try_on date,
  tries smallint not null default 0 constraint autopay_charges_tries_check check (tries >= 0),
  collected_minor bigint,
  seen_at timestamptz,
  seen_by_name text not null default '',
  made_at timestamptz not null,
  changed_at timestamptz not null,
  constraint autopay_charges_owner_unique unique (id, customer_id),
  constraint autopay_charges_day_unique unique (rule_id, collect_on),
  constraint autopay_charges_rule_fk foreign key (rule_id, customer_id) references autopay_rules (id, customer_id),
  constraint autopay_charges_method_fk foreign key (method_id, customer_id) references saved_methods (id, customer_id),
  constraint autopay_charges_ceiling_check check (noticed_minor <= ceiling_minor),
  constraint autopay_charges_collected_check check ((state = 'collected') = (collected_minor is not null) and collected_minor <= noticed_minor),
  constraint autopay_charges_end_check check ((state = 'skipped') = (skipped_because is not null) and (state = 'retrying') = (next_try_on is not null))
);
comment on table autopay_charges is 'One collection of a rule on one day: what the notice said, then tried, tried again, collected, given up or left out with the reason. One per rule and day.';
create index autopay_charges_by_customer on autopay_charges (customer_id, collect_on desc, id desc);
create index autopay_charges_live on autopay_charges (collect_on, id) where state in ('noticed', 'collecting', 'retrying');
create index autopay_charges_to_look_at on autopay_charges (changed_at desc, id) where state in ('failed', 'retrying', 'skipped') and seen_at is null;
create index autopay_charges_by_message on autopay_charges (message_id);

create table autopay_charge_items (
  charge_id uuid not null,
  item_id uuid not null constraint autopay_charge_items_item_fk references open_items (id),
  customer_id uuid not null,
  amount_minor bigint not null constraint autopay_charge_items_amount_check check (amount_minor > 0),
  left_out boolean not null default false,
  live boolean not null,
  constraint autopay_charge_items_pkey primary key (charge_id, item_id),
  constraint autopay_charge_items_charge_fk foreign key (charge_id, customer_id) references autopay_charges (id, customer_id),
  constraint autopay_charge_items_live_check check (not (live and left_out))
);
comment on table autopay_charge_items is 'The open items a collection was announced for, with how much of each; left_out ones were named as over the ceiling and are not taken. An item is in one live collection at most.';
create unique index autopay_charge_items_one_live_unique on autopay_charge_items (item_id) where live;
create index autopay_charge_items_by_item on autopay_charge_items (item_id);

create table autopay_tries (
  charge_id uuid not null,
  try_no smallint not null constraint autopay_tries_no_check check (try_no > 0),
  customer_id uuid not null,
  method_id uuid not null,
  amount_minor bigint not null constraint autopay_tries_amount_check check (amount_minor > 0),
  once_key text not null generated always as ('autopay:' || charge_id::text || ':' || try_no::text) stored constraint autopay_tries_once_unique unique,
  attempt_id uuid constraint autopay_tries_attempt_fk references payment_attempts (id) constraint autopay_tries_attempt_unique unique,
  outcome text constraint autopay_tries_outcome_check check (outcome in ('succeeded', 'failed', 'refused')),
  failure_code text,
  tried_at timestamptz not null,
  decided_at timestamptz,
  constraint autopay_tries_pkey primary key (charge_id, try_no),
  constraint autopay_tries_charge_fk foreign key (charge_id, customer_id) references autopay_charges (id, customer_id),
  constraint autopay_tries_method_fk foreign key (method_id, customer_id) references saved_methods (id, customer_id),
  constraint autopay_tries_decided_check check ((outcome is null) = (decided_at is null) and (outcome is distinct from 'succeeded' or attempt_id is not null))
);
comment on table autopay_tries is 'Each time a collection was put to the processor: written before, so that whoever goes on after a break asks under the same key. Refused means that nothing was asked for: paid meanwhile, or another payment was under way.';

-- When a message left is known for good: what is told later about its arrival moves changed_at.
alter table messages add column left_at timestamptz;
comment on column messages.left_at is 'When the mail service took it, or told us of it where its answer was lost. Stamped once.';
update messages set left_at = changed_at where state in ('sent', 'delivered', 'bounced');

-- The kinds there are, and ours.
do $$
declare
  kinds text[];
begin
  select array_agg(distinct kind[1]) into kinds from pg_constraint k, regexp_matches(pg_get_constraintdef(k.oid), '''([a-z_]+)''', 'g') kind
  where k.conname = 'messages_kind_check';
  kinds := kinds || array['autopay_notice', 'autopay_failed', 'method_expiring'];
  alter table messages drop constraint messages_kind_check;
  execute format('alter table messages add constraint messages_kind_check check (kind in (%s))',
    (select string_agg(quote_literal(kind), ', ' order by kind) from unnest(kinds) kind));
end;
$$;

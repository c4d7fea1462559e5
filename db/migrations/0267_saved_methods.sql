-- Payment methods customers keep with the processor, and attempts that charge one of them without a page.

create table processor_customers (
  customer_id uuid constraint processor_customers_pkey primary key constraint processor_customers_customer_fk references customers (id),
  ref text not null constraint processor_customers_ref_unique unique,
  made_at timestamptz not null
);
comment on table processor_customers is 'The name under which the processor keeps a customer''s payment methods. Written once.';

create table saved_methods (
  id uuid constraint saved_methods_pkey primary key default uuidv7(),
  customer_id uuid not null constraint saved_methods_customer_fk references customers (id),
  kind text not null constraint saved_methods_kind_check check (kind in ('card', 'direct_debit')),
  processor_kind text not null,
  processor_ref text not null constraint saved_methods_ref_unique unique,
  processor_customer_ref text not null,
  brand text not null default '',
  last4 text not null default '' constraint saved_methods_last4_check check (last4 ~ '^[0-9A-Za-z]{0,4}$'),
  exp_month int constraint saved_methods_month_check check (exp_month between 1 and 12),
  exp_year int constraint saved_methods_year_check check (exp_year between 2000 and 2100),
  is_default boolean not null default false,
  state text not null default 'active' constraint saved_methods_state_check check (state in ('active', 'removed', 'unusable')),
  state_reason text not null default '',
  added_by_name text not null,
  added_at timestamptz not null,
  changed_at timestamptz not null,
  removed_at timestamptz,
  detached_at timestamptz,
  constraint saved_methods_owner_unique unique (id, customer_id),
  constraint saved_methods_expiry_check check ((exp_month is null) = (exp_year is null)),
  constraint saved_methods_default_check check (not is_default or state = 'active'),
  constraint saved_methods_removed_check check ((removed_at is null) = (state <> 'removed')),
  constraint saved_methods_detached_check check (detached_at is null or state <> 'active')
);
comment on table saved_methods is 'Cards and bank accounts a customer keeps with the processor for later payments. Never the number itself: a brand and the last four digits. One default per customer.';
create unique index saved_methods_one_default_unique on saved_methods (customer_id) where is_default;
create index saved_methods_by_customer on saved_methods (customer_id, added_at);
create index saved_methods_to_detach on saved_methods (removed_at) where state = 'removed' and detached_at is null;

create table method_setups (
  id uuid constraint method_setups_pkey primary key default uuidv7(),
  customer_id uuid not null constraint method_setups_customer_fk references customers (id),
  state text not null default 'created' constraint method_setups_state_check check (state in ('created', 'open', 'saved', 'ended')),
  session_ref text constraint method_setups_session_unique unique,
  session_url text,
  saved_method_id uuid,
  requested_by uuid,
  requested_by_name text not null,
  notify_email text not null default '',
  return_path text not null constraint method_setups_path_check check (return_path ~ '^/[^/\\]' and length(return_path) <= 300),
  created_at timestamptz not null,
  changed_at timestamptz not null,
  expires_at timestamptz not null,
  constraint method_setups_method_fk foreign key (saved_method_id, customer_id) references saved_methods (id, customer_id),
  constraint method_setups_saved_check check ((state = 'saved') = (saved_method_id is not null))
);
comment on table method_setups is 'Visits to the processor''s page on which a customer adds a payment method. One method at most comes of each.';
create index method_setups_by_customer on method_setups (customer_id, created_at desc);
create index method_setups_live on method_setups (changed_at) where state in ('created', 'open');
create unique index method_setups_method_unique on method_setups (saved_method_id) where saved_method_id is not null;

alter table payment_attempts
  add column kind text not null default 'checkout' constraint payment_attempts_kind_check check (kind in ('checkout', 'automatic')),
  add column saved_method_id uuid,
  add column once_key text constraint payment_attempts_once_check check (length(once_key) between 8 and 200),
  add column plan_id uuid,
  add column failure_code text,
  drop constraint payment_attempts_by_kind_check,
  add constraint payment_attempts_by_kind_check check (requested_by_kind in ('customer', 'link', 'autopay', 'plan')),
  add constraint payment_attempts_method_check check ((kind = 'automatic') = (saved_method_id is not null)),
  add constraint payment_attempts_page_check check (kind = 'checkout' or (session_ref is null and session_url is null and state not in ('open', 'expired'))),
  add constraint payment_attempts_by_whom_check check (kind = 'automatic' or (requested_by_kind in ('customer', 'link') and once_key is null and plan_id is null)),
  add constraint payment_attempts_once_unique unique (customer_id, once_key),
  add constraint payment_attempts_saved_method_fk foreign key (saved_method_id, customer_id) references saved_methods (id, customer_id);
create index payment_attempts_by_method on payment_attempts (saved_method_id, created_at desc) where saved_method_id is not null;
create index payment_attempts_by_plan on payment_attempts (plan_id, created_at) where plan_id is not null;

create table portal_queues (queue text constraint portal_queues_pkey primary key);
comment on table portal_queues is 'The jobs a customer''s request may order, by portal_enqueue: an id and nothing else.';
insert into portal_queues values ('charge-saved-method'), ('finish-method-setup'), ('detach-saved-method');

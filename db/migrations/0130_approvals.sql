-- Money out, forgiven debt and other dangerous changes need a second person. A request and its one decision are two
-- append-only tables, so that two people deciding at once meet a primary key, and both can be sealed as they stand.

alter table users drop constraint users_role_check;
alter table users add constraint users_role_check check (role in
  ('billing_clerk', 'cash_poster', 'resolver', 'collector', 'manager', 'controller', 'auditor', 'administrator', 'partner'));

create table approval_rules (
  version bigint generated always as identity constraint approval_rules_pkey primary key,
  kind text not null constraint approval_rules_kind_check
    check (kind in ('credit_note', 'refund', 'write_off', 'waiver', 'bank_details', 'period_reopen')),
  role text not null constraint approval_rules_role_check check (role in
    ('billing_clerk', 'cash_poster', 'resolver', 'collector', 'manager', 'controller', 'administrator')),
  alone_up_to_minor bigint constraint approval_rules_alone_check check (alone_up_to_minor >= 0),
  approves_up_to_minor bigint constraint approval_rules_approves_check check (approves_up_to_minor >= 0),
  changed_by uuid constraint approval_rules_user_fk references users (id),
  changed_by_name text not null default '',
  changed_at timestamptz not null default now(),
  reason text not null default '',
  xid xid8 not null default pg_current_xact_id()
);
comment on table approval_rules is 'Append-only: per kind and role, up to which amount in minor units of the base currency one does it alone and approves it for others. Null is without limit, 0 never; the newest version of a kind and role counts, none at all is never.';
create index approval_rules_newest on approval_rules (kind, role, version desc);

create view approval_rules_now with (security_invoker = true) as
  select distinct on (kind, role) version, kind, role, alone_up_to_minor, approves_up_to_minor, changed_by_name, changed_at, reason
  from approval_rules
  order by kind, role, version desc;
comment on view approval_rules_now is 'The limits that count today: the newest version of each kind and role.';

create table approval_requests (
  id uuid constraint approval_requests_pkey primary key default uuidv7(),
  kind text not null constraint approval_requests_kind_check
    check (kind in ('credit_note', 'refund', 'write_off', 'waiver', 'bank_details', 'period_reopen')),
  subject_kind text not null,
  subject_id uuid not null,
  customer_id uuid constraint approval_requests_customer_fk references customers (id),
  currency text constraint approval_requests_currency_check check (currency ~ '^[A-Z]{3}$'),
  amount_minor bigint constraint approval_requests_amount_check check (amount_minor > 0),
  base_minor bigint constraint approval_requests_base_check check (base_minor >= 0),
  summary text not null constraint approval_requests_summary_check check (length(summary) between 1 and 500),
  reason_code text,
  reason text not null constraint approval_requests_reason_check check (length(btrim(reason)) between 1 and 2000),
  payload jsonb not null,
  rule jsonb not null default '{}',
  requested_by uuid not null constraint approval_requests_user_fk references users (id),
  requested_by_name text not null,
  requested_role text not null,
  requested_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint approval_requests_person_unique unique (id, requested_by),
  constraint approval_requests_amount_complete_check
    check ((amount_minor is null) = (currency is null) and (amount_minor is null) = (base_minor is null)),
  constraint approval_requests_money_has_amount_check
    check (kind in ('bank_details', 'period_reopen') or amount_minor is not null)
);
comment on table approval_requests is 'Append-only: what somebody asks to be done, with the limits as they stood at that moment (rule) and what the effect will need (payload).';
create index approval_requests_by_subject on approval_requests (subject_id, id);
create index approval_requests_by_person on approval_requests (requested_by, id);
create index approval_requests_by_customer on approval_requests (customer_id, id) where customer_id is not null;

create table approval_delegations (
  id uuid constraint approval_delegations_pkey primary key default uuidv7(),
  from_user uuid not null constraint approval_delegations_from_fk references users (id),
  to_user uuid not null constraint approval_delegations_to_fk references users (id),
  from_on date not null,
  to_on date not null,
  reason text not null default '',
  made_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint approval_delegations_two_people_check check (from_user <> to_user),
  constraint approval_delegations_dates_check check (to_on >= from_on and to_on - from_on <= 366)
);
comment on table approval_delegations is 'Append-only: while one person is away another decides with their limits, first and last day included.';
create index approval_delegations_by_delegate on approval_delegations (to_user, to_on);
create index approval_delegations_by_delegator on approval_delegations (from_user, to_on);

create table approval_delegation_ends (
  delegation_id uuid constraint approval_delegation_ends_pkey primary key
    constraint approval_delegation_ends_delegation_fk references approval_delegations (id),
  ended_by uuid not null constraint approval_delegation_ends_user_fk references users (id),
  ended_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id()
);
comment on table approval_delegation_ends is 'Append-only: delegations that ended before their last day.';

create table approval_decisions (
  approval_id uuid constraint approval_decisions_pkey primary key,
  outcome text not null constraint approval_decisions_outcome_check check (outcome in ('approved', 'refused', 'withdrawn')),
  requested_by uuid not null,
  decided_by uuid not null constraint approval_decisions_user_fk references users (id),
  decided_by_name text not null,
  decided_for uuid constraint approval_decisions_for_fk references users (id),
  decided_for_name text,
  delegation_id uuid constraint approval_decisions_delegation_fk references approval_delegations (id),
  decided_role text not null,
  decided_at timestamptz not null,
  note text not null default '',
  xid xid8 not null default pg_current_xact_id(),
  constraint approval_decisions_request_fk foreign key (approval_id, requested_by) references approval_requests (id, requested_by),
  constraint approval_decisions_second_person_check check ((outcome = 'withdrawn') = (decided_by = requested_by)),
  constraint approval_decisions_not_for_asker_check check (decided_for is null or decided_for not in (requested_by, decided_by)),
  constraint approval_decisions_delegated_check check ((decided_for is null) = (delegation_id is null)
    and (decided_for is null) = (decided_for_name is null) and (outcome <> 'withdrawn' or decided_for is null)),
  constraint approval_decisions_sent_back_says_why_check check (outcome <> 'refused' or length(btrim(note)) > 0)
);
comment on table approval_decisions is 'Append-only: the one decision of a request. The primary key makes two decisions at once one; a check makes the decider another person than the asker.';
create index approval_decisions_newest on approval_decisions (decided_at desc, approval_id desc);

create table approval_effects (
  approval_id uuid constraint approval_effects_pkey primary key
    constraint approval_effects_decision_fk references approval_decisions (approval_id),
  effect jsonb not null,
  xid xid8 not null default pg_current_xact_id()
);
comment on table approval_effects is 'Append-only: what an approved request did, written in the transaction of the decision.';

create table approval_uses (
  approval_id uuid constraint approval_uses_pkey primary key
    constraint approval_uses_decision_fk references approval_decisions (approval_id),
  xid xid8 not null default pg_current_xact_id()
);
comment on table approval_uses is 'Append-only, stamped by check_money_out: an approval carries one document and no second.';

create view approvals with (security_invoker = true) as
  select r.id, r.kind, coalesce(d.outcome, 'waiting') as state, r.subject_kind, r.subject_id, r.customer_id, r.currency, r.amount_minor,
    r.base_minor, r.summary, r.reason_code, r.reason, r.payload, r.rule, r.requested_by, r.requested_by_name, r.requested_role,
    r.requested_at, d.decided_by, d.decided_by_name, d.decided_at, d.decided_for, d.decided_for_name, d.decided_role,
    coalesce(d.note, '') as decision_note, e.effect
  from approval_requests r
  left join approval_decisions d on d.approval_id = r.id
  left join approval_effects e on e.approval_id = r.id;
comment on view approvals is 'Requests with their decision and effect: waiting, approved, refused (sent back) or withdrawn.';

-- The limits every company starts with, in minor units of its base currency; changed on the settings page.
insert into approval_rules (kind, role, alone_up_to_minor, approves_up_to_minor, reason)
select kind, role, alone_up_to_minor, approves_up_to_minor, 'as delivered' from (values
  ('credit_note', 'billing_clerk', 10000, 0),
  ('credit_note', 'resolver', 10000, 0),
  ('credit_note', 'manager', 500000, 1000000),
  ('credit_note', 'controller', 500000, null),
  ('credit_note', 'administrator', 0, null),
  ('refund', 'manager', 0, 1000000),
  ('refund', 'controller', 0, null),
  ('refund', 'administrator', 0, null),
  ('write_off', 'collector', 0, 0),
  ('write_off', 'manager', 5000, 500000),
  ('write_off', 'controller', 50000, null),
  ('write_off', 'administrator', 0, null),
  ('waiver', 'collector', 2500, 0),
  ('waiver', 'manager', 50000, 500000),
  ('waiver', 'controller', 50000, null),
  ('waiver', 'administrator', 0, null),
  ('bank_details', 'manager', 0, null),
  ('bank_details', 'controller', 0, null),
  ('bank_details', 'administrator', 0, null),
  ('period_reopen', 'manager', 0, null),
  ('period_reopen', 'controller', 0, null),
  ('period_reopen', 'administrator', 0, null)) as seed (kind, role, alone_up_to_minor, approves_up_to_minor);

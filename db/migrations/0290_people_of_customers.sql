-- The people on the customer's side: what each may pay alone, who releases what is above it, and how somebody is let in.
alter table portal_memberships drop constraint portal_memberships_role_check;
update portal_memberships set role = 'owner' where role = 'admin';
alter table portal_memberships
  add constraint portal_memberships_role_check check (role in ('viewer', 'payer', 'approver', 'owner')),
  add column limit_minor bigint constraint portal_memberships_limit_check check (limit_minor >= 0),
  add column limit_currency text constraint portal_memberships_limit_currency_check check (limit_currency ~ '^[A-Z]{3}$'),
  add column group_role text constraint portal_memberships_group_role_check check (group_role in ('viewer', 'payer')),
  add constraint portal_memberships_limit_whole_check check ((limit_minor is null) = (limit_currency is null)),
  add constraint portal_memberships_limit_of_check check (limit_minor is null or role in ('payer', 'approver'));
comment on table portal_memberships is
  'Which customers a portal user acts for, and what they may do there. limit_minor: what they may pay alone in one payment (null: whatever is owed); group_role: what they may do for the other accounts of the group this customer leads.';

alter table users add column language text constraint users_language_check check (language in ('en', 'ms', 'ar', 'ml', 'hi', 'zh'));

create table portal_invitations (
  id uuid constraint portal_invitations_pkey primary key default uuidv7(),
  customer_id uuid not null constraint portal_invitations_customer_fk references customers (id),
  email text not null constraint portal_invitations_email_check check (email = lower(email)),
  name text not null,
  role text not null constraint portal_invitations_role_check check (role in ('viewer', 'payer', 'approver', 'owner')),
  limit_minor bigint constraint portal_invitations_limit_check check (limit_minor >= 0),
  limit_currency text constraint portal_invitations_limit_currency_check check (limit_currency ~ '^[A-Z]{3}$'),
  group_role text constraint portal_invitations_group_role_check check (group_role in ('viewer', 'payer')),
  token_hash text constraint portal_invitations_token_unique unique,
  code_hash text,
  attempts smallint not null default 0,
  invited_by uuid constraint portal_invitations_inviter_fk references users (id),
  invited_by_name text not null,
  invited_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  accepted_by uuid constraint portal_invitations_accepter_fk references users (id),
  revoked_at timestamptz,
  constraint portal_invitations_limit_whole_check check ((limit_minor is null) = (limit_currency is null)),
  constraint portal_invitations_limit_of_check check (limit_minor is null or role in ('payer', 'approver')),
  constraint portal_invitations_accepted_check check ((accepted_at is null) = (accepted_by is null)),
  constraint portal_invitations_one_end_check check (accepted_at is null or revoked_at is null)
);
comment on table portal_invitations is 'People asked to act for a customer. The link and the code are made when the mail is written and stored as digests; both open the door once.';
create unique index portal_invitations_one_open_unique on portal_invitations (customer_id, email) where accepted_at is null and revoked_at is null;
create index portal_invitations_by_customer on portal_invitations (customer_id, invited_at desc);

-- A payment above what its asker may pay alone, prepared and waiting for an approver.
create table payment_asks (
  id uuid constraint payment_asks_pkey primary key default uuidv7(),
  customer_id uuid not null constraint payment_asks_customer_fk references customers (id),
  currency text not null,
  amount_minor bigint not null constraint payment_asks_amount_check check (amount_minor > 0),
  note text not null default '' constraint payment_asks_note_check check (length(note) <= 500),
  asked_by uuid not null constraint payment_asks_asker_fk references users (id),
  asked_by_name text not null,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  outcome text constraint payment_asks_outcome_check check (outcome in ('sent_back', 'withdrawn')),
  answered_by uuid,
  answered_by_name text,
  answered_at timestamptz,
  answer text constraint payment_asks_answer_check check (length(answer) <= 500),
  constraint payment_asks_owner_unique unique (id, customer_id),
  constraint payment_asks_expiry_check check (expires_at > asked_at),
  constraint payment_asks_answered_check check ((outcome is null) = (answered_at is null) and (outcome is null) = (answered_by is null)
    and (outcome is null) = (answered_by_name is null) and (outcome is null) = (answer is null)),
  constraint payment_asks_own_check check (outcome is null or (outcome = 'withdrawn') = (answered_by = asked_by)),
  constraint payment_asks_says_why_check check (outcome is distinct from 'sent_back' or btrim(answer) <> '')
);
comment on table payment_asks is 'Payments somebody prepared who may not pay as much alone. Another person of the customer, with the right, pays it or sends it back; nobody pays their own.';
create index payment_asks_by_customer on payment_asks (customer_id, asked_at desc);

create table payment_ask_items (
  ask_id uuid not null,
  customer_id uuid not null,
  item_id uuid not null constraint payment_ask_items_item_fk references open_items (id),
  amount_minor bigint not null constraint payment_ask_items_amount_check check (amount_minor > 0),
  constraint payment_ask_items_pkey primary key (ask_id, item_id),
  constraint payment_ask_items_ask_fk foreign key (ask_id, customer_id) references payment_asks (id, customer_id)
);
comment on table payment_ask_items is 'What an asked payment is to cover; the rest of it stays on account.';
create index payment_ask_items_by_customer on payment_ask_items (customer_id);

-- What the one who pays might pay alone at that moment, stamped; above it the payment answers what somebody else asked.
alter table payment_attempts
  add column ask_id uuid,
  add column alone_up_to_minor bigint,
  add column alone_currency text,
  add constraint payment_attempts_ask_fk foreign key (ask_id, customer_id) references payment_asks (id, customer_id),
  add constraint payment_attempts_alone_check check (alone_up_to_minor is null or ask_id is not null
    or (alone_currency = currency and amount_minor <= alone_up_to_minor));
create unique index payment_attempts_one_per_ask_unique on payment_attempts (ask_id)
  where ask_id is not null and state in ('created', 'open', 'processing', 'unknown', 'succeeded');

insert into portal_queues values ('tell-payment-ask');

-- The kinds of messages there are, and ours.
do $$
declare
  kinds text[];
begin
  select array_agg(distinct kind[1]) into kinds from pg_constraint k, regexp_matches(pg_get_constraintdef(k.oid), '''([a-z_]+)''', 'g') kind
  where k.conname = 'messages_kind_check';
  kinds := kinds || array['invitation', 'payment_asked', 'payment_sent_back'];
  alter table messages drop constraint messages_kind_check;
  execute format('alter table messages add constraint messages_kind_check check (kind in (%s))',
    (select string_agg(quote_literal(kind), ', ' order by kind) from unnest(kinds) kind));
end;
$$;

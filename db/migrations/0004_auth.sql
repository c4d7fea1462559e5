-- People who sign in, their sessions, one-time links and scoped links. Only SHA-256 of a token is ever stored.

create table users (
  id uuid primary key default uuidv7(),
  kind text not null constraint users_kind_check check (kind in ('staff', 'portal')),
  email text not null constraint users_email_unique unique constraint users_email_check check (email = lower(email)),
  name text not null,
  role text constraint users_role_check check (role in
    ('billing_clerk', 'cash_poster', 'resolver', 'collector', 'manager', 'controller', 'auditor', 'administrator')),
  password_hash text,
  totp_secret text,
  totp_confirmed_at timestamptz,
  totp_last_step bigint,
  created_at timestamptz not null default now(),
  disabled_at timestamptz,
  constraint users_staff_have_role_check check ((kind = 'staff') = (role is not null))
);
comment on table users is 'People who sign in. Staff have one role, a password and a second factor; portal users belong to customers.';

create table portal_memberships (
  user_id uuid not null constraint portal_memberships_user_fk references users (id),
  customer_id uuid not null constraint portal_memberships_customer_fk references customers (id),
  role text not null constraint portal_memberships_role_check check (role in ('viewer', 'payer', 'admin')),
  created_at timestamptz not null default now(),
  removed_at timestamptz,
  primary key (user_id, customer_id)
);
comment on table portal_memberships is 'Which customers a portal user acts for, and what they may do there.';
create index portal_memberships_by_customer on portal_memberships (customer_id);

create table sessions (
  token_hash text primary key,
  public_id uuid not null default uuidv7() constraint sessions_public_id_unique unique,
  user_id uuid not null constraint sessions_user_fk references users (id),
  second_factor_at timestamptz,
  customer_id uuid constraint sessions_customer_fk references customers (id),
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  user_agent text not null default ''
);
comment on table sessions is 'Signed-in browsers. token_hash is SHA-256 of the cookie: a stolen table opens nothing.';
create index sessions_by_user on sessions (user_id);

create table recovery_codes (
  user_id uuid not null constraint recovery_codes_user_fk references users (id),
  code_hash text not null,
  used_at timestamptz,
  primary key (user_id, code_hash)
);
comment on table recovery_codes is 'One-time codes for staff who lost their second factor.';

create table sign_in_links (
  id uuid primary key default uuidv7(),
  email text not null,
  user_id uuid constraint sign_in_links_user_fk references users (id),
  token_hash text not null constraint sign_in_links_token_unique unique,
  code_hash text not null,
  browser_hash text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  attempts smallint not null default 0
);
comment on table sign_in_links is 'E-mailed sign-in links and codes: ten minutes, used once by a button, bound to the browser that asked for the code.';
create index sign_in_links_by_email on sign_in_links (email, created_at);

create table scoped_links (
  id uuid primary key default uuidv7(),
  customer_id uuid not null constraint scoped_links_customer_fk references customers (id),
  token_hash text not null constraint scoped_links_token_unique unique,
  sent_to text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);
comment on table scoped_links is 'Links that show named invoices and nothing else, without signing in.';

create table scoped_link_invoices (
  link_id uuid not null constraint scoped_link_invoices_link_fk references scoped_links (id),
  invoice_id uuid not null,
  customer_id uuid not null constraint scoped_link_invoices_customer_fk references customers (id),
  primary key (link_id, invoice_id)
);
comment on table scoped_link_invoices is 'The invoices a scoped link shows.';

create table rate_limits (
  bucket text not null,
  window_started_at timestamptz not null,
  hits integer not null,
  primary key (bucket, window_started_at)
);
comment on table rate_limits is 'Counters for sign-in and link requests, per account and per address.';

-- Mail from outside: heard of by a signed event, fetched once, and put where it belongs by its address or by a person.

create table reply_addresses (
  token_hash text not null constraint reply_addresses_pkey primary key constraint reply_addresses_hash_check check (token_hash ~ '^[0-9a-f]{64}$'),
  subject_kind text not null constraint reply_addresses_subject_check check (subject_kind in ('customer', 'invoice', 'dispute')),
  subject_id uuid not null,
  customer_id uuid not null constraint reply_addresses_customer_fk references customers (id),
  made_at timestamptz not null
);
comment on table reply_addresses is 'Append-only: which thing a reply address names, by the SHA-256 of its token. The token itself stands in mails alone.';
create index reply_addresses_by_customer on reply_addresses (customer_id);

create table inbound_mails (
  id uuid constraint inbound_mails_pkey primary key default uuidv7(),
  event_ref text not null constraint inbound_mails_event_unique unique,
  provider_ref text not null constraint inbound_mails_provider_unique unique,
  state text not null default 'heard' constraint inbound_mails_state_check check (state in ('heard', 'waiting', 'placed', 'set_aside', 'lost')),
  from_address text not null default '' constraint inbound_mails_from_check check (length(from_address) <= 320),
  from_name text not null default '' constraint inbound_mails_name_check check (length(from_name) <= 200),
  to_addresses text[] not null default '{}',
  subject text not null default '' constraint inbound_mails_subject_check check (length(subject) <= 500),
  message_ref text not null default '' constraint inbound_mails_message_check check (length(message_ref) <= 998),
  body text not null default '' constraint inbound_mails_body_check check (length(body) <= 200000),
  quoted text not null default '' constraint inbound_mails_quoted_check check (length(quoted) <= 200000),
  automatic text not null default '' constraint inbound_mails_automatic_check check (automatic in ('', 'reply', 'loop', 'bounce', 'list')),
  fault text not null default '' constraint inbound_mails_fault_check check (length(fault) <= 500),
  heard_at timestamptz not null,
  fetched_at timestamptz,
  constraint inbound_mails_fetched_check check ((state in ('heard', 'lost')) = (fetched_at is null))
);
comment on table inbound_mails is 'Mails from outside: heard, fetched and waiting for a person, placed, set aside, or lost where the mail service no longer has it. What was fetched never changes.';
create index inbound_mails_waiting on inbound_mails (heard_at, id) where state = 'waiting';
create index inbound_mails_newest on inbound_mails (heard_at desc, id desc);

create table inbound_files (
  mail_id uuid not null constraint inbound_files_mail_fk references inbound_mails (id),
  file_no smallint not null constraint inbound_files_no_check check (file_no between 1 and 50),
  file_name text not null constraint inbound_files_name_check check (length(file_name) between 1 and 200),
  media_type text,
  sha256 text constraint inbound_files_sha256_check check (sha256 ~ '^[0-9a-f]{64}$'),
  size_bytes bigint not null constraint inbound_files_size_check check (size_bytes >= 0),
  refused text not null default '' constraint inbound_files_refused_check check (refused in ('', 'kind', 'size', 'host', 'gone', 'count')),
  body text not null default '' constraint inbound_files_body_check check (length(body) <= 200000),
  constraint inbound_files_pkey primary key (mail_id, file_no),
  constraint inbound_files_kept_check check ((sha256 is null) = (refused <> '') and (media_type is null) = (sha256 is null))
);
comment on table inbound_files is 'Append-only: files that came with a mail. Those that were taken lie in the store under their SHA-256; of the others the name and why not. body is the text of a PDF.';

create table inbound_mail_places (
  mail_id uuid not null constraint inbound_mail_places_pkey primary key constraint inbound_mail_places_mail_fk references inbound_mails (id),
  customer_id uuid not null constraint inbound_mail_places_customer_fk references customers (id),
  subject_kind text not null constraint inbound_mail_places_subject_check check (subject_kind in ('customer', 'invoice', 'dispute')),
  subject_id uuid not null,
  how text not null constraint inbound_mail_places_how_check check (how in ('address', 'person')),
  reason text not null default '' constraint inbound_mail_places_reason_check check (length(reason) <= 500),
  placed_by uuid constraint inbound_mail_places_user_fk references users (id),
  placed_by_name text not null,
  placed_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint inbound_mail_places_person_check check (how = 'address' or placed_by is not null)
);
comment on table inbound_mail_places is 'Append-only, sealed: where a mail belongs, once and for good; by the token of the address it was sent to, or by a person. Never by who sent it.';
create index inbound_mail_places_xid on inbound_mail_places (xid);
create index inbound_mail_places_by_customer on inbound_mail_places (customer_id);
create index inbound_mail_places_by_subject on inbound_mail_places (subject_kind, subject_id);

create table inbound_mail_dismissals (
  mail_id uuid not null constraint inbound_mail_dismissals_pkey primary key constraint inbound_mail_dismissals_mail_fk references inbound_mails (id),
  reason text not null constraint inbound_mail_dismissals_reason_check check (btrim(reason) <> '' and length(reason) <= 500),
  dismissed_by uuid not null constraint inbound_mail_dismissals_user_fk references users (id),
  dismissed_by_name text not null,
  dismissed_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id()
);
comment on table inbound_mail_dismissals is 'Append-only, sealed: a colleague set a mail aside that belongs to no customer, and why.';
create index inbound_mail_dismissals_xid on inbound_mail_dismissals (xid);

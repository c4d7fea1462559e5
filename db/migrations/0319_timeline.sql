-- One timeline per customer, what people note on it, and the words by which all of it is found.

-- Which transaction ordered a message, so that the timeline finds what is new. Rows from before carry this migration's.
alter table messages add column xid xid8 not null default pg_current_xact_id();
create index messages_xid on messages (xid);

create table activity_notes (
  id uuid constraint activity_notes_pkey primary key default uuidv7(),
  customer_id uuid not null constraint activity_notes_customer_fk references customers (id),
  kind text not null constraint activity_notes_kind_check check (kind in ('call', 'visit', 'note')),
  spoken_with text not null default '' constraint activity_notes_with_check check (length(spoken_with) <= 200),
  note text not null constraint activity_notes_note_check check (btrim(note) <> '' and length(note) <= 5000),
  next_step text not null default '' constraint activity_notes_step_check check (length(next_step) <= 500),
  next_on date,
  happened_at timestamptz not null,
  made_by uuid constraint activity_notes_user_fk references users (id),
  made_by_name text not null,
  made_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint activity_notes_customer_unique unique (id, customer_id),
  constraint activity_notes_next_check check ((next_on is null) or btrim(next_step) <> '')
);
comment on table activity_notes is 'Append-only, sealed: calls, visits and notes about a customer as colleagues wrote them down, and what is to be done next.';
create index activity_notes_xid on activity_notes (xid);
create index activity_notes_next on activity_notes (customer_id, next_on) where next_step <> '';

create table activity_note_ends (
  note_id uuid not null constraint activity_note_ends_pkey primary key,
  customer_id uuid not null,
  outcome text not null default '' constraint activity_note_ends_outcome_check check (length(outcome) <= 1000),
  done_by uuid constraint activity_note_ends_user_fk references users (id),
  done_by_name text not null,
  done_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint activity_note_ends_note_fk foreign key (note_id, customer_id) references activity_notes (id, customer_id)
);
comment on table activity_note_ends is 'Append-only, sealed: the next step of a note was done, once.';
create index activity_note_ends_xid on activity_note_ends (xid);

create table timeline_entries (
  id uuid constraint timeline_entries_pkey primary key default uuidv7(),
  customer_id uuid not null constraint timeline_entries_customer_fk references customers (id),
  kind text not null constraint timeline_entries_kind_check check (kind in
    ('mail_out', 'mail_in', 'call', 'visit', 'note', 'promise', 'dispute', 'plan', 'document', 'payment')),
  subject_kind text not null constraint timeline_entries_subject_check check (subject_kind in
    ('message', 'mail', 'note', 'promise', 'dispute', 'plan', 'invoice', 'document', 'payment')),
  subject_id uuid not null,
  happened_at timestamptz not null,
  title text not null constraint timeline_entries_title_check check (btrim(title) <> '' and length(title) <= 300),
  amount_minor bigint,
  currency text,
  by_kind text not null constraint timeline_entries_by_check check (by_kind in ('staff', 'customer', 'link', 'system', 'outside')),
  by_name text not null default '',
  constraint timeline_entries_amount_check check ((amount_minor is null) = (currency is null)),
  -- What can stand here once only has the id of its row: the key then holds it to one.
  constraint timeline_entries_once_check check (subject_kind not in ('message', 'mail', 'note', 'invoice', 'document') or id = subject_id)
);
comment on table timeline_entries is 'Append-only: one row for each thing that happened between a customer and us, whoever did it, drawn from the rows that are its evidence.';
create index timeline_entries_by_customer on timeline_entries (customer_id, happened_at desc, id desc);

create table timeline_gatherings (
  is_the_one boolean not null default true constraint timeline_gatherings_pkey primary key constraint timeline_gatherings_one_check check (is_the_one),
  upto_xid xid8 not null,
  gathered_at timestamptz not null
);
comment on table timeline_gatherings is 'One row: everything of transactions before upto_xid stands in timeline_entries; what came since is read where it lies.';
insert into timeline_gatherings (upto_xid, gathered_at) values ('0', '2000-01-01');

create table searchable_texts (
  entry_id uuid not null constraint searchable_texts_entry_fk references timeline_entries (id),
  part smallint not null default 0 constraint searchable_texts_part_check check (part between 0 and 100),
  customer_id uuid not null constraint searchable_texts_customer_fk references customers (id),
  kind text not null,
  happened_at timestamptz not null,
  head text not null constraint searchable_texts_head_check check (length(head) <= 300),
  people text not null default '' constraint searchable_texts_people_check check (length(people) <= 1000),
  body text not null constraint searchable_texts_body_check check (length(body) <= 200000),
  words tsvector not null,
  constraint searchable_texts_pkey primary key (entry_id, part)
);
comment on table searchable_texts is 'What is searched: the words of an entry of the timeline (part 0) and of the files that came with it (part 1 and on, named in head). Changes only where a person is forgotten.';
create index searchable_texts_words on searchable_texts using gin (words) with (gin_pending_list_limit = 1024);
create index searchable_texts_newest on searchable_texts (happened_at, entry_id, part);
create index searchable_texts_by_customer on searchable_texts (customer_id, happened_at, entry_id, part);

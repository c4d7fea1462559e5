-- What confirmed lines of the bank teach, what staff make rules of, and by which counts anything was posted without a person.

create table bank_aliases (
  id uuid constraint bank_aliases_pkey primary key default uuidv7(),
  kind text not null constraint bank_aliases_kind_check check (kind in ('account', 'name')),
  value text not null constraint bank_aliases_value_check check (btrim(value) <> '' and length(value) <= 200),
  shown text not null constraint bank_aliases_shown_check check (length(shown) <= 200),
  customer_id uuid not null constraint bank_aliases_customer_fk references customers (id),
  explanation_id uuid not null constraint bank_aliases_explanation_fk references bank_explanations (id),
  learned_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint bank_aliases_once_unique unique (explanation_id, kind)
);
comment on table bank_aliases is
  'Append-only: an account or name that a line confirmed by a person came from, folded as lines are compared. It counts while its explanation stands and staff did not tell us to forget it.';
create index bank_aliases_by_value on bank_aliases (kind, value, customer_id);
create index bank_aliases_by_customer on bank_aliases (customer_id);
create index bank_aliases_by_xid on bank_aliases (xid);

create table bank_alias_choices (
  version bigint generated always as identity constraint bank_alias_choices_pkey primary key,
  kind text not null constraint bank_alias_choices_kind_check check (kind in ('account', 'name')),
  value text not null constraint bank_alias_choices_value_check check (btrim(value) <> '' and length(value) <= 200),
  customer_id uuid not null constraint bank_alias_choices_customer_fk references customers (id),
  is_forgotten boolean not null,
  reason text not null constraint bank_alias_choices_reason_check check (btrim(reason) <> '' and length(reason) <= 500),
  made_by uuid constraint bank_alias_choices_user_fk references users (id),
  made_by_name text not null,
  made_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id()
);
comment on table bank_alias_choices is
  'Append-only: staff say that an account or name does not mean a customer, or does after all. The newest of kind, value and customer counts, whatever is confirmed later.';
create index bank_alias_choices_by_value on bank_alias_choices (kind, value, customer_id, version desc);
create index bank_alias_choices_by_customer on bank_alias_choices (customer_id);
create index bank_alias_choices_by_xid on bank_alias_choices (xid);

create table bank_rules (
  id uuid constraint bank_rules_pkey primary key default uuidv7(),
  replaces uuid constraint bank_rules_replaces_fk references bank_rules (id) constraint bank_rules_replaces_unique unique,
  text_holds text not null default '' constraint bank_rules_text_check check (length(text_holds) <= 140),
  party_is text not null default '' constraint bank_rules_party_check check (length(party_is) <= 140),
  sign text not null constraint bank_rules_sign_check check (sign in ('in', 'out', 'either')),
  under_minor bigint constraint bank_rules_under_check check (under_minor > 0),
  currency text,
  kind text not null constraint bank_rules_kind_check check (kind in ('bank_charge', 'interest', 'transfer', 'not_ours', 'on-account')),
  customer_id uuid constraint bank_rules_customer_fk references customers (id),
  note text not null constraint bank_rules_note_check check (btrim(note) <> '' and length(note) <= 300),
  made_by uuid constraint bank_rules_user_fk references users (id),
  made_by_name text not null,
  made_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint bank_rules_named_check check (text_holds ~ '[[:alnum:]]{3}' or party_is ~ '[[:alnum:]]{3}'),
  constraint bank_rules_limit_check check ((under_minor is null) = (currency is null)),
  constraint bank_rules_whose_check check ((kind = 'on-account') = (customer_id is not null) and (kind <> 'on-account' or sign = 'in'))
);
comment on table bank_rules is
  'Append-only: versions of what staff say lines of the bank are, by a text or a payer, never by an amount alone. A version that another replaces, or that ended, counts no longer.';
create index bank_rules_by_customer on bank_rules (customer_id) where customer_id is not null;
create index bank_rules_by_xid on bank_rules (xid);

create table bank_rule_endings (
  rule_id uuid constraint bank_rule_endings_pkey primary key constraint bank_rule_endings_rule_fk references bank_rules (id),
  reason text not null constraint bank_rule_endings_reason_check check (btrim(reason) <> '' and length(reason) <= 500),
  ended_by uuid constraint bank_rule_endings_user_fk references users (id),
  ended_by_name text not null,
  ended_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id()
);
comment on table bank_rule_endings is 'Append-only: rules that staff ended.';
create index bank_rule_endings_by_xid on bank_rule_endings (xid);

create table bank_rule_ticks (
  version bigint generated always as identity constraint bank_rule_ticks_pkey primary key,
  rule_id uuid not null constraint bank_rule_ticks_rule_fk references bank_rules (id),
  posts_alone boolean not null,
  made_by uuid constraint bank_rule_ticks_user_fk references users (id),
  made_by_name text not null,
  made_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id()
);
comment on table bank_rule_ticks is
  'Append-only: whether a rule may post without a person. The newest of a rule counts; it is ticked after twenty confirmed uses and none undone, and never for money of a customer.';
create index bank_rule_ticks_by_rule on bank_rule_ticks (rule_id, version desc);
create index bank_rule_ticks_by_xid on bank_rule_ticks (xid);

create table bank_posting_choices (
  version bigint generated always as identity constraint bank_posting_choices_pkey primary key,
  posts_alone boolean not null,
  precision_ppm integer not null constraint bank_posting_choices_precision_check check (precision_ppm between 990000 and 999990),
  reason text not null constraint bank_posting_choices_reason_check check (btrim(reason) <> '' and length(reason) <= 500),
  made_by uuid constraint bank_posting_choices_user_fk references users (id),
  made_by_name text not null,
  made_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id()
);
comment on table bank_posting_choices is
  'Append-only: whether anything of the bank is posted without a person, and how many of a million must be right at least. The newest counts from the moment it is made; without one nothing is posted.';
create index bank_posting_choices_by_xid on bank_posting_choices (xid);

create table bank_gate_openings (
  id uuid constraint bank_gate_openings_pkey primary key default uuidv7(),
  evidence_class text not null constraint bank_gate_openings_class_check check (evidence_class ~ '^[a-z-]+/[a-z-]+/[a-z-]+$' and evidence_class !~ '^none/' and evidence_class !~ '/(stranger|other)/'),
  source text not null constraint bank_gate_openings_source_check check (source in ('own-history', 'shipped-set')),
  own_right integer not null,
  own_seen integer not null,
  shipped_right integer not null,
  shipped_seen integer not null,
  bound_ppm integer not null constraint bank_gate_openings_bound_check check (bound_ppm between 0 and 1000000),
  choice_version bigint not null constraint bank_gate_openings_choice_fk references bank_posting_choices (version),
  opened_at timestamptz not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint bank_gate_openings_counts_check check (own_right between 0 and own_seen and shipped_right between 0 and shipped_seen)
);
comment on table bank_gate_openings is
  'Append-only: that suggestions of a class were posted without a person from then on, with the counts and the lower 95 % bound it was allowed by, and the choice of the moment.';
create index bank_gate_openings_by_xid on bank_gate_openings (xid);

create table bank_automatic_postings (
  explanation_id uuid constraint bank_automatic_postings_pkey primary key constraint bank_automatic_postings_explanation_fk references bank_explanations (id),
  opening_id uuid constraint bank_automatic_postings_opening_fk references bank_gate_openings (id),
  rule_id uuid constraint bank_automatic_postings_rule_fk references bank_rules (id),
  xid xid8 not null default pg_current_xact_id(),
  constraint bank_automatic_postings_by_check check (num_nonnulls(opening_id, rule_id) = 1)
);
comment on table bank_automatic_postings is
  'Append-only: by which counted class or which ticked rule a line was explained without a person. Every such explanation has one.';
create index bank_automatic_postings_by_opening on bank_automatic_postings (opening_id);
create index bank_automatic_postings_by_rule on bank_automatic_postings (rule_id);
create index bank_automatic_postings_by_xid on bank_automatic_postings (xid);
create index bank_explanations_by_class on bank_explanations (evidence_class) where evidence_class is not null;

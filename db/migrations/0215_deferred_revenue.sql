-- Revenue billed in advance: a line may say over which days it is earned. Until then it stands on 2400 (DESIGN 5).

alter table invoice_lines
  add column defer_from_on date,
  add column defer_to_on date,
  add column from_deferred_minor bigint,
  add column from_deferred_base_minor bigint,
  add constraint invoice_lines_defer_check check (
    (defer_from_on is null) = (defer_to_on is null) and (defer_from_on is null or
      (defer_to_on >= defer_from_on and defer_to_on < defer_from_on + interval '20 years' and corrects_line_no is null))),
  add constraint invoice_lines_from_deferred_check check (
    (from_deferred_minor is null) = (from_deferred_base_minor is null) and (from_deferred_minor is null or
      (corrects_line_no is not null and from_deferred_minor * sign(net_minor) between 0 and abs(net_minor))));
comment on column invoice_lines.defer_from_on is 'First day over which the line is earned; empty: earned when issued.';
comment on column invoice_lines.from_deferred_minor is 'Of a credit note: how much of the line is taken from 2400, because it was not earned yet.';

alter table invoice_draft_lines
  add column defer_from_on date,
  add column defer_to_on date;

create table deferrals (
  invoice_id uuid not null,
  line_no smallint not null,
  customer_id uuid not null constraint deferrals_customer_fk references customers (id),
  currency text not null constraint deferrals_currency_check check (currency ~ '^[A-Z]{3}$'),
  account_code text not null constraint deferrals_account_fk references ledger_accounts (code),
  from_on date not null,
  to_on date not null,
  amount_minor bigint not null constraint deferrals_amount_check check (amount_minor <> 0),
  base_minor bigint not null,
  left_minor bigint not null,
  left_base_minor bigint not null,
  plan_from_on date not null,
  plan_minor bigint not null,
  next_month_on date not null,
  constraint deferrals_pkey primary key (invoice_id, line_no),
  constraint deferrals_line_fk foreign key (invoice_id, line_no) references invoice_lines (invoice_id, line_no),
  constraint deferrals_period_check check (to_on >= from_on and plan_from_on >= from_on),
  constraint deferrals_left_check check (left_minor * sign(amount_minor) between 0 and abs(amount_minor)),
  constraint deferrals_emptied_check check (left_minor <> 0 or left_base_minor = 0),
  constraint deferrals_month_check check (next_month_on = date_trunc('month', next_month_on))
) with (fillfactor = 85);
comment on table deferrals is
  'One deferred line of a document: what was deferred and what is left on 2400, in its currency and in base. Made and stamped by triggers alone; '
  'plan_minor is earned evenly from plan_from_on to to_on: the whole line, or what a credit note left of it.';
create index deferrals_open on deferrals (next_month_on, invoice_id, line_no) where left_minor <> 0;
create index deferrals_by_customer on deferrals (customer_id);

create table deferral_releases (
  entry_id uuid constraint deferral_releases_pkey primary key constraint deferral_releases_entry_fk references entries (id),
  invoice_id uuid not null,
  line_no smallint not null,
  customer_id uuid not null constraint deferral_releases_customer_fk references customers (id),
  month_on date not null constraint deferral_releases_month_check check (month_on = date_trunc('month', month_on)),
  amount_minor bigint not null constraint deferral_releases_amount_check check (amount_minor <> 0),
  base_minor bigint not null,
  xid xid8 not null default pg_current_xact_id(),
  constraint deferral_releases_deferral_fk foreign key (invoice_id, line_no) references deferrals (invoice_id, line_no),
  constraint deferral_releases_once_unique unique (invoice_id, line_no, month_on)
);
comment on table deferral_releases is 'What a deferred line earned in a month: its entry moved that from 2400 to revenue. Once a month and line.';
create index deferral_releases_by_xid on deferral_releases (xid);

create index entry_lines_deferred on entry_lines (entry_id) where account_code = '2400';
create index invoice_lines_from_deferred on invoice_lines (invoice_id) where from_deferred_minor is not null;

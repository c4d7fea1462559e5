-- The agreement of a plan is kept as a file, one for each version; four kinds of mail tell of plans.
alter table documents add column plan_version_id uuid;
alter table documents add constraint documents_plan_version_fk
  foreign key (plan_version_id, customer_id) references plan_versions (id, customer_id);
alter table documents drop constraint documents_kind_check;
alter table documents add constraint documents_kind_check check (kind in
  ('cheque_photo', 'einvoice', 'group_statement', 'invoice', 'plan_agreement', 'provisional_receipt', 'receipt', 'reminder', 'statement'));
alter table documents add constraint documents_plan_check check ((kind = 'plan_agreement') = (plan_version_id is not null));
create unique index documents_one_per_plan_version_unique on documents (plan_version_id) where kind = 'plan_agreement';
comment on column documents.plan_version_id is 'Agreements only: the version of the plan that the file is of.';

-- The kinds of messages there are, and ours.
do $$
declare
  kinds text[];
begin
  select array_agg(distinct kind[1]) into kinds from pg_constraint k, regexp_matches(pg_get_constraintdef(k.oid), '''([a-z_]+)''', 'g') kind
  where k.conname = 'messages_kind_check';
  kinds := kinds || array['plan_agreed', 'plan_answer', 'plan_payment', 'plan_over'];
  alter table messages drop constraint messages_kind_check;
  execute format('alter table messages add constraint messages_kind_check check (kind in (%s))',
    (select string_agg(quote_literal(kind), ', ' order by kind) from unnest(kinds) kind));
end;
$$;

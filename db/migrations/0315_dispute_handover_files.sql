-- Files that a department is given with a question; and the mails about work on disputes: to a department, and to a colleague.
alter table dispute_files add constraint dispute_files_of_dispute_unique unique (id, dispute_id);
alter table dispute_handovers add constraint dispute_handovers_of_dispute_unique unique (id, dispute_id);

create table dispute_handover_files (
  handover_id uuid not null,
  file_id uuid not null,
  dispute_id uuid not null,
  customer_id uuid not null,
  constraint dispute_handover_files_pkey primary key (handover_id, file_id),
  constraint dispute_handover_files_handover_fk foreign key (handover_id, dispute_id) references dispute_handovers (id, dispute_id),
  constraint dispute_handover_files_file_fk foreign key (file_id, dispute_id) references dispute_files (id, dispute_id),
  constraint dispute_handover_files_dispute_fk foreign key (dispute_id, customer_id) references disputes (id, customer_id)
);
comment on table dispute_handover_files is
  'Append-only: which files of a dispute a department sees under its link; chosen with the question, so that none is added behind it.';
create index dispute_handover_files_by_file on dispute_handover_files (file_id);
create index dispute_handover_files_by_dispute on dispute_handover_files (dispute_id);

-- The kinds of messages there are, and ours.
do $$
declare
  kinds text[];
begin
  select array_agg(distinct kind[1]) into kinds from pg_constraint k, regexp_matches(pg_get_constraintdef(k.oid), '''([a-z_]+)''', 'g') kind
  where k.conname = 'messages_kind_check';
  kinds := kinds || array['dispute_handover', 'dispute_work'];
  alter table messages drop constraint messages_kind_check;
  execute format('alter table messages add constraint messages_kind_check check (kind in (%s))',
    (select string_agg(quote_literal(kind), ', ' order by kind) from unnest(kinds) kind));
end;
$$;

-- What a customer hears of a question or dispute of theirs, by mail.
do $$
declare
  kinds text[];
begin
  select array_agg(distinct kind[1]) into kinds from pg_constraint k, regexp_matches(pg_get_constraintdef(k.oid), '''([a-z_]+)''', 'g') kind
  where k.conname = 'messages_kind_check';
  kinds := kinds || array['dispute_received', 'dispute_reply', 'dispute_needs_answer', 'dispute_decided', 'dispute_withdrawn'];
  alter table messages drop constraint messages_kind_check;
  execute format('alter table messages add constraint messages_kind_check check (kind in (%s))',
    (select string_agg(quote_literal(kind), ', ' order by kind) from unnest(kinds) kind));
end;
$$;

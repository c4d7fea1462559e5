-- Payment plans: what was agreed stays as it was agreed.
do $$
declare
  guarded text;
begin
  foreach guarded in array array['plan_policies', 'plan_versions', 'plan_items', 'plan_instalments', 'plan_moves', 'plan_events'] loop
    execute format('create or replace trigger _010_append_only before update or delete or truncate on %I
      for each statement execute function refuse_change()', guarded);
  end loop;
end;
$$;

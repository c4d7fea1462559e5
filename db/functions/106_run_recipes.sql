-- A scheduled day happens once and stays.
create or replace trigger _010_append_only before update or delete or truncate on run_recipe_days
  for each statement execute function refuse_change();

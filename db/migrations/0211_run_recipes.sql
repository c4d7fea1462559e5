-- Set-ups of billing runs that are kept, by hand or on days of their own.

create table run_recipes (
  id uuid constraint run_recipes_pkey primary key default uuidv7(),
  name text not null constraint run_recipes_name_check check (length(btrim(name)) between 1 and 120),
  cycles text[] not null constraint run_recipes_cycles_check
    check (cardinality(cycles) > 0 and cycles <@ array['weekly', 'fortnightly', 'four_weekly', 'monthly', 'quarterly', 'annual']),
  filter jsonb not null default '{}' constraint run_recipes_filter_check check (jsonb_typeof(filter) = 'object'),
  review_needed boolean not null,
  every text constraint run_recipes_every_check check (every in ('week', 'month')),
  day_no smallint,
  cut_off_rule text not null constraint run_recipes_cut_off_check check (cut_off_rule in ('same_day', 'day_before', 'month_end')),
  unattended boolean not null default false,
  next_on date,
  saved_by uuid constraint run_recipes_user_fk references users (id),
  saved_by_name text not null,
  saved_at timestamptz not null,
  removed_at timestamptz,
  constraint run_recipes_schedule_check check ((every is null) = (day_no is null) and (every is null) = (next_on is null)),
  constraint run_recipes_day_check check (day_no between 1 and case every when 'week' then 7 else 31 end),
  constraint run_recipes_unattended_check check (not unattended or (every is not null and not review_needed))
);
comment on table run_recipes is 'Set-ups of billing runs kept under a name. With every and day_no one is previewed by itself on next_on; unattended: and issued when nothing was found. One that needs a review always waits.';
create unique index run_recipes_name_unique on run_recipes (lower(name)) where removed_at is null;
create index run_recipes_due on run_recipes (next_on) where removed_at is null and next_on is not null;

create table run_recipe_days (
  recipe_id uuid not null constraint run_recipe_days_recipe_fk references run_recipes (id),
  due_on date not null,
  run_id uuid constraint run_recipe_days_run_unique unique constraint run_recipe_days_run_fk references billing_runs (id),
  unattended boolean not null,
  refused text not null default '',
  started_at timestamptz not null,
  constraint run_recipe_days_pkey primary key (recipe_id, due_on),
  constraint run_recipe_days_run_check check ((run_id is null) = (refused <> ''))
);
comment on table run_recipe_days is 'Append-only: the days a recipe ran by itself, once each, with its run or why there was none.';

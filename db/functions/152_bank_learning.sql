-- What lines of the bank teach is counted by class, and nothing is posted without a person but by counts that allow it (TS108).

do $$
declare
  guarded text;
begin
  foreach guarded in array array['bank_aliases', 'bank_alias_choices', 'bank_rules', 'bank_rule_endings', 'bank_rule_ticks',
    'bank_posting_choices', 'bank_gate_openings', 'bank_automatic_postings']
  loop
    execute format('create or replace trigger _010_append_only before update or delete or truncate on %I
      for each statement execute function refuse_change()', guarded);
  end loop;
end;
$$;

create or replace view bank_evidence with (security_invoker = true) as
  select e.evidence_class, e.line_id,
    bool_and(u.explanation_id is null and coalesce(e.suggestion ->> 'taken', 'true') <> 'false') as was_right
  from bank_explanations e left join bank_explanation_undoings u on u.explanation_id = e.id
  where e.evidence_class is not null and (e.sureness = 'exact' or e.evidence_class ~ '^rule/') and (e.how = 'person' or u.explanation_id is not null)
    -- Undone though nothing was wrong with it: neither it nor what was said of the line from then on tells how good matching is.
    and not exists (select from bank_explanations x join bank_explanation_undoings o on o.explanation_id = x.id
      where x.line_id = e.line_id and o.cause in ('asked-otherwise', 'too-early') and (x.id = e.id or o.xid <= e.xid))
  group by e.evidence_class, e.line_id;
comment on view bank_evidence is
  'Exact suggestions and rules that a person confirmed, by class and line. Wrong: explained otherwise, or undone, ever, unless it was undone for no mistake of the match: then the line is no evidence from there on. What was posted without a person is no evidence of being right; undone, it is one of being wrong.';

create or replace view bank_aliases_now with (security_invoker = true) as
  select a.kind, a.value, a.customer_id, min(a.shown) as shown, count(*)::integer as times, max(a.learned_at) as learned_at,
    coalesce(c.is_forgotten, false) as is_forgotten
  from bank_aliases a
  left join lateral (select is_forgotten from bank_alias_choices c where (c.kind, c.value, c.customer_id) = (a.kind, a.value, a.customer_id)
    order by c.version desc limit 1) c on true
  where not exists (select from bank_explanation_undoings u where u.explanation_id = a.explanation_id)
  group by a.kind, a.value, a.customer_id, coalesce(c.is_forgotten, false);
comment on view bank_aliases_now is 'Accounts and names that confirmed lines taught and whose explanations stand, those that staff want forgotten among them.';

create or replace view bank_rules_now with (security_invoker = true) as
  select r.*, coalesce(t.posts_alone, false) as posts_alone
  from bank_rules r
  left join lateral (select posts_alone from bank_rule_ticks t where t.rule_id = r.id order by t.version desc limit 1) t on true
  where not exists (select from bank_rules later where later.replaces = r.id) and not exists (select from bank_rule_endings e where e.rule_id = r.id);
comment on view bank_rules_now is 'Rules that hold, each in its newest version. Uses are counted by version.';

create or replace function bank_class_record(of_class text) returns table (was_right integer, seen integer)
language sql stable set search_path = public, pg_temp as $$
  select (count(*) filter (where was_right))::integer, count(*)::integer from bank_evidence where evidence_class = of_class;
$$;
comment on function bank_class_record(text) is 'How many lines of a class were right, of how many seen.';

create or replace function bank_bound_holds(was_right integer, seen integer, bound_ppm integer) returns boolean
language plpgsql immutable set search_path = public, pg_temp as $$
declare
  share double precision := bound_ppm / 1000000.0;
  log_term double precision;
  chance double precision;
begin
  if bound_ppm = 0 then return true; end if;
  if was_right = 0 or bound_ppm >= 1000000 then return false; end if;
  log_term := seen * ln(share);
  chance := case when log_term < -700 then 0 else exp(log_term) end;
  for miss in 1 .. seen - was_right loop
    log_term := log_term + ln((seen - miss + 1)::double precision / miss) + ln(1 - share) - ln(share);
    if log_term > -700 then chance := chance + exp(log_term); end if;
    exit when chance > 0.051;
  end loop;
  return chance <= 0.0500001;
end;
$$;
comment on function bank_bound_holds(integer, integer, integer) is
  'Whether a share is no more than the lower 95 % bound by Clopper and Pearson: so many right ones or more would at that share be seen at most once in twenty times.';

create or replace function check_bank_gate_opening() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  own record;
  choice record;
begin
  select * into own from bank_class_record(new.evidence_class);
  select * into choice from bank_posting_choices order by version desc limit 1;
  if choice.version is distinct from new.choice_version or not choice.posts_alone then
    raise exception using errcode = 'TS108', constraint = 'bank_gate_chosen', message = 'nothing is posted without a person but by the choice of the moment';
  end if;
  if (own.was_right, own.seen) is distinct from (new.own_right, new.own_seen) then
    raise exception using errcode = 'TS108', constraint = 'bank_gate_counted',
      message = format('%s of %s of class %s were right, not %s of %s', own.was_right, own.seen, new.evidence_class, new.own_right, new.own_seen);
  end if;
  if new.bound_ppm < choice.precision_ppm
    or (new.source = 'own-history' and not bank_bound_holds(new.own_right, new.own_seen, new.bound_ppm))
    or (new.source = 'shipped-set' and not (new.own_right = new.own_seen and new.own_seen < 300
      and bank_bound_holds(new.shipped_right, new.shipped_seen, new.bound_ppm))) then
    raise exception using errcode = 'TS108', constraint = 'bank_gate_bound',
      message = format('the counts of class %s do not show a precision of %s in a million', new.evidence_class, choice.precision_ppm);
  end if;
  return new;
end;
$$;
comment on function check_bank_gate_opening() is 'A class is posted without a person by the newest choice, by counts as they are, and by a bound these counts show (TS108).';
create or replace trigger _152_allowed before insert on bank_gate_openings for each row execute function check_bank_gate_opening();

create or replace function check_bank_rule_tick() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if new.posts_alone and not bank_rule_may_post(new.rule_id) then
    raise exception using errcode = 'TS108', constraint = 'bank_rule_confirmed',
      message = 'a rule posts without a person after twenty confirmed uses and none undone, and never money of a customer';
  end if;
  return new;
end;
$$;
comment on function check_bank_rule_tick() is 'A rule is ticked to post without a person only once it may (TS108).';

create or replace function bank_rule_may_post(of_rule uuid) returns boolean
language sql stable set search_path = public, pg_temp as $$
  select exists (select from bank_rules_now r where r.id = of_rule and r.kind <> 'on-account')
    and (select seen >= 20 and was_right = seen from bank_class_record('rule/' || of_rule));
$$;
comment on function bank_rule_may_post(uuid) is 'Twenty lines or more confirmed by a rule that holds, none of them undone, and no customer named by it.';
create or replace trigger _152_confirmed before insert on bank_rule_ticks for each row execute function check_bank_rule_tick();

create or replace function check_bank_automatic_posting() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  made record;
begin
  select * into made from bank_explanations e where e.id = new.explanation_id;
  if new.opening_id is not null and not (made.how = 'automatic' and made.sureness = 'exact' and exists (
      select from bank_gate_openings o where o.id = new.opening_id and o.evidence_class = made.evidence_class
        and o.choice_version = (select max(version) from bank_posting_choices)
        -- Undone since then: the class has to be counted again first.
        and not exists (select from bank_explanation_undoings u join bank_explanations e on e.id = u.explanation_id
          where (u.made_at > o.opened_at or u.xid > o.xid) and e.evidence_class = o.evidence_class))) then
    raise exception using errcode = 'TS108', constraint = 'bank_automatic_by_gate', message = format('explanation %s was not allowed by its class', new.explanation_id);
  end if;
  if new.rule_id is not null and not (made.how = 'rule' and made.evidence_class = 'rule/' || new.rule_id and bank_rule_may_post(new.rule_id)
      and exists (select from bank_rules_now r where r.id = new.rule_id and r.posts_alone)
      and (select posts_alone from bank_posting_choices order by version desc limit 1)) then
    raise exception using errcode = 'TS108', constraint = 'bank_automatic_by_rule', message = format('explanation %s was not allowed by its rule', new.explanation_id);
  end if;
  return new;
end;
$$;
comment on function check_bank_automatic_posting() is 'What was explained without a person was allowed by its class or its rule, as they are now (TS108).';
create or replace trigger _152_allowed before insert on bank_automatic_postings for each row execute function check_bank_automatic_posting();

create or replace function check_bank_explained_alone() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if not exists (select from bank_automatic_postings p where p.explanation_id = new.id) then
    raise exception using errcode = 'TS108', constraint = 'bank_automatic_allowed', message = format('nothing allowed explanation %s without a person', new.id);
  end if;
  return null;
end;
$$;
comment on function check_bank_explained_alone() is 'An explanation without a person keeps what it was allowed by; looked at when the transaction ends (TS108).';
drop trigger if exists _152_allowed on bank_explanations;
create constraint trigger _152_allowed after insert on bank_explanations deferrable initially deferred
  for each row when (new.how <> 'person') execute function check_bank_explained_alone();

-- Disputes: what is contested is held and nothing else (TS094), the stages are a chain (TS095), a closed dispute stays closed and
-- says how it ended (TS096), a decision is carried by its credit note (TS097), what is asked and answered is so once (TS098).

do $$
declare
  guarded text;
begin
  foreach guarded in array array['dispute_stages', 'dispute_messages', 'dispute_files', 'dispute_decisions', 'complaint_steps', 'saved_answer_versions']
  loop
    execute format('create or replace trigger _010_append_only before update or delete or truncate on %I
      for each statement execute function refuse_change()', guarded);
  end loop;
end;
$$;

create or replace function dispute_contests(kind text, state text) returns boolean
language sql immutable set search_path = public, pg_temp as $$
  select kind in ('dispute', 'refund_claim') and state not in ('decided', 'closed');
$$;
comment on function dispute_contests(text, text) is 'Whether a dispute of a kind in a state contests an amount: a dispute or claim for refund that lives and is not decided.';

-- Everything that is wrong with what disputes hold; the laws at the commit and the invariants read it alike.
create or replace view dispute_faults with (security_invoker = true) as
  select h.customer_id, h.id as hold_id, null::uuid as dispute_id, 'dispute_hold_is_its' as law, 'a standing hold disputed is of no living dispute' as why
    from holds h where h.kind = 'disputed' and not exists (select from hold_releases r where r.hold_id = h.id)
      and not exists (select from disputes d where d.hold_id = h.id and dispute_contests(d.kind, d.state))
  union all
  select d.customer_id, d.hold_id, d.id, 'dispute_hold_is_its', 'what is contested is not held as it is contested'
    from disputes d where dispute_contests(d.kind, d.state) and not exists (select from holds h where h.id = d.hold_id and h.kind = 'disputed'
      and h.item_id = d.item_id and h.customer_id = d.customer_id and h.amount_minor = d.amount_minor
      and not exists (select from hold_releases r where r.hold_id = h.id))
  union all
  select d.customer_id, d.hold_id, d.id, 'dispute_parts_fit', 'the parts do not make the amount'
    from disputes d where dispute_contests(d.kind, d.state)
      and d.amount_minor is distinct from (select sum(l.amount_minor) from dispute_lines l where l.dispute_id = d.id and l.is_contested)
  union all
  select d.customer_id, d.hold_id, d.id, 'dispute_parts_fit', 'a part is contested after the end, or of another invoice'
    from disputes d join dispute_lines l on l.dispute_id = d.id
    where l.is_contested and (not dispute_contests(d.kind, d.state) or l.invoice_id is distinct from d.invoice_id)
  union all
  select d.customer_id, d.hold_id, d.id, 'dispute_parts_fit', 'more is contested of a line than it is'
    from disputes d join dispute_lines l on l.dispute_id = d.id join invoice_lines v on v.invoice_id = l.invoice_id and v.line_no = l.invoice_line_no
    where l.is_contested and l.net_minor > v.net_minor
  union all
  select d.customer_id, d.hold_id, d.id, 'dispute_parts_fit', 'the item is not the invoice''s, or of another currency'
    from disputes d join open_items o on o.id = d.item_id left join invoices v on v.id = d.invoice_id
    where d.closed_at is null and d.amount_minor is not null
      and (o.side <> 'debit' or o.customer_id <> d.customer_id or o.currency <> d.currency or (v.id is not null and v.open_item_id is distinct from o.id))
  union all
  select d.customer_id, d.hold_id, d.id, 'dispute_stage_follows', 'it does not stand where its stages led'
    from disputes d left join lateral (
      select count(*) as steps, max(s.position) as last, min(s.changed_at) as first_at,
        (array_agg(s.to_state order by s.position desc))[1] as state, (array_agg(s.waits_for order by s.position desc))[1] as waits_for,
        (array_agg(s.changed_at order by s.position desc))[1] as state_at
      from dispute_stages s where s.dispute_id = d.id) s on true
    where s.steps = 0 or s.steps <> s.last or s.first_at <> d.raised_at or s.state <> d.state or s.waits_for is distinct from d.waits_for
      or s.state_at <> d.state_at or (d.closed_at is not null and d.closed_at <> s.state_at)
  union all
  select d.customer_id, d.hold_id, d.id, 'dispute_ended_as_decided', 'its outcome is not its newest decision'
    from disputes d where d.outcome in ('agreed', 'part', 'refused', 'rebilled') and not exists (
      select from (select * from dispute_decisions x where x.dispute_id = d.id order by x.id desc limit 1) x
      where x.decision = d.outcome and x.agreed_minor = d.agreed_minor and x.credit_note_id is not distinct from d.credit_note_id)
  union all
  select d.customer_id, d.hold_id, d.id, 'dispute_ended_as_decided', 'it says what was agreed without a decision'
    from disputes d where (d.outcome is null or d.outcome in ('withdrawn', 'answered', 'merged')) and (d.agreed_minor is not null or d.credit_note_id is not null)
  union all
  select d.customer_id, d.hold_id, d.id, 'dispute_credit_names_it', 'the credit note of a decision is not of its invoice and amount, or does not name the dispute'
    from dispute_decisions x join disputes d on d.id = x.dispute_id join invoices v on v.id = x.credit_note_id
    where v.kind <> 'credit_note' or v.corrects_id is distinct from d.invoice_id or v.gross_minor <> x.agreed_minor
      or position(d.number in v.note) = 0 or v.approval_id is distinct from x.approval_id;
comment on view dispute_faults is 'Where disputes break their laws: held parts, stages, endings, credit notes. Empty when all is well.';

create or replace function refuse_dispute_fault(of_dispute uuid, of_hold uuid) returns void
language plpgsql stable set search_path = public, pg_temp as $$
declare
  fault record;
begin
  if of_dispute is not null then
    select f.law, f.why into fault from dispute_faults f where f.dispute_id = of_dispute limit 1;
  else
    select f.law, f.why into fault from dispute_faults f where f.hold_id = of_hold limit 1;
  end if;
  if not found then return; end if;
  raise exception using constraint = fault.law, message = format('%s: %s', coalesce(of_dispute, of_hold), fault.why),
    errcode = case fault.law when 'dispute_stage_follows' then 'TS095' when 'dispute_ended_as_decided' then 'TS096'
      when 'dispute_credit_names_it' then 'TS097' else 'TS094' end;
end;
$$;
comment on function refuse_dispute_fault(uuid, uuid) is 'Raises the first law a dispute, or a hold, breaks: TS094 held parts, TS095 stages, TS096 endings, TS097 credit notes.';

create or replace function check_dispute() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_table_name <> 'disputes' then
    perform refuse_dispute_fault((to_jsonb(new) ->> 'dispute_id')::uuid, null);
    return null;
  end if;
  perform refuse_dispute_fault(new.id, null);
  -- What it let go of must not stand on, held by nobody.
  if tg_op = 'UPDATE' and old.hold_id is not null and old.hold_id is distinct from new.hold_id then
    perform refuse_dispute_fault(null, old.hold_id);
  end if;
  return null;
end;
$$;
comment on function check_dispute() is 'At the commit: a dispute keeps its laws (TS094–TS097).';

create or replace function check_disputed_hold() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  of_hold uuid := case tg_table_name when 'holds' then (to_jsonb(new) ->> 'id')::uuid else (to_jsonb(new) ->> 'hold_id')::uuid end;
begin
  if exists (select from holds h where h.id = of_hold and h.kind = 'disputed') then perform refuse_dispute_fault(null, of_hold); end if;
  return null;
end;
$$;
comment on function check_disputed_hold() is 'At the commit: a hold disputed stands while, and only while, one living dispute contests just that (TS094).';

do $$
declare
  watched text;
begin
  foreach watched in array array['disputes', 'dispute_lines', 'dispute_stages', 'dispute_decisions'] loop
    execute format('drop trigger if exists _142_whole on %I', watched);
    execute format('create constraint trigger _142_whole after insert%s on %I deferrable initially deferred for each row execute function check_dispute()',
      case when watched in ('disputes', 'dispute_lines') then ' or update' else '' end, watched);
  end loop;
end;
$$;
drop trigger if exists _142_disputed on holds;
create constraint trigger _142_disputed after insert on holds deferrable initially deferred for each row when (new.kind = 'disputed') execute function check_disputed_hold();
drop trigger if exists _142_disputed on hold_releases;
create constraint trigger _142_disputed after insert on hold_releases deferrable initially deferred for each row execute function check_disputed_hold();

create or replace function dispute_step(from_state text, to_state text) returns boolean
language sql immutable set search_path = public, pg_temp as $$
  select case
    when from_state is null then to_state = 'new'
    when from_state = 'closed' then to_state = 'reopened'
    when from_state = 'decided' then to_state = 'closed'
    when to_state = 'reopened' or to_state = 'new' then false
    else true end;
$$;
comment on function dispute_step(text, text) is 'Whether a dispute goes from one state to the next: first it is new, a decided one is closed, a closed one is opened again, and any other may go anywhere.';

create or replace function check_dispute_stage() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  last dispute_stages;
begin
  -- Locked, so that two steps at once follow each other.
  perform 1 from disputes d where d.id = new.dispute_id for no key update;
  select * into last from dispute_stages s where s.dispute_id = new.dispute_id order by s.position desc limit 1;
  if new.position <> coalesce(last.position, 0) + 1 or new.from_state is distinct from last.to_state or new.changed_at < last.changed_at
    or not dispute_step(last.to_state, new.to_state) then
    raise exception using errcode = 'TS095', constraint = 'dispute_stage_follows',
      message = format('dispute %s does not go from %s to %s', new.dispute_id, coalesce(last.to_state, 'nothing'), new.to_state);
  end if;
  return new;
end;
$$;
comment on function check_dispute_stage() is 'Each stage follows the one before it, without a hole in number or time (TS095).';
create or replace trigger _142_follows before insert on dispute_stages for each row execute function check_dispute_stage();

create or replace function keep_dispute() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_op <> 'UPDATE' or row(old.id, old.no, old.raised_on, old.customer_id, old.item_id, old.invoice_id, old.currency, old.raised_by_kind,
      old.raised_by, old.raised_by_name, old.raised_at, old.split_from)
    is distinct from row(new.id, new.no, new.raised_on, new.customer_id, new.item_id, new.invoice_id, new.currency, new.raised_by_kind,
      new.raised_by, new.raised_by_name, new.raised_at, new.split_from) then
    raise exception using errcode = 'TS096', constraint = 'dispute_stays_as_raised', message = 'who raised it, when and about what never changes';
  end if;
  -- Of a closed one only what came of it afterwards is noted, unless it is opened again.
  if old.state = 'closed' and new.state <> 'reopened'
    and (to_jsonb(old) - '{rebill_invoice_id,improvement,last_word_by,last_word_at}'::text[])
      <> (to_jsonb(new) - '{rebill_invoice_id,improvement,last_word_by,last_word_at}'::text[]) then
    raise exception using errcode = 'TS096', constraint = 'dispute_closed', message = format('dispute %s is closed: it is opened again first', old.number);
  end if;
  return new;
end;
$$;
comment on function keep_dispute() is 'What was raised stays as raised; a closed dispute changes only by being opened again (TS096).';
create or replace trigger _142_kept before update or delete on disputes for each row execute function keep_dispute();

create or replace function keep_dispute_line() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_op <> 'UPDATE' or (to_jsonb(old) - 'is_contested') <> (to_jsonb(new) - 'is_contested') then
    raise exception using errcode = 'TS094', constraint = 'dispute_parts_stay', message = 'what was contested stays as it was said; it only ends';
  end if;
  return new;
end;
$$;
comment on function keep_dispute_line() is 'A contested part ends, and changes in nothing else (TS094).';
create or replace trigger _142_kept before update or delete on dispute_lines for each row execute function keep_dispute_line();

create or replace function check_dispute_file() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if new.visibility <> (select m.visibility from dispute_messages m where m.id = new.message_id) then
    raise exception using errcode = 'TS098', constraint = 'dispute_file_is_seen_as_its_message', message = 'a file is seen by whom its message is seen';
  end if;
  return new;
end;
$$;
comment on function check_dispute_file() is 'A file is seen by whom its message is seen (TS098).';
create or replace trigger _142_seen before insert on dispute_files for each row execute function check_dispute_file();

-- Rows that wait for their answer: it is given once, and nothing else of them changes.
create or replace function keep_answered_once() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  may_change text[] := tg_argv[1]::text[];
begin
  if tg_op = 'INSERT' then
    if to_jsonb(new) ->> tg_argv[0] is null then return new; end if;
  elsif tg_op = 'UPDATE' and to_jsonb(old) ->> tg_argv[0] is null and (to_jsonb(old) - may_change) = (to_jsonb(new) - may_change) then
    return new;
  end if;
  raise exception using errcode = 'TS098', constraint = 'dispute_answered_once', message = format('a row of %s is answered once and changes in nothing else', tg_table_name);
end;
$$;
comment on function keep_answered_once() is 'A row waits for its answer, is answered once and stays (TS098). First argument: the column that says it was; second: what the answer fills.';
create or replace trigger _142_once before insert or update or delete on dispute_asks for each row
  execute function keep_answered_once('answered_at', '{answered_at,outcome,refusal,answered_dispute_id}');
create or replace trigger _142_once before insert or update or delete on dispute_breaches for each row
  execute function keep_answered_once('explained_at', '{cause,explained_by,explained_by_name,explained_at}');
create or replace trigger _142_once before insert or update or delete on dispute_handovers for each row
  execute function keep_answered_once('answered_at', '{answered_at,answered_by_name,message_id,recalled_at,token_hash}');

-- Cheques: one table of steps, and each step fits what it says (TS040, TS041).

do $$
declare
  guarded text;
begin
  foreach guarded in array array['instruments', 'instrument_items', 'instrument_events', 'deposit_batches', 'deposit_lines', 'deposit_cancellations']
  loop
    execute format('create or replace trigger _010_append_only before update or delete or truncate on %I
      for each statement execute function refuse_change()', guarded);
  end loop;
  foreach guarded in array array['instruments', 'deposit_batches']
  loop
    execute format('create or replace trigger _040_number_is_taken after insert on %I
      referencing new table as new_documents for each statement execute function check_number_is_taken()', guarded);
  end loop;
end;
$$;
create or replace trigger _010_append_only before delete or truncate on instrument_standing for each statement execute function refuse_change();

create or replace function instrument_step(from_state text, step text, is_post_dated boolean) returns text
language sql immutable set search_path = public, pg_temp as $$
  select case
    when from_state is null and step = 'received' then case when is_post_dated then 'post_dated' else 'in_hand' end
    when from_state in ('post_dated', 'in_hand') and step in ('handed_over', 'due_moved') then from_state
    when from_state = 'post_dated' and step = 'confirmed' then 'in_hand'
    when from_state = 'post_dated' and step = 'cancelled' then 'cancelled'
    when from_state = 'in_hand' and step = 'banked' then 'banked'
    when from_state = 'in_hand' and step = 'returned_before' then 'returned'
    when from_state = 'banked' and step = 'taken_out' then 'in_hand'
    when from_state = 'banked' and step = 'cleared' then 'cleared'
    when from_state in ('banked', 'cleared') and step = 'returned_after' then 'returned'
    when from_state = 'returned' and step = 'followed_up' then 'returned' end;
$$;
comment on function instrument_step(text, text, boolean) is
  'The one table of steps: the state a step leads to, null where the step may not be taken. Returned and cancelled end a cheque: nothing banks it again. '
  'A cleared one may still come back, because banks take money back days later.';

create or replace function check_instrument_money(step instrument_events, facts instruments, was instrument_standing) returns void
language plpgsql stable set search_path = public, pg_temp as $$
begin
  if step.kind = 'confirmed' and step.effective_on < facts.dated_on then
    raise exception using errcode = 'TS041', constraint = 'instrument_not_due', message = format('%s may not be banked before %s', facts.number, facts.dated_on);
  end if;
  if ((step.kind = 'received' and step.to_state = 'in_hand') or step.kind = 'confirmed') <> (step.payment_id is not null) then
    raise exception using errcode = 'TS041', constraint = 'instrument_payment',
      message = format('%s becomes a payment when it may be banked, and only then', facts.number);
  end if;
  perform 1 from payments p join entry_lines l on l.entry_id = p.entry_id and l.account_code = '1020'
    where p.id = step.payment_id and p.method = 'cheque' and p.customer_id = facts.customer_id and p.currency = facts.currency
      and p.amount_minor = facts.amount_minor and p.received_on >= facts.dated_on;
  if step.payment_id is not null and not found then
    raise exception using errcode = 'TS041', constraint = 'instrument_payment', message = format('the payment of %s is not of this cheque', facts.number);
  end if;
  perform 1 from payment_reversals r where r.payment_id = was.payment_id;
  if step.kind in ('returned_before', 'returned_after') and not found then
    raise exception using errcode = 'TS041', constraint = 'instrument_payment', message = format('%s comes back with its payment reversed', facts.number);
  end if;
  perform 1 from deposit_lines d join deposit_batches b on b.id = d.batch_id
    where d.batch_id = step.batch_id and d.instrument_id = facts.id and b.deposited_on <= step.effective_on
      and (step.kind = 'taken_out') = exists (select 1 from deposit_cancellations c where c.batch_id = d.batch_id);
  if step.kind in ('banked', 'taken_out') and not found then
    raise exception using errcode = 'TS041', constraint = 'instrument_deposit', message = format('%s is in no such deposit', facts.number);
  end if;
  perform 1 from entries e where e.id = step.charge_entry_id and e.kind = 'bank_charge'
    and lines_text(e.id) = format('6205 %s, 1010 %s', step.charge_minor, -step.charge_minor);
  if step.charge_entry_id is not null and not found then
    raise exception using errcode = 'TS041', constraint = 'instrument_charge', message = format('the charge of %s is not its posting', facts.number);
  end if;
end;
$$;
comment on function check_instrument_money(instrument_events, instruments, instrument_standing) is
  'A step and its money agree: a payment when it may be banked, a deposit when banked, a reversal when returned, a charge as posted (TS041).';

create or replace function take_instrument_step() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  facts instruments;
  was instrument_standing;
begin
  select * into strict facts from instruments where id = new.instrument_id;
  -- Locked before looked at, so that two steps at once are one after the other.
  select * into was from instrument_standing where instrument_id = new.instrument_id for update;
  new.from_state := was.state;
  new.to_state := instrument_step(was.state, new.kind, facts.dated_on > facts.received_on);
  new.position := coalesce(was.steps, 0) + 1;
  if new.to_state is null or new.customer_id <> facts.customer_id or new.effective_on < facts.received_on
    or (new.kind = 'taken_out' and new.batch_id <> was.batch_id) or (was.banked_on is not null and new.effective_on < was.banked_on) then
    raise exception using errcode = 'TS040', constraint = 'instrument_step',
      message = format('%s is %s and cannot be %s', facts.number, coalesce(was.state, 'new'), new.kind);
  end if;
  perform check_instrument_money(new, facts, was);
  insert into instrument_standing as s (instrument_id, customer_id, state, steps, custodian_id, custodian_name, due_on, payment_id)
    values (new.instrument_id, new.customer_id, new.to_state, new.position, new.custodian_id, coalesce(new.custodian_name, was.custodian_name),
      coalesce(new.due_on, was.due_on), new.payment_id)
  on conflict (instrument_id) do update set
    state = new.to_state, steps = new.position,
    custodian_id = case when new.kind = 'handed_over' then new.custodian_id else s.custodian_id end,
    custodian_name = coalesce(new.custodian_name, s.custodian_name),
    due_on = coalesce(new.due_on, s.due_on),
    payment_id = coalesce(new.payment_id, s.payment_id),
    batch_id = case new.kind when 'banked' then new.batch_id when 'taken_out' then null else s.batch_id end,
    banked_on = case new.kind when 'banked' then new.effective_on when 'taken_out' then null else s.banked_on end,
    ended_on = case when new.kind in ('cleared', 'returned_before', 'returned_after', 'cancelled') then new.effective_on else s.ended_on end,
    followed_up_on = case when new.kind = 'followed_up' then new.effective_on else s.followed_up_on end;
  return new;
end;
$$;
comment on function take_instrument_step() is
  'Definer, because it locks and stamps instrument_standing, which nobody else writes: a step that may not be taken is refused (TS040), '
  'one that does not agree with its money too (TS041).';
create or replace trigger _085_step before insert on instrument_events for each row execute function take_instrument_step();

create or replace function check_instrument_received() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  perform 1 from instrument_standing where instrument_id = new.id;
  if not found then
    raise exception using errcode = 'TS040', constraint = 'instrument_step', message = format('%s was never received', new.number);
  end if;
  return null;
end;
$$;
comment on function check_instrument_received() is 'At commit: a cheque begins with being received (TS040).';
drop trigger if exists _085_received on instruments;
create constraint trigger _085_received after insert on instruments deferrable initially deferred for each row execute function check_instrument_received();

create or replace function lock_instruments(wanted uuid[]) returns setof instrument_standing
language sql security definer set search_path = public, pg_temp as $$
  select * from instrument_standing where instrument_id = any (wanted) order by instrument_id for update;
$$;
comment on function lock_instruments(uuid[]) is 'Definer, because only the owner may lock what only the owner writes: cheques in id order, as they stand, held to the end of the transaction.';

create or replace function record_instrument(doc jsonb, items jsonb, step jsonb) returns table (id uuid, number text)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  taken bigint := take_numbers('RCP', 1);
  made instruments := jsonb_populate_record(null::instruments, doc || jsonb_build_object('series_code', 'RCP', 'series_no', taken,
    'number', number_text('RCP', taken), 'xid', pg_current_xact_id()::text));
begin
  insert into instruments values (made.*);
  insert into instrument_items (instrument_id, item_id, customer_id, amount_minor, hold_id)
    select made.id, i.item_id, i.customer_id, i.amount_minor, i.hold_id
    from jsonb_to_recordset(items) as i (item_id uuid, customer_id uuid, amount_minor bigint, hold_id uuid);
  insert into instrument_events (instrument_id, customer_id, kind, effective_on, happened_at, custodian_id, custodian_name, due_on, payment_id, made_by, made_by_name)
    select made.id, made.customer_id, 'received', made.received_on, s.happened_at, s.custodian_id, s.custodian_name, s.due_on, s.payment_id,
      made.recorded_by, made.recorded_by_name
    from jsonb_to_record(step) as s (happened_at timestamptz, custodian_id uuid, custodian_name text, due_on date, payment_id uuid);
  return query select made.id, made.number;
end;
$$;
comment on function record_instrument(jsonb, jsonb, jsonb) is
  'Numbers a cheque in the RCP series and stores it with what it is meant to pay and its first step; returns id and number. Called last. Definer: nobody else takes numbers.';

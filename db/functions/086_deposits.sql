-- Deposits: what is in hand goes to the bank once, whole, and as posted (TS042, TS043); what comes back leaves the account it lies in (TS044).

create or replace function money_in_hand(wanted uuid[] default null)
returns table (payment_id uuid, customer_id uuid, currency text, amount_minor bigint, base_minor bigint, received_on date)
language sql stable set search_path = public, pg_temp as $$
  select p.id, p.customer_id, l.currency, l.amount_minor, l.base_minor, p.received_on
  from payments p join entry_lines l on l.entry_id = p.entry_id and l.account_code = '1020'
  where (wanted is null or p.id = any (wanted)) and p.method in ('cheque', 'cash')
    and not exists (select 1 from payment_reversals r where r.payment_id = p.id)
    and not exists (select 1 from deposit_lines d where d.payment_id = p.id
      and not exists (select 1 from deposit_cancellations c where c.batch_id = d.batch_id));
$$;
comment on function money_in_hand(uuid[]) is 'Cheques and cash that were received and neither banked nor returned, with the amount and base they stand at on 1020; all of it, or of the payments named.';

create or replace function check_deposit_lines() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  broken text;
begin
  -- Locked before counted, so that two deposits, or a deposit and a return, cannot both have the same money.
  perform 1 from payments where id in (select payment_id from new_lines) order by id for no key update;
  select p.number into broken from new_lines n join payments p on p.id = n.payment_id
    where exists (select 1 from payment_reversals r where r.payment_id = n.payment_id)
      or exists (select 1 from deposit_lines d where d.payment_id = n.payment_id and d.batch_id <> n.batch_id
        and not exists (select 1 from deposit_cancellations c where c.batch_id = d.batch_id))
    limit 1;
  if found then
    raise exception using errcode = 'TS043', constraint = 'deposited_once', message = format('%s is not in hand: it was banked or returned', broken);
  end if;
  select p.number into broken from new_lines n join deposit_batches b on b.id = n.batch_id join payments p on p.id = n.payment_id
      left join entry_lines l on l.entry_id = p.entry_id and l.account_code = '1020'
    where p.method not in ('cheque', 'cash') or l.amount_minor is distinct from n.amount_minor or l.base_minor <> n.base_minor or l.currency <> b.currency
      or p.customer_id <> n.customer_id or p.received_on > b.deposited_on
      or n.instrument_id is distinct from (select s.instrument_id from instrument_standing s where s.payment_id = p.id)
    limit 1;
  if found then
    raise exception using errcode = 'TS042', constraint = 'deposit_fits', message = format('%s does not fit this deposit', broken);
  end if;
  return null;
end;
$$;
comment on function check_deposit_lines() is
  'Definer, because it locks the payments: money goes into one live deposit only (TS043), whole, in its currency, not before it was received, and a cheque''s by its name (TS042).';
create or replace trigger _086_lines after insert on deposit_lines
  referencing new table as new_lines for each statement execute function check_deposit_lines();

create or replace function check_deposit_batch() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  off record;
begin
  select coalesce(sum(d.amount_minor), 0) as amount, coalesce(sum(d.base_minor), 0) as base,
      bool_and(d.instrument_id is null or exists (select 1 from instrument_events e
        where e.instrument_id = d.instrument_id and e.batch_id = d.batch_id and e.kind = 'banked')) as stepped
    into off from deposit_lines d where d.batch_id = new.id;
  perform 1 from entries e where e.id = new.entry_id and e.kind = 'deposit' and e.effective_on = new.deposited_on
    and lines_text(e.id) = format('1010 %s, 1020 %s', new.amount_minor, -new.amount_minor)
    and (select sum(l.base_minor) from entry_lines l where l.entry_id = e.id and l.account_code = '1010') = new.base_minor
    and not exists (select 1 from entry_lines l where l.entry_id = e.id and l.currency <> new.currency);
  if not found or off.amount <> new.amount_minor or off.base <> new.base_minor or not off.stepped then
    raise exception using errcode = 'TS042', constraint = 'deposit_adds_up', message = format('the money of %s does not make its sum and its posting', new.number);
  end if;
  return null;
end;
$$;
comment on function check_deposit_batch() is 'At commit: a deposit is the sum of its lines, one entry from 1020 to 1010 of its day, and each cheque in it took the step (TS042).';
drop trigger if exists _086_batch on deposit_batches;
create constraint trigger _086_batch after insert on deposit_batches deferrable initially deferred for each row execute function check_deposit_batch();

create or replace function check_deposit_cancelled() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  batch deposit_batches;
begin
  select * into batch from deposit_batches where id = new.batch_id;
  perform 1 from entries e where e.id = new.entry_id and e.kind = 'deposit' and e.effective_on = new.effective_on and new.effective_on >= batch.deposited_on
    and lines_text(e.id) = format('1010 %s, 1020 %s', -batch.amount_minor, batch.amount_minor)
    and (select sum(l.base_minor) from entry_lines l where l.entry_id = e.id and l.account_code = '1020') = batch.base_minor;
  if not found then
    raise exception using errcode = 'TS042', constraint = 'deposit_adds_up', message = format('taking %s back is not its mirror', batch.number);
  end if;
  if exists (select 1 from instrument_standing s where s.batch_id = new.batch_id)
    or exists (select 1 from deposit_lines d join payment_reversals r on r.payment_id = d.payment_id where d.batch_id = new.batch_id) then
    raise exception using errcode = 'TS043', constraint = 'deposit_stands', message = format('%s holds money that the bank has spoken about', batch.number);
  end if;
  return null;
end;
$$;
comment on function check_deposit_cancelled() is 'At commit: a deposit that did not happen is mirrored (TS042), every cheque in it is in hand again and none came back from the bank (TS043).';
drop trigger if exists _086_cancelled on deposit_cancellations;
create constraint trigger _086_cancelled after insert on deposit_cancellations deferrable initially deferred
  for each row execute function check_deposit_cancelled();

create or replace function check_reversal_account() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  broken text;
begin
  perform 1 from payments where id in (select payment_id from new_reversals) order by id for no key update;
  select p.number into broken from new_reversals n join payments p on p.id = n.payment_id
      join entry_lines l on l.entry_id = p.entry_id and l.account_code = '1020'
    where not exists (select 1 from entry_lines r where r.entry_id = n.entry_id and r.amount_minor = -l.amount_minor and r.base_minor = -l.base_minor
      and r.account_code = case when exists (select 1 from deposit_lines d where d.payment_id = p.id
        and not exists (select 1 from deposit_cancellations c where c.batch_id = d.batch_id)) then '1010' else '1020' end)
    limit 1;
  if found then
    raise exception using errcode = 'TS044', constraint = 'reversal_account',
      message = format('%s leaves undeposited funds while it is in hand and the bank once it was deposited', broken);
  end if;
  return null;
end;
$$;
comment on function check_reversal_account() is 'Definer, because it locks the payments: what comes back leaves the account it lies in, 1020 before the deposit and 1010 after it (TS044).';
create or replace trigger _086_account after insert on payment_reversals
  referencing new table as new_reversals for each statement execute function check_reversal_account();

create or replace function check_cheque_returned() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  perform 1 from instrument_standing s where s.payment_id = new.payment_id and s.state <> 'returned';
  if found then
    raise exception using errcode = 'TS044', constraint = 'cheque_returned', message = 'the payment of a cheque is reversed by returning the cheque';
  end if;
  return null;
end;
$$;
comment on function check_cheque_returned() is 'At commit: the payment of a cheque is reversed only together with the cheque (TS044).';
drop trigger if exists _086_cheque on payment_reversals;
create constraint trigger _086_cheque after insert on payment_reversals deferrable initially deferred for each row execute function check_cheque_returned();

create or replace function record_deposit(doc jsonb, parts jsonb) returns table (id uuid, number text)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  taken bigint := take_numbers('DEP', 1);
  made deposit_batches := jsonb_populate_record(null::deposit_batches, doc || jsonb_build_object('series_code', 'DEP', 'series_no', taken,
    'number', number_text('DEP', taken), 'xid', pg_current_xact_id()::text));
begin
  insert into deposit_batches values (made.*);
  insert into deposit_lines (batch_id, line_no, customer_id, payment_id, instrument_id, amount_minor, base_minor)
    select made.id, p.line_no, p.customer_id, p.payment_id, p.instrument_id, p.amount_minor, p.base_minor
    from jsonb_to_recordset(parts) as p (line_no smallint, customer_id uuid, payment_id uuid, instrument_id uuid, amount_minor bigint, base_minor bigint);
  insert into instrument_events (instrument_id, customer_id, kind, effective_on, happened_at, batch_id, made_by, made_by_name)
    select d.instrument_id, d.customer_id, 'banked', made.deposited_on, made.made_at, made.id, made.made_by, made.made_by_name
    from deposit_lines d where d.batch_id = made.id and d.instrument_id is not null order by d.instrument_id;
  return query select made.id, made.number;
end;
$$;
comment on function record_deposit(jsonb, jsonb) is
  'Numbers a deposit in the DEP series, stores it with its lines and takes its cheques the step; returns id and number. Called last. Definer: nobody else takes numbers.';

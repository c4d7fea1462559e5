-- The processor's money (TS075, TS076): a fee is its movement, a payout is its parts and is posted as it is, a chargeback is its money.

do $$
declare
  guarded text;
begin
  foreach guarded in array array['processor_transactions', 'processor_fees', 'payout_parts', 'payout_postings', 'chargeback_steps']
  loop
    execute format('create or replace trigger _010_append_only before update or delete or truncate on %I
      for each statement execute function refuse_change()', guarded);
  end loop;
end;
$$;

create or replace function processor_cost(told processor_transactions) returns bigint
language sql immutable set search_path = public, pg_temp as $$
  select case told.kind when 'fee' then -told.net_minor else told.fee_minor end;
$$;
comment on function processor_cost(processor_transactions) is 'What a movement cost us, minor units: its fee, or all of it where it is a fee itself. Below zero when it was given back.';

create or replace function check_processor_fee() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  told processor_transactions;
begin
  select * into strict told from processor_transactions where id = new.transaction_id;
  if new.currency <> told.currency or new.amount_minor <> processor_cost(told)
    or lines_text(new.entry_id) <> format('6200 %s, 1030 %s', new.amount_minor, -new.amount_minor)
    or not exists (select from entries e where e.id = new.entry_id and e.kind in ('processor_fee', 'chargeback_fee')
      and e.effective_on = new.effective_on and e.value_on = told.happened_on) then
    raise exception using errcode = 'TS075', constraint = 'processor_fee_is_its_movement',
      message = format('the fee of %s is not what the processor took, or not so posted', told.ref);
  end if;
  return null;
end;
$$;
comment on function check_processor_fee() is 'A fee is what its movement cost, posted 6200 / 1030 with the day of the movement as value date (TS075).';
create or replace trigger _123_fee after insert on processor_fees for each row execute function check_processor_fee();

create or replace function check_payout_posting() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  sent payouts;
  amount bigint;
begin
  select * into strict sent from payouts where id = new.payout_id;
  amount := case new.kind when 'paid' then sent.amount_minor else -sent.amount_minor end;
  if lines_text(new.entry_id) <> format('1010 %s, 1030 %s', amount, -amount)
    or exists (select from entry_lines l where l.entry_id = new.entry_id and l.currency <> sent.currency)
    or not exists (select from entries e where e.id = new.entry_id and e.kind = 'payout' and e.effective_on = new.effective_on and e.value_on = new.value_on)
    or (new.kind = 'returned' and not exists (select from payout_postings p where p.payout_id = new.payout_id and p.kind = 'paid')) then
    raise exception using errcode = 'TS076', constraint = 'payout_is_posted_as_it_is',
      message = format('payout %s moves %s between 1010 and 1030 once, and back once', sent.ref, sent.amount_minor);
  end if;
  return null;
end;
$$;
comment on function check_payout_posting() is 'A payout is posted by its amount, 1010 / 1030, and taken back only after that (TS076).';
create or replace trigger _123_posting after insert on payout_postings for each row execute function check_payout_posting();

create or replace function check_payout_parts() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  broken record;
begin
  select p.ref, p.amount_minor, s.parts into broken from payouts p
    cross join lateral (select coalesce(sum(t.net_minor), 0) as parts, count(*) filter (where t.currency <> p.currency) as foreign_parts
      from payout_parts x join processor_transactions t on t.id = x.transaction_id where x.payout_id = p.id) s
    where p.id in (select payout_id from new_parts) and (s.parts <> p.amount_minor or s.foreign_parts > 0) limit 1;
  if found then
    raise exception using errcode = 'TS076', constraint = 'payout_parts_sum_to_it',
      message = format('the parts of payout %s come to %s, not to %s', broken.ref, broken.parts, broken.amount_minor);
  end if;
  return null;
end;
$$;
comment on function check_payout_parts() is 'The parts of a payout come in one statement, in its currency, and sum to it (TS076).';
create or replace trigger _123_parts after insert on payout_parts referencing new table as new_parts
  for each statement execute function check_payout_parts();

create or replace function check_payout_change() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  raise exception using errcode = 'TS076', constraint = 'payout_stays_what_it_is',
    message = format('payout %s keeps its currency and amount', old.ref);
end;
$$;
comment on function check_payout_change() is 'The state of a payout changes, what it is does not (TS076).';
create or replace trigger _123_same before update on payouts for each row
  when (old.ref is distinct from new.ref or old.currency is distinct from new.currency or old.amount_minor is distinct from new.amount_minor)
  execute function check_payout_change();

create or replace function check_chargeback_step() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  case_of chargebacks;
begin
  select * into strict case_of from chargebacks where id = new.chargeback_id;
  if new.customer_id <> case_of.customer_id or new.amount_minor > case_of.amount_minor
    or (new.kind = 'withdrawn' and new.debit_item_id is null and not exists (select from payment_reversals r where r.payment_id = case_of.payment_id))
    or (new.debit_item_id is not null and not exists (select from open_items i where i.id = new.debit_item_id and i.kind = 'chargeback' and i.side = 'debit'
      and i.customer_id = new.customer_id and i.currency = case_of.currency and i.amount_minor = new.amount_minor
      and i.source_id = case_of.payment_id and lines_text(i.entry_id) = format('1100 %s, 1030 %s', new.amount_minor, -new.amount_minor)))
    or (new.payment_id is not null and not exists (select from payments p where p.id = new.payment_id and p.customer_id = new.customer_id
      and p.currency = case_of.currency and p.amount_minor = new.amount_minor and p.method in ('card', 'direct_debit')))
    or (new.kind = 'reinstated' and not exists (select from chargeback_steps s where s.chargeback_id = new.chargeback_id and s.kind = 'withdrawn')) then
    raise exception using errcode = 'TS075', constraint = 'chargeback_is_its_money',
      message = format('the step of chargeback %s is not what moved in the books', case_of.dispute_ref);
  end if;
  return null;
end;
$$;
comment on function check_chargeback_step() is
  'What a chargeback took is the reversal of its payment or a debit item 1100 / 1030; what it gave back is a payment, and only after that (TS075).';
create or replace trigger _123_step after insert on chargeback_steps for each row execute function check_chargeback_step();

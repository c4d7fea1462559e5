create or replace trigger _010_append_only before update or delete or truncate on reduction_reversals
  for each statement execute function refuse_change();

-- Whether what a reduction posted and what took it back cancel each other, account by account.
create or replace function entries_cancel(one uuid, other uuid) returns boolean
language sql stable set search_path = public, pg_temp as $$
  select not exists (
    select 1 from entry_lines where entry_id in (one, other) group by account_code, customer_id, currency
    having sum(amount_minor) <> 0 or sum(base_minor) <> 0);
$$;
comment on function entries_cancel(uuid, uuid) is 'True where two entries net to nothing on every account, for every customer, in each currency and in base.';

create or replace function check_reduction_reversal() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  taken reductions;
begin
  select * into strict taken from reductions where id = new.reduction_id;
  perform 1 from entries e
    join open_items m on m.id = new.closing_item_id and m.entry_id = e.id and m.residual_minor = 0 and m.amount_minor = taken.amount_minor
    join applications a on a.amount_minor = taken.amount_minor and (a.credit_item_id, a.debit_item_id) in ((m.id, taken.made_item_id), (taken.made_item_id, m.id))
    where e.id = new.entry_id and e.kind = taken.kind and entries_cancel(e.id, taken.entry_id);
  if not found or new.customer_id <> taken.customer_id or new.payment_id is distinct from taken.payment_id
    or (taken.case_item_id is null) <> (new.case_closing_item_id is null)
    or not exists (select 1 from payment_reversals r where r.payment_id = taken.payment_id) then
    raise exception using errcode = 'TS045', constraint = 'reduction_reversal_mirrors',
      message = format('reduction %s is taken back by its mirror, whole, and with its payment only', new.reduction_id);
  end if;
  return null;
end;
$$;
comment on function check_reduction_reversal() is
  'What takes a named difference back mirrors it line by line, closes what it made, and goes with a payment that came back (TS045).';
create or replace trigger _037_reduction_reversal after insert on reduction_reversals
  for each row execute function check_reduction_reversal();

-- A payment that came back leaves no discount, bank charge or small difference behind: they were named for money that never was.
-- A deduction or a certificate may have had a life of its own since; those stand until a person decides.
create or replace function check_returned_payment() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if exists (select 1 from reductions r where r.payment_id = new.payment_id and r.kind in ('discount', 'bank_charge', 'small_difference')
      and not exists (select 1 from reduction_reversals b where b.reduction_id = r.id)) then
    raise exception using errcode = 'TS046', constraint = 'returned_payment_leaves_no_difference',
      message = format('payment %s came back; the differences that were named with it come back too', new.payment_id);
  end if;
  return null;
end;
$$;
comment on function check_returned_payment() is
  'At the end of the transaction, differences named with a payment that came back are taken back too (TS046).';
drop trigger if exists _037_returned_payment on payment_reversals;
create constraint trigger _037_returned_payment after insert on payment_reversals deferrable initially deferred
  for each row execute function check_returned_payment();

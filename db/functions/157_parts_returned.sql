-- Parts of payments that came back are never more than the payment, and a payment comes back whole or in parts (TS111).

create or replace view payment_parts_returned with (security_invoker = true) as
  select k.subject_id as payment_id, (-sum(k.amount_minor))::bigint as returned_minor
  from bank_line_links k
  where k.kind = 'returned_part' and not exists (select from bank_explanation_undoings u where u.explanation_id = k.explanation_id)
  group by k.subject_id;
comment on view payment_parts_returned is 'How much of a payment came back in parts, by lines of the bank whose explanation stands. Minor units, above zero.';

create or replace function returned_part_faults(of_payment uuid default null) returns table (payment_id uuid, fault text)
language sql stable set search_path = public, pg_temp as $$
  select r.payment_id, 'came back in parts that are more than it' from payment_parts_returned r join payments p on p.id = r.payment_id
    where (of_payment is null or r.payment_id = of_payment) and r.returned_minor > p.amount_minor
  union all
  select r.payment_id, 'came back whole and in part' from payment_parts_returned r join payment_reversals v on v.payment_id = r.payment_id
    where (of_payment is null or r.payment_id = of_payment)
  union all
  select k.subject_id, 'came back in part otherwise than was posted' from bank_line_links k
    join bank_lines b on b.id = k.line_id left join payments p on p.id = k.subject_id
    where k.kind = 'returned_part' and (of_payment is null or k.subject_id = of_payment)
      and (p.id is null or k.amount_minor >= 0 or p.currency <> b.currency or k.customer_id is distinct from p.customer_id
        or not exists (select from open_items i where i.entry_id = k.entry_id and i.source_id = p.id
          and i.customer_id = p.customer_id and i.side = 'debit' and i.amount_minor = -k.amount_minor
          and entry_is_pair(i.entry_id, 'chargeback', '1100', '1010', b.currency, i.amount_minor, i.base_minor)));
$$;
comment on function returned_part_faults(uuid) is 'What is wrong with parts that came back of one payment, or of any: more than it, beside its own reversal, or not as posted.';

create or replace function check_returned_part() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  of_payment uuid := coalesce((to_jsonb(new) ->> 'payment_id')::uuid, (to_jsonb(new) ->> 'subject_id')::uuid);
  broken text;
begin
  select f.fault into broken from returned_part_faults(of_payment) f limit 1;
  if broken is not null then
    raise exception using errcode = 'TS111', constraint = 'payment_returned_once', message = format('payment %s %s', of_payment, broken);
  end if;
  return null;
end;
$$;
comment on function check_returned_part() is 'At the commit a payment came back whole, or in parts that are no more than it, as posted (TS111).';
drop trigger if exists _157_parts on bank_line_links;
create constraint trigger _157_parts after insert on bank_line_links deferrable initially deferred
  for each row when (new.kind = 'returned_part') execute function check_returned_part();
drop trigger if exists _157_parts on payment_reversals;
create constraint trigger _157_parts after insert on payment_reversals deferrable initially deferred for each row execute function check_returned_part();

-- What a person calls an open item. With its owner's rights, because one statement must read the same for customer and staff;
-- it answers a number and nothing else, to who already holds the random id of the item's source.
create or replace function item_number(of_kind text, of_source uuid) returns text
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  found_number text;
begin
  if of_kind in ('invoice', 'debit_note', 'credit_note') then
    select number into found_number from invoices where id = of_source;
  elsif of_kind in ('payment', 'payment_reversal', 'chargeback', 'chargeback_won') then
    select number into found_number from payments where id = of_source;
  elsif of_kind = 'opening_balance' then
    select number into found_number from opening_items where id = of_source;
  elsif of_kind = 'transfer' then
    select label into found_number from transfers where id = of_source;
  elsif of_kind in ('refund', 'refund_paid', 'refund_failed', 'refund_cancelled') then
    select number into found_number from refunds where id = of_source;
  elsif of_kind in ('write_off', 'tax_relief', 'recovery') then
    select number into found_number from write_offs where id = of_source;
  elsif of_kind in ('discount', 'withholding', 'bank_charge', 'small_difference', 'deduction') then
    select item_number(i.kind, i.source_id) into found_number from reductions r join open_items i on i.id = r.item_id where r.id = of_source;
  elsif of_kind = 'receipt_identified' then
    select r.label into found_number from receipt_identifications d join unidentified_receipts r on r.id = d.receipt_id where d.id = of_source;
  elsif of_kind = 'currency_clearing' then
    select item_number(i.kind, i.source_id) into found_number from open_items i where i.id = of_source;
  end if;
  return coalesce(found_number, '');
end;
$$;
comment on function item_number(text, uuid) is
  'The number a person knows an open item by, from its kind and source: its document''s, its payment''s, or that of the item it came from. Empty where there is none.';

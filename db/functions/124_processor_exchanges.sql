-- Money settled in another currency (TS075): what leaves 1030 in the one comes in the other, through 7090.

create or replace trigger _010_append_only before update or delete or truncate on processor_exchanges
  for each statement execute function refuse_change();

create or replace function check_processor_exchange() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  told processor_transactions;
begin
  select * into strict told from processor_transactions where id = new.transaction_id;
  if new.currency = told.currency or not exists (select from entries e where e.id = new.entry_id and e.kind = 'currency_clearing')
    or (select array_agg(format('%s %s %s', l.account_code, l.currency, l.amount_minor) order by l.line_no) from entry_lines l
      where l.entry_id = new.entry_id and l.amount_minor <> 0)
    is distinct from array[format('1030 %s %s', new.currency, -new.amount_minor), format('7090 %s %s', new.currency, new.amount_minor),
      format('7090 %s %s', told.currency, -told.amount_minor), format('1030 %s %s', told.currency, told.amount_minor)]
    or (select coalesce(sum(l.base_minor), 0) from entry_lines l where l.entry_id = new.entry_id and l.account_code = '7090') <> 0 then
    raise exception using errcode = 'TS075', constraint = 'exchange_is_its_movement',
      message = format('the exchange of %s is not the movement, or leaves something on 7090', told.ref);
  end if;
  return null;
end;
$$;
comment on function check_processor_exchange() is 'An exchange takes the payment''s currency off 1030 and puts the movement''s own amount there, and leaves nothing on 7090 (TS075).';
create or replace trigger _124_exchange after insert on processor_exchanges for each row execute function check_processor_exchange();

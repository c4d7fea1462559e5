-- A request is about a credit of the same customer (TS072), and is answered once (TS073).

create or replace function check_credit_request() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if not exists (select from open_items o where o.id = new.open_item_id and o.customer_id = new.customer_id and o.side = 'credit') then
    raise exception using errcode = 'TS072', constraint = 'credit_request_item', message = format('%s is no credit of this customer', new.open_item_id);
  end if;
  if new.answered_at is not null then
    raise exception using errcode = 'TS073', constraint = 'credit_request_answered_once', message = 'a request is asked before it is answered';
  end if;
  return new;
end;
$$;
comment on function check_credit_request() is 'A request is about a credit of its own customer (TS072) and waits for its answer (TS073).';
create or replace trigger _121_item before insert on credit_requests for each row execute function check_credit_request();

create or replace function keep_credit_request() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_op <> 'UPDATE' or old.answered_at is not null
    or row(old.id, old.customer_id, old.open_item_id, old.wish, old.note, old.asked_by, old.asked_by_name, old.asked_at)
      is distinct from row(new.id, new.customer_id, new.open_item_id, new.wish, new.note, new.asked_by, new.asked_by_name, new.asked_at) then
    raise exception using errcode = 'TS073', constraint = 'credit_request_answered_once', message = 'a request is answered once and changes in nothing else';
  end if;
  return new;
end;
$$;
comment on function keep_credit_request() is 'A request is answered once; what was asked stays (TS073).';
create or replace trigger _121_kept before update or delete on credit_requests for each row execute function keep_credit_request();

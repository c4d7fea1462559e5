-- Credit used on the pay page (TS077) and surcharges (TS078).

do $$
declare
  guarded text;
begin
  foreach guarded in array array['attempt_surcharges', 'surcharge_notes', 'credit_use_parts'] loop
    execute format('create or replace trigger _010_append_only before update or delete or truncate on %I
      for each statement execute function refuse_change()', guarded);
  end loop;
end;
$$;

-- The portal orders the use of a credit by itself through the one door.
insert into portal_queues (queue) values ('use-credit') on conflict do nothing;

create or replace function check_credit_use_part() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if not exists (select from credit_uses u join open_items c on c.id = new.credit_item_id join open_items d on d.id = new.debit_item_id
    where u.id = new.use_id and c.side = 'credit' and d.side = 'debit' and c.customer_id = u.customer_id and d.customer_id = u.customer_id
      and c.currency = u.currency and d.currency = u.currency) then
    raise exception using errcode = 'TS077', constraint = 'credit_use_fits', message = 'a credit is used for a debit of the same customer and currency';
  end if;
  return new;
end;
$$;
comment on function check_credit_use_part() is 'A credit is used for a debit of the same customer and currency (TS077).';
create or replace trigger _125_part before insert on credit_use_parts for each row execute function check_credit_use_part();

create or replace function keep_credit_use() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_op <> 'UPDATE' or old.done_at is not null
    or row(old.id, old.customer_id, old.currency, old.amount_minor, old.attempt_id, old.asked_by, old.asked_by_name, old.asked_at)
      is distinct from row(new.id, new.customer_id, new.currency, new.amount_minor, new.attempt_id, new.asked_by, new.asked_by_name, new.asked_at) then
    raise exception using errcode = 'TS077', constraint = 'credit_use_once', message = 'a use of credit happens once and changes in nothing else';
  end if;
  if new.attempt_id is not null and not exists (select from payment_attempts a where a.id = new.attempt_id and a.payment_id is not null) then
    raise exception using errcode = 'TS077', constraint = 'credit_use_with_payment', message = 'credit chosen with a payment is used when that payment has succeeded';
  end if;
  return new;
end;
$$;
comment on function keep_credit_use() is 'A use of credit happens once, with its payment where it was chosen with one; what was chosen stays (TS077).';
create or replace trigger _125_kept before update or delete on credit_uses for each row execute function keep_credit_use();

create or replace function check_attempt_surcharge() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if not exists (select from payment_attempts a where a.id = new.attempt_id and a.customer_id = new.customer_id and a.state = 'created'
    and a.amount_minor = new.of_minor + new.gross_minor) then
    raise exception using errcode = 'TS078', constraint = 'surcharge_of_attempt', message = 'a surcharge is part of the amount of an attempt that only begins';
  end if;
  return new;
end;
$$;
comment on function check_attempt_surcharge() is 'A surcharge is shown with the attempt whose amount it is part of, before that goes anywhere (TS078).';
create or replace trigger _125_shown before insert on attempt_surcharges for each row execute function check_attempt_surcharge();

create or replace function check_surcharge_note() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if not exists (select from attempt_surcharges s join payment_attempts a on a.id = s.attempt_id join invoices v on v.id = new.invoice_id
    where s.attempt_id = new.attempt_id and a.state = 'succeeded' and a.payment_id = new.payment_id and a.customer_id = new.customer_id
      and v.kind = 'debit_note' and v.reason_code = 'surcharge' and v.customer_id = a.customer_id and v.currency = a.currency
      and surcharge_sum_fits(s, v)) then
    raise exception using errcode = 'TS078', constraint = 'surcharge_of_payment',
      message = 'a surcharge is owed with the succeeded payment of its attempt, and comes to what was shown';
  end if;
  return new;
end;
$$;
comment on function check_surcharge_note() is 'A surcharge exists only with the succeeded payment of its attempt and comes to what was shown (TS078).';

create or replace function surcharge_sum_fits(shown attempt_surcharges, note invoices) returns boolean
language sql stable set search_path = public, pg_temp as $$
  -- With another rate of tax meanwhile not every sum can be made; then a single minor unit stays with the customer as credit.
  select case when exists (select from invoice_taxes t where t.invoice_id = note.id and t.rate_bp <> shown.tax_rate_bp)
    then shown.gross_minor - note.gross_minor between 0 and 1
    else note.gross_minor = shown.gross_minor and note.tax_minor = shown.tax_minor end;
$$;
comment on function surcharge_sum_fits(attempt_surcharges, invoices) is 'Whether a debit note comes to the surcharge that was shown.';
create or replace trigger _125_note before insert on surcharge_notes for each row execute function check_surcharge_note();

create or replace function surcharge_goes_back(document uuid, gross bigint) returns boolean
language sql stable set search_path = public, pg_temp as $$
  select exists (select from surcharge_notes n join payment_reversals r on r.payment_id = n.payment_id join invoices v on v.id = n.invoice_id
    where n.invoice_id = document and gross <= v.gross_minor);
$$;
comment on function surcharge_goes_back(uuid, bigint) is 'Whether a credit of this gross amount takes back a surcharge whose payment came back: it follows from that, and nobody decides it.';

-- What may be asked for. The gate, the reminders, their letters and the pages of staff read it here and nowhere else.

-- What is left of the open debts of some customers, less what stands under holds, is on its way, or is said to be paid.
create or replace function askable_items(customers uuid[], on_day date)
returns table (customer_id uuid, item_id uuid, currency text, due_on date, residual_minor bigint, held_minor bigint, holds text[],
  in_flight boolean, said_paid boolean, askable_minor bigint)
language sql stable set search_path = public, pg_temp as $$
  select o.customer_id, o.id, o.currency, o.due_on, o.residual_minor, h.held, h.kinds, f.in_flight, s.said_paid,
    -- With the lawyers, or a cheque waits for its day: nobody asks for the rest of it either.
    case when f.in_flight or s.said_paid or h.kinds && array['legal', 'in_flight'] then 0 else o.residual_minor - h.held end
  from unnest(customers) as c (id)
  join open_items o on o.customer_id = c.id and o.side = 'debit' and o.residual_minor > 0
  cross join lateral (
    select least(o.residual_minor, coalesce(sum(x.amount_minor), 0)::bigint) as held, coalesce(array_agg(distinct x.kind order by x.kind) filter (where x.kind is not null), '{}') as kinds
    from holds x where x.item_id = o.id and not exists (select from hold_releases r where r.hold_id = x.id)) h
  cross join lateral (
    select exists (select from payment_attempt_items p join payment_attempts t on t.id = p.attempt_id
      where p.item_id = o.id and p.live and t.state in ('processing', 'unknown')) as in_flight) f
  cross join lateral (
    select exists (select from said_paid p where p.invoice_id = o.source_id and p.customer_id = o.customer_id and p.answered_at is null
      and p.paused_to_on >= on_day) as said_paid) s;
$$;
comment on function askable_items(uuid[], date) is 'Open debts with what of each could be asked for if nobody had promised anything: residual less holds; nothing while a payment is on its way or said to be made.';

-- How much of which debt the standing promises of a customer cover. Promises by age, debts by due day: each promise takes what
-- the ones before it left, up to what it still owes.
create or replace function promised_parts(of_customer uuid, on_day date)
returns table (item_id uuid, promised_minor bigint)
language plpgsql stable set search_path = public, pg_temp as $$
declare
  promised record;
  debt record;
  waits bigint;
  part bigint;
  parts jsonb := '{}';
begin
  for promised in
    select p.id, p.currency, p.pauses, p.amount_minor - coalesce((select sum(m.amount_minor) from promise_money m where m.promise_id = p.id), 0) as owed,
      exists (select from promise_items i where i.promise_id = p.id) as names
    from promises p where p.customer_id = of_customer and p.state = 'open' and p.promised_on + p.grace_days >= on_day and p.pauses <> 'nothing'
    order by p.made_at, p.id
  loop
    waits := promised.owed;
    for debt in
      select a.item_id as id, a.askable_minor from askable_items(array[of_customer], on_day) a
      where a.currency = promised.currency and (promised.pauses = 'everything' or not promised.names
        or exists (select from promise_items i where i.promise_id = promised.id and i.item_id = a.item_id))
      order by a.due_on, a.item_id
    loop
      part := debt.askable_minor - coalesce((parts ->> debt.id::text)::bigint, 0);
      if promised.pauses = 'covered' then part := least(part, waits); end if;
      continue when part <= 0;
      waits := waits - part;
      parts := jsonb_set(parts, array[debt.id::text], to_jsonb(coalesce((parts ->> debt.id::text)::bigint, 0) + part));
    end loop;
  end loop;
  return query select k.key::uuid, k.value::bigint from jsonb_each_text(parts) k;
end;
$$;
comment on function promised_parts(uuid, date) is 'Minor units of each debt that standing promises cover on a day: oldest promise first, oldest debt first.';

create or replace function chaseable_items(customers uuid[], on_day date)
returns table (customer_id uuid, item_id uuid, currency text, due_on date, residual_minor bigint, held_minor bigint, holds text[],
  in_flight boolean, said_paid boolean, promised_minor bigint, chaseable_minor bigint)
language sql stable set search_path = public, pg_temp as $$
  with promising as materialized (
    select p.item_id, p.promised_minor
    from (select distinct x.customer_id as id from promises x where x.customer_id = any (customers) and x.state = 'open') c,
      promised_parts(c.id, on_day) p)
  select a.customer_id, a.item_id, a.currency, a.due_on, a.residual_minor, a.held_minor, a.holds, a.in_flight, a.said_paid,
    coalesce(p.promised_minor, 0), a.askable_minor - coalesce(p.promised_minor, 0)
  from askable_items(customers, on_day) a left join promising p on p.item_id = a.item_id;
$$;
comment on function chaseable_items(uuid[], date) is 'Open debts with what of each may be asked for on a day: residual less holds less what is promised; nothing while a payment is on its way or said to be made.';

drop trigger if exists _135_kept on reminder_items;
drop trigger if exists _135_kept on reminders;

-- Deferred revenue (TS060, TS061). Account 2400 holds, line by line, what is billed and not yet earned. Issuing makes a deferral,
-- a month releases part of it, a credit note takes back what is left first. Base follows the currency amount by one formula,
-- so both end at nothing together.

do $$
declare
  rest text;
begin
  create or replace trigger _010_append_only before update or delete or truncate on deferral_releases
    for each statement execute function refuse_change();
  create or replace trigger _010_append_only before delete or truncate on deferrals for each statement execute function refuse_change();
  select string_agg(format('old.%1$I is distinct from new.%1$I', attname), ' or ' order by attnum) into rest from pg_attribute
    where attrelid = 'deferrals'::regclass and attnum > 0 and not attisdropped
      and attname not in ('left_minor', 'left_base_minor', 'plan_from_on', 'plan_minor', 'next_month_on');
  execute format('create or replace trigger _010_only_standing before update on deferrals
    for each row when (%s) execute function refuse_change()', rest);
end;
$$;

create or replace function deferred_base(gone bigint, amount bigint, base bigint) returns bigint
language sql immutable set search_path = public, pg_temp as $$
  -- Whole numbers all the way: a division of decimals would be rounded before it is rounded.
  select (sign(base::numeric) * sign(gone) * sign(amount) * div(abs(gone)::numeric * abs(base) * 2 + abs(amount), abs(amount)::numeric * 2))::bigint;
$$;
comment on function deferred_base(bigint, bigint, bigint) is
  'Base minor units that have left 2400 when `gone` of `amount` has: in proportion, half away from zero; all of it when all is gone.';

create or replace function check_deferred_account() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  broken record;
begin
  if not exists (select 1 from new_lines where account_code = '2400') then return null; end if;
  select e.id, e.kind into broken from new_lines n join entries e on e.id = n.entry_id
    where n.account_code = '2400' and e.kind not in ('invoice', 'debit_note', 'credit_note', 'revenue_release') limit 1;
  if found then
    raise exception using errcode = 'TS060', constraint = 'deferred_account',
      message = format('entry %s is a %s and touches 2400, which only documents and releases do', broken.id, broken.kind);
  end if;
  return null;
end;
$$;
comment on function check_deferred_account() is 'Account 2400 is touched by documents and releases of revenue alone (TS060).';
create or replace trigger _108_deferred_account after insert on entry_lines
  referencing new table as new_lines for each statement execute function check_deferred_account();

create or replace function take_from_deferrals(document_ids uuid[]) returns void
language plpgsql set search_path = public, pg_temp as $$
declare
  broken record;
begin
  perform 1 from deferrals f
    where f.invoice_id in (select c.corrects_id from invoices c where c.id = any (document_ids)) order by f.invoice_id, f.line_no for no key update;
  -- What is not earned goes first; the rest of the credit comes out of revenue.
  select c.number, taken.* into broken
    from (select l.invoice_id, l.corrects_line_no, sum(l.net_minor) as net, coalesce(sum(l.from_deferred_minor), 0) as minor,
        coalesce(sum(l.from_deferred_base_minor), 0) as base
      from invoice_lines l where l.invoice_id = any (document_ids) group by 1, 2) taken
    join invoices c on c.id = taken.invoice_id left join deferrals f on f.invoice_id = c.corrects_id and f.line_no = taken.corrects_line_no
    where (f.invoice_id is null and (taken.minor <> 0 or taken.base <> 0))
      or taken.minor <> case when abs(taken.net) < abs(f.left_minor) then taken.net else f.left_minor end
      or taken.base <> f.left_base_minor - (f.base_minor - deferred_base(f.amount_minor - f.left_minor + taken.minor::bigint, f.amount_minor, f.base_minor))
    limit 1;
  if found then
    raise exception using errcode = 'TS061', constraint = 'deferred_first',
      message = format('%s does not take first what is left on 2400 of line %s', broken.number, broken.corrects_line_no);
  end if;
  update deferrals f set left_minor = f.left_minor - taken.minor, left_base_minor = f.left_base_minor - taken.base,
      plan_from_on = greatest(f.from_on, f.next_month_on), plan_minor = f.left_minor - taken.minor
    from (select c.corrects_id, l.corrects_line_no, sum(l.from_deferred_minor) as minor, sum(l.from_deferred_base_minor) as base
      from invoices c join invoice_lines l on l.invoice_id = c.id
      where c.id = any (document_ids) and l.from_deferred_minor <> 0 group by 1, 2) taken
    where f.invoice_id = taken.corrects_id and f.line_no = taken.corrects_line_no;
end;
$$;
comment on function take_from_deferrals(uuid[]) is
  'Stamps what credit notes take from 2400, under lock of the lines they correct; refuses (TS061 deferred_first) one that leaves there what it could take.';

create or replace function make_deferrals(document_ids uuid[]) returns void
language sql set search_path = public, pg_temp as $$
  with parts as (
    select v.id, l.line_no, v.customer_id, v.currency, l.account_code, l.defer_from_on, l.defer_to_on, l.net_minor,
      case when i.base_minor = v.gross_minor then l.net_minor else round(l.net_minor::numeric * i.base_minor / v.gross_minor) end as base,
      row_number() over (partition by v.id order by abs(l.net_minor) desc, l.line_no) as size_no,
      (select -sum(p.base_minor) from entry_lines p where p.entry_id = v.entry_id and p.account_code = '2400') as posted
    from invoices v join invoice_lines l on l.invoice_id = v.id join open_items i on i.id = v.open_item_id
    where v.id = any (document_ids) and v.kind <> 'credit_note' and l.defer_from_on is not null and l.net_minor <> 0),
  shared as (
    -- What rounding leaves between the lines and the posting goes to the largest.
    select *, (base + case when size_no = 1 then coalesce(posted, 0) - sum(base) over (partition by id) else 0 end)::bigint as share from parts)
  insert into deferrals (invoice_id, line_no, customer_id, currency, account_code, from_on, to_on, amount_minor, base_minor, left_minor,
      left_base_minor, plan_from_on, plan_minor, next_month_on)
    select id, line_no, customer_id, currency, account_code, defer_from_on, defer_to_on, net_minor, share, net_minor, share, defer_from_on,
      net_minor, date_trunc('month', defer_from_on) from shared;
$$;
comment on function make_deferrals(uuid[]) is 'One deferral for each deferred line of new documents; their base amounts share what the entry posted to 2400.';

create or replace function check_deferrals() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  touched uuid[];
  broken text;
begin
  -- Nearly every document defers nothing; each is looked up in a short index (offset 0 keeps it so).
  select array_agg(d.invoice_id) into touched
    from (select invoice_id, bool_or(defer_from_on is not null or from_deferred_minor is not null) as deferring, bool_or(corrects_line_no is not null) as crediting
      from new_lines group by invoice_id) d
    cross join lateral (select v.entry_id, v.corrects_id from invoices v where v.id = d.invoice_id offset 0) v
    where d.deferring or exists (select 1 from entry_lines p where p.entry_id = v.entry_id and p.account_code = '2400')
      or (d.crediting and exists (select 1 from deferrals f where f.invoice_id = v.corrects_id and f.left_minor <> 0));
  if touched is null then return null; end if;

  select v.number into broken from invoice_lines l join invoices v on v.id = l.invoice_id join ledger_accounts a on a.code = l.account_code
    where v.id = any (touched) and l.defer_from_on is not null and (v.kind = 'credit_note' or a.kind <> 'income') limit 1;
  if found then
    raise exception using errcode = 'TS060', constraint = 'deferred_line_fits',
      message = format('a line of %s is deferred and no revenue', broken);
  end if;
  perform make_deferrals(touched);
  if exists (select 1 from invoices v where v.id = any (touched) and v.kind = 'credit_note') then
    perform take_from_deferrals((select array_agg(v.id) from invoices v where v.id = any (touched) and v.kind = 'credit_note'));
  end if;
  select v.number into broken from invoices v
    cross join lateral (select coalesce(sum(p.amount_minor), 0) as minor, coalesce(sum(p.base_minor), 0) as base
      from entry_lines p where p.entry_id = v.entry_id and p.account_code = '2400') posted
    cross join lateral (select coalesce(sum(coalesce(l.from_deferred_minor, 0) - case when l.defer_from_on is not null then l.net_minor else 0 end), 0) as minor,
        coalesce(sum(coalesce(l.from_deferred_base_minor, 0) - coalesce(f.base_minor, 0)), 0) as base
      from invoice_lines l left join deferrals f on f.invoice_id = l.invoice_id and f.line_no = l.line_no where l.invoice_id = v.id) said
    where v.id = any (touched) and (posted.minor <> said.minor or posted.base <> said.base) limit 1;
  if found then
    raise exception using errcode = 'TS060', constraint = 'deferred_is_posted',
      message = format('what %s defers or takes back is not what its entry posted to 2400', broken);
  end if;
  return null;
end;
$$;
comment on function check_deferrals() is
  'Makes and stamps the deferrals of new documents: only revenue is deferred (TS060 deferred_line_fits), credits take first what is not earned (TS061), '
  'and the entry''s 2400 is what the lines say, in its currency and in base (TS060 deferred_is_posted). Definer: nobody else writes deferrals.';
create or replace trigger _108_deferrals after insert on invoice_lines
  referencing new table as new_lines for each statement execute function check_deferrals();

create or replace function check_deferral_releases() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  broken record;
begin
  perform 1 from deferrals f where exists (select 1 from new_releases n where n.invoice_id = f.invoice_id and n.line_no = f.line_no)
    order by f.invoice_id, f.line_no for no key update;
  select n.invoice_id, n.line_no, n.month_on into broken
    from (select *, sum(amount_minor) over (partition by invoice_id, line_no order by month_on)::bigint as upto from new_releases) n
    join deferrals f on f.invoice_id = n.invoice_id and f.line_no = n.line_no
    where n.customer_id <> f.customer_id or n.upto * sign(f.amount_minor) not between 1 and abs(f.left_minor)
      or sign(n.amount_minor) <> sign(f.amount_minor)
      or n.month_on not between f.next_month_on and f.to_on or n.month_on < date_trunc('month', f.plan_from_on)
      or n.base_minor <> deferred_base(f.amount_minor - f.left_minor + n.upto, f.amount_minor, f.base_minor)
        - deferred_base(f.amount_minor - f.left_minor + n.upto - n.amount_minor, f.amount_minor, f.base_minor)
    limit 1;
  if found then
    raise exception using errcode = 'TS061', constraint = 'release_fits',
      message = format('the release of %s of line %s of %s is beyond what is left, or not of its months', broken.month_on, broken.line_no, broken.invoice_id);
  end if;
  select n.invoice_id, n.line_no, n.month_on into broken
    from new_releases n join deferrals f on f.invoice_id = n.invoice_id and f.line_no = n.line_no
    join invoices v on v.id = n.invoice_id join entries of on of.id = v.entry_id join entries e on e.id = n.entry_id
    where e.kind <> 'revenue_release' or e.effective_on < of.effective_on or e.effective_on < n.month_on
      or lines_text(e.id) <> format('2400 %s, %s %s', n.amount_minor, f.account_code, -n.amount_minor)
      or (select p.base_minor from entry_lines p where p.entry_id = e.id and p.account_code = '2400') <> n.base_minor
      or exists (select 1 from entry_lines p where p.entry_id = e.id and p.currency <> f.currency)
    limit 1;
  if found then
    raise exception using errcode = 'TS061', constraint = 'release_is_posted',
      message = format('the release of %s of line %s of %s is not its entry', broken.month_on, broken.line_no, broken.invoice_id);
  end if;
  update deferrals f set left_minor = f.left_minor - n.minor, left_base_minor = f.left_base_minor - n.base,
      next_month_on = n.last_month_on + interval '1 month'
    from (select invoice_id, line_no, sum(amount_minor) as minor, sum(base_minor) as base, max(month_on) as last_month_on from new_releases group by 1, 2) n
    where n.invoice_id = f.invoice_id and n.line_no = f.line_no;
  return null;
end;
$$;
comment on function check_deferral_releases() is
  'Under lock of the deferrals: a release stays within what is left, in the currency and in base, follows the months before it (TS061 release_fits) and is '
  'its entry (TS061 release_is_posted); stamps what is left. Definer: nobody else writes deferrals.';
create or replace trigger _108_releases after insert on deferral_releases
  referencing new table as new_releases for each statement execute function check_deferral_releases();

create or replace function check_release_named() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if not exists (select 1 from deferral_releases r where r.entry_id = new.id) then
    raise exception using errcode = 'TS060', constraint = 'release_named', message = format('entry %s releases revenue of no deferred line', new.id);
  end if;
  return null;
end;
$$;
comment on function check_release_named() is 'At commit: every entry that releases revenue is the release of a deferred line (TS060).';
drop trigger if exists _108_release_named on entries;
create constraint trigger _108_release_named after insert on entries
  deferrable initially deferred for each row when (new.kind = 'revenue_release') execute function check_release_named();

create or replace function lock_deferrals(document uuid) returns setof deferrals
language sql security definer set search_path = public, pg_temp as $$
  select * from deferrals f where f.invoice_id = document and f.left_minor <> 0 order by f.line_no for no key update;
$$;
comment on function lock_deferrals(uuid) is 'What is left of a document''s deferred lines, held to the end of the transaction. Definer: a lock needs the right to change.';

create or replace function lock_due_deferrals(through_on date, document uuid, after_document uuid, after_line_no smallint, most integer)
returns setof deferrals
language sql security definer set search_path = public, pg_temp as $$
  select f.* from deferrals f join invoices v on v.id = f.invoice_id join entries e on e.id = v.entry_id
  where f.left_minor <> 0 and f.next_month_on + interval '1 month' <= through_on + 1 and e.effective_on <= through_on
    and (document is null or f.invoice_id = document)
    and (after_document is null or (f.invoice_id, f.line_no) > (after_document, after_line_no))
  order by f.invoice_id, f.line_no limit most for no key update of f;
$$;
comment on function lock_due_deferrals(date, uuid, uuid, smallint, integer) is
  'Deferred lines with a month that has ended by a day and is not released, of one document or of all after one, in order, held to the end of the '
  'transaction. Definer: a lock needs the right to change.';

create or replace function release_deferrals(postings jsonb, releases jsonb) returns void
language plpgsql set search_path = public, pg_temp as $$
begin
  perform post_entries(postings);
  insert into deferral_releases (entry_id, invoice_id, line_no, customer_id, month_on, amount_minor, base_minor)
    select r.entry_id, r.invoice_id, r.line_no, r.customer_id, r.month_on, r.amount, r.base
    from jsonb_to_recordset(releases) as r (entry_id uuid, invoice_id uuid, line_no smallint, customer_id uuid, month_on date, amount bigint, base bigint);
end;
$$;
comment on function release_deferrals(jsonb, jsonb) is
  'post_entries, then the releases they are: [{entry_id, invoice_id, line_no, customer_id, month_on, amount, base}]; with the rights of the caller.';

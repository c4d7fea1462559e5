-- Unidentified receipts are what is left of them (TS106); what an explanation says it posted is posted, once, and what was posted
-- before is linked no further than it goes (TS107).

do $$
declare
  guarded text;
begin
  foreach guarded in array array['unidentified_receipts', 'unidentified_notes', 'receipt_identifications', 'receipt_identification_undoings',
    'receipt_returns', 'bank_link_reversals']
  loop
    execute format('create or replace trigger _010_append_only before update or delete or truncate on %I
      for each statement execute function refuse_change()', guarded);
  end loop;
end;
$$;

create or replace view unidentified_receipts_now with (security_invoker = true) as
  select r.id, r.line_id, r.label, r.currency, r.amount_minor, r.base_minor, r.received_on, r.value_on, r.made_at, r.made_by_name, r.note,
    t.is_undone, case when t.is_undone then 0 else r.amount_minor - i.amount - b.amount end as left_minor,
    case when t.is_undone then 0 else r.base_minor - i.base - b.base end as left_base_minor
  from unidentified_receipts r
    cross join lateral (select exists (select from bank_line_links l join bank_link_reversals v on v.link_id = l.id where l.entry_id = r.entry_id) as is_undone) t
    cross join lateral (select coalesce(sum(amount_minor), 0)::bigint as amount, coalesce(sum(base_minor), 0)::bigint as base from receipt_identifications d
      where d.receipt_id = r.id and not exists (select from receipt_identification_undoings u where u.identification_id = d.id)) i
    cross join lateral (select coalesce(sum(amount_minor), 0)::bigint as amount, coalesce(sum(base_minor), 0)::bigint as base from receipt_returns g
      where g.receipt_id = r.id and not exists (select from bank_line_links l join bank_link_reversals v on v.link_id = l.id where l.entry_id = g.entry_id)) b;
comment on view unidentified_receipts_now is 'Every receipt nobody could place and what is left of it: less what was identified and what went back; nothing once its line was said to be something else.';

-- Whether an entry is of a kind and has exactly two lines of one amount, in one currency, with one base amount.
create or replace function entry_is_pair(entry uuid, wanted_kind text, debit text, credit text, wanted_currency text, minor bigint, base bigint) returns boolean
language sql stable set search_path = public, pg_temp as $$
  select exists (select from entries e where e.id = entry and e.kind = wanted_kind) and lines_text(entry) = format('%s %s, %s %s', debit, minor, credit, -minor)
    and not exists (select from entry_lines l where l.entry_id = entry and (l.currency <> wanted_currency or abs(l.base_minor) <> base));
$$;
comment on function entry_is_pair(uuid, text, text, text, text, bigint, bigint) is 'True where an entry is one amount from one account to another, as named.';

create or replace function receipt_faults(wanted uuid default null) returns table (receipt_id uuid, fault text)
language sql stable set search_path = public, pg_temp as $$
  select n.id, 'is more identified or given back than it is' from unidentified_receipts_now n
    where (wanted is null or n.id = wanted) and (n.left_minor < 0 or n.left_base_minor < 0 or (n.left_minor = 0 and n.left_base_minor <> 0))
  union all
  select r.id, 'is not what was posted for its line' from unidentified_receipts r
    where (wanted is null or r.id = wanted) and (not entry_is_pair(r.entry_id, 'unidentified_receipt', '1010', '2190', r.currency, r.amount_minor, r.base_minor)
      or not exists (select from bank_line_links l where l.entry_id = r.entry_id and l.kind = 'unidentified' and l.subject_id = r.id
        and l.line_id = r.line_id and l.amount_minor = r.amount_minor))
  union all
  select r.id, 'was identified as something else was posted' from receipt_identifications d join unidentified_receipts r on r.id = d.receipt_id
    where (wanted is null or r.id = wanted) and (not entry_is_pair(d.entry_id, 'receipt_identified', '2190', '1100', r.currency, d.amount_minor, d.base_minor)
      or not exists (select from open_items o where o.id = d.open_item_id and o.entry_id = d.entry_id and o.customer_id = d.customer_id and o.source_id = d.id))
  union all
  select d.receipt_id, 'was taken from a customer otherwise than it was given' from receipt_identification_undoings u join receipt_identifications d on d.id = u.identification_id
    where (wanted is null or d.receipt_id = wanted) and (not entries_cancel(u.entry_id, d.entry_id)
      or not exists (select from open_items o where o.id = u.open_item_id and o.entry_id = u.entry_id and o.residual_minor = 0)
      or not exists (select from open_items o where o.id = d.open_item_id and o.residual_minor = 0))
  union all
  select r.id, 'went back as something else was posted' from receipt_returns g join unidentified_receipts r on r.id = g.receipt_id
    where (wanted is null or r.id = wanted) and (not entry_is_pair(g.entry_id, 'receipt_returned', '2190', '1010', r.currency, g.amount_minor, g.base_minor)
      or not exists (select from bank_line_links l where l.entry_id = g.entry_id and l.kind = 'given_back' and l.subject_id = r.id
        and l.line_id = g.line_id and l.amount_minor = -g.amount_minor));
$$;
comment on function receipt_faults(uuid) is 'What is wrong with unidentified receipts, of all or of one: more gone than came, or not as posted.';

create or replace function hold_receipt(receipt uuid) returns void
language sql set search_path = public, pg_temp as $$
  select pg_advisory_xact_lock(hashtextextended('receipt ' || receipt, 0));
$$;
comment on function hold_receipt(uuid) is 'Until the end of the transaction nobody else takes of this receipt.';

create or replace function take_of_receipt() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  perform hold_receipt(coalesce((to_jsonb(new) ->> 'receipt_id')::uuid,
    (select d.receipt_id from receipt_identifications d where d.id = (to_jsonb(new) ->> 'identification_id')::uuid)));
  return new;
end;
$$;
comment on function take_of_receipt() is 'Held before counted, so that two at once cannot both have what is left.';
create or replace trigger _151_held before insert on receipt_identifications for each row execute function take_of_receipt();
create or replace trigger _151_held before insert on receipt_identification_undoings for each row execute function take_of_receipt();
create or replace trigger _151_held before insert on receipt_returns for each row execute function take_of_receipt();

create or replace function check_receipt() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  of_receipt uuid := case tg_table_name when 'unidentified_receipts' then (to_jsonb(new) ->> 'id')::uuid
    when 'receipt_identification_undoings' then (select d.receipt_id from receipt_identifications d where d.id = (to_jsonb(new) ->> 'identification_id')::uuid)
    when 'bank_link_reversals' then (select coalesce(r.id, g.receipt_id) from bank_line_links l left join unidentified_receipts r on r.entry_id = l.entry_id
      left join receipt_returns g on g.entry_id = l.entry_id where l.id = (to_jsonb(new) ->> 'link_id')::uuid)
    else (to_jsonb(new) ->> 'receipt_id')::uuid end;
  broken text;
begin
  if of_receipt is null then return null; end if;
  select f.fault into broken from receipt_faults(of_receipt) f limit 1;
  if broken is not null then
    raise exception using errcode = 'TS106', constraint = 'receipt_adds_up', message = format('receipt %s %s', of_receipt, broken);
  end if;
  if exists (select from unidentified_receipts_now n where n.id = of_receipt and n.is_undone)
    and (exists (select from receipt_identifications d where d.receipt_id = of_receipt
        and not exists (select from receipt_identification_undoings u where u.identification_id = d.id))
      or exists (select from receipt_returns g where g.receipt_id = of_receipt
        and not exists (select from bank_line_links l join bank_link_reversals v on v.link_id = l.id where l.entry_id = g.entry_id))) then
    raise exception using errcode = 'TS106', constraint = 'receipt_adds_up', message = format('receipt %s is taken back and was identified or given back', of_receipt);
  end if;
  return null;
end;
$$;
comment on function check_receipt() is 'At the commit a receipt is what was posted and no more of it is gone than came (TS106).';
drop trigger if exists _151_receipt on unidentified_receipts;
create constraint trigger _151_receipt after insert on unidentified_receipts deferrable initially deferred for each row execute function check_receipt();
drop trigger if exists _151_receipt on receipt_identifications;
create constraint trigger _151_receipt after insert on receipt_identifications deferrable initially deferred for each row execute function check_receipt();
drop trigger if exists _151_receipt on receipt_identification_undoings;
create constraint trigger _151_receipt after insert on receipt_identification_undoings deferrable initially deferred for each row execute function check_receipt();
drop trigger if exists _151_receipt on receipt_returns;
create constraint trigger _151_receipt after insert on receipt_returns deferrable initially deferred for each row execute function check_receipt();
drop trigger if exists _151_receipt on bank_link_reversals;
create constraint trigger _151_receipt after insert on bank_link_reversals deferrable initially deferred for each row execute function check_receipt();

-- A reversal that undoing a line made, or that a line made which was undone: the bank never booked it.
create or replace function reversed_for_a_line(of_payment uuid, reversal_xid xid8) returns boolean
language sql stable set search_path = public, pg_temp as $$
  select exists (select from bank_line_links k join bank_explanation_undoings u on u.explanation_id = k.explanation_id
    where k.subject_id = of_payment and ((k.kind = 'payment' and u.xid = reversal_xid) or (k.kind = 'payment_reversal' and k.xid = reversal_xid)));
$$;
comment on function reversed_for_a_line(uuid, xid8) is 'Whether a payment''s reversal is of an explanation that no longer stands, and so of no line.';

-- What was posted on the bank's account for something that is known already, money in or money out.
create or replace function bank_posted(of_kind text, subject uuid, is_in boolean, wanted_currency text) returns bigint
language sql stable set search_path = public, pg_temp as $$
  select coalesce(sum(l.amount_minor), 0)::bigint from entry_lines l where l.account_code = '1010' and l.currency = wanted_currency and (l.amount_minor > 0) = is_in and l.entry_id in (
    select p.entry_id from payout_postings p where of_kind = 'payout' and p.payout_id = subject
    union all select d.entry_id from deposit_batches d where of_kind = 'deposit' and d.id = subject
    union all select c.entry_id from deposit_cancellations c where of_kind = 'deposit' and c.batch_id = subject
    union all select r.entry_id from payment_reversals r where of_kind = 'payment_reversal' and r.payment_id = subject and not reversed_for_a_line(r.payment_id, r.xid)
    union all select e.entry_id from refund_events e where of_kind = 'refund' and e.refund_id = subject
    union all select p.entry_id from payments p where of_kind = 'existing_payment' and p.id = subject
      and not exists (select from bank_line_links k where k.entry_id = p.entry_id)
      and not exists (select from bank_explanation_undoings u where u.xid = p.xid));
$$;
comment on function bank_posted(text, uuid, boolean, text) is
  'Minor units on 1010 of a payout, deposit, returned payment, refund or payment, into the account or out of it. What a line itself made, or undoing one, was not there before.';

create or replace view bank_subjects_linked with (security_invoker = true) as
  select l.kind, l.subject_id, l.amount_minor > 0 as is_in, sum(l.amount_minor)::bigint as linked_minor
  from bank_line_links l
  where l.kind in ('payout', 'deposit', 'payment_reversal', 'refund', 'existing_payment')
    and not exists (select from bank_explanation_undoings u where u.explanation_id = l.explanation_id)
  group by l.kind, l.subject_id, l.amount_minor > 0;
comment on view bank_subjects_linked is 'How much of what was posted before stands for lines of the bank, by standing explanations.';

create or replace function bank_posting_faults(of_explanation uuid default null) returns table (explanation_id uuid, fault text)
language sql stable set search_path = public, pg_temp as $$
  with posting as (
    select k.*, b.currency, exists (select from bank_explanation_undoings u where u.explanation_id = k.explanation_id) as is_undone
    from bank_line_links k join bank_lines b on b.id = k.line_id
    where k.entry_id is not null and (of_explanation is null or k.explanation_id = of_explanation))
  select p.explanation_id, 'says something else than was posted' from posting p join entries e on e.id = p.entry_id
    where e.kind <> (case p.kind when 'payment' then 'payment' when 'unidentified' then 'unidentified_receipt' when 'given_back' then 'receipt_returned' when 'returned_part' then 'chargeback'
        when 'interest' then 'bank_interest' else 'bank_charge' end)
      or (select sum(l.amount_minor) from entry_lines l where l.entry_id = e.id and l.account_code = '1010' and l.currency = p.currency) is distinct from p.amount_minor
      or (p.kind = 'payment' and not exists (select from payments y where y.id = p.subject_id and y.entry_id = p.entry_id and y.customer_id = p.customer_id))
  union all
  select p.explanation_id, 'names what another part posted' from posting p
    where exists (select from bank_line_links o where o.entry_id = p.entry_id and o.id <> p.id)
  union all
  select p.explanation_id, 'is undone and what it posted stands' from posting p
    where p.is_undone and case p.kind when 'payment' then not exists (select from payment_reversals r where r.payment_id = p.subject_id)
      else not exists (select from bank_link_reversals v where v.link_id = p.id and entries_cancel(v.entry_id, p.entry_id)) end
  union all
  select p.explanation_id, 'stands and what it posted was taken back' from posting p
    where not p.is_undone and exists (select from bank_link_reversals v where v.link_id = p.id)
  union all
  select k.explanation_id, 'stands for more than was posted' from bank_line_links k join bank_lines b on b.id = k.line_id join bank_subjects_linked s
      on s.kind = k.kind and s.subject_id = k.subject_id and s.is_in = (k.amount_minor > 0)
    where (of_explanation is null or k.explanation_id = of_explanation)
      and not exists (select from bank_explanation_undoings u where u.explanation_id = k.explanation_id)
      and abs(s.linked_minor) > abs(bank_posted(k.kind, k.subject_id, k.amount_minor > 0, b.currency));
$$;
comment on function bank_posting_faults(uuid) is 'What is wrong with what explanations posted or linked, of all or of one.';

create or replace function hold_bank_subject() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if new.entry_id is null and new.subject_id is not null then
    perform pg_advisory_xact_lock(hashtextextended('bank subject ' || new.subject_id, 0));
  end if;
  return new;
end;
$$;
comment on function hold_bank_subject() is 'Held before counted, so that two lines at once cannot both stand for the same money.';
create or replace trigger _151_held before insert on bank_line_links for each row execute function hold_bank_subject();

create or replace function check_bank_posting() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  of_explanation uuid := coalesce((to_jsonb(new) ->> 'explanation_id')::uuid,
    (select k.explanation_id from bank_line_links k where k.id = (to_jsonb(new) ->> 'link_id')::uuid));
  broken text;
begin
  select f.fault into broken from bank_posting_faults(of_explanation) f limit 1;
  if broken is not null then
    raise exception using errcode = 'TS107', constraint = 'bank_line_posted_once', message = format('explanation %s %s', of_explanation, broken);
  end if;
  return null;
end;
$$;
comment on function check_bank_posting() is 'At the commit what an explanation says it posted is posted, once; undone it is mirrored; what was there before is linked no further than it goes (TS107).';
drop trigger if exists _151_posted on bank_line_links;
create constraint trigger _151_posted after insert on bank_line_links deferrable initially deferred for each row execute function check_bank_posting();
drop trigger if exists _151_posted on bank_explanation_undoings;
create constraint trigger _151_posted after insert on bank_explanation_undoings deferrable initially deferred for each row execute function check_bank_posting();
drop trigger if exists _151_posted on bank_link_reversals;
create constraint trigger _151_posted after insert on bank_link_reversals deferrable initially deferred for each row execute function check_bank_posting();

-- Refunds: out of unapplied credit only, decided, each step once and in order, posted as the step says (TS017).

create or replace function decide_refund() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  perform check_decided_for(new.approval_id, 'open_item', new.credit_item_id, new.currency, new.amount_minor);
  new.alone_rule := check_money_out('refund', new.approval_id, new.made_by, new.base_minor);
  return new;
end;
$$;
comment on function decide_refund() is 'A refund has an approval of its own, or its maker may do it alone; then the rule as it was is kept with it (TS012).';
create or replace trigger _076_decided before insert on refunds for each row execute function decide_refund();

create or replace function refundable_kind(kind text) returns boolean
language sql immutable set search_path = public, pg_temp as $$
  select kind in ('payment', 'credit_note', 'opening_balance', 'transfer', 'refund_failed', 'refund_cancelled', 'chargeback_won',
    'currency_clearing', 'receipt_identified');
$$;
comment on function refundable_kind(text) is 'Credits that are the customer''s own money or a document given to them; never a write-off, discount or difference.';

create or replace function check_refunds() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  broken text;
begin
  select r.number into broken from new_refunds r join open_items c on c.id = r.credit_item_id join open_items d on d.id = r.debit_item_id
    where c.side <> 'credit' or not refundable_kind(c.kind) or c.customer_id <> r.customer_id or c.currency <> r.currency
      or d.kind <> 'refund' or d.side <> 'debit' or d.source_id <> r.id or d.entry_id <> r.entry_id or d.customer_id <> r.customer_id
      or d.currency <> r.currency or d.amount_minor <> r.amount_minor or d.base_minor <> r.base_minor
      or r.base_minor <> base_part(c.id, r.amount_minor) or d.effective_on <> r.effective_on
      or not exists (select 1 from applications a where a.credit_item_id = c.id and a.debit_item_id = d.id and a.amount_minor = r.amount_minor)
      or lines_text(r.entry_id) <> format('1100 %s, 2300 %s', r.amount_minor, -r.amount_minor)
    limit 1;
  if found then
    raise exception using errcode = 'TS017', constraint = 'refund_matches',
      message = format('%s is not its posting: 1100 against 2300, set against the credit it gives back', broken);
  end if;
  select r.number into broken from new_refunds r left join payments p on p.id = r.payment_id
    where r.method = 'original' and (p.customer_id <> r.customer_id or p.open_item_id <> r.credit_item_id or p.processor_ref is null
      or p.method not in ('card', 'direct_debit')) limit 1;
  if found then
    raise exception using errcode = 'TS017', constraint = 'refund_way', message = format('%s cannot go back the way the money came', broken);
  end if;
  select r.number into broken from new_refunds r join customer_bank_accounts a on a.id = r.bank_account_id
    where a.customer_id <> r.customer_id or a.currency <> r.currency limit 1;
  if found then
    raise exception using errcode = 'TS017', constraint = 'refund_way', message = format('%s would go to another customer''s account, or one of another currency', broken);
  end if;
  return null;
end;
$$;
comment on function check_refunds() is 'A refund is exactly its entry and consumes a credit that may be given back; by the original way only what came through the processor (TS017).';
create or replace trigger _076_refunds after insert on refunds
  referencing new table as new_refunds for each statement execute function check_refunds();

create or replace function refund_step_follows(step text, after text) returns boolean
language sql immutable set search_path = public, pg_temp as $$
  select case step when 'requested' then after is null when 'approved' then after = 'requested' when 'sent' then after = 'approved'
    when 'accepted' then after = 'sent' when 'paid' then after in ('sent', 'accepted') when 'failed' then after in ('sent', 'accepted', 'paid')
    when 'cancelled' then after = 'approved' end is true;
$$;
comment on function refund_step_follows(text, text) is 'Whether a step of a refund may come after another; failed may follow paid, because a card can send money back days later.';

create or replace function check_refund_event() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  refund refunds;
  before text;
  money text;
  wanted record;
begin
  -- Locked before looked at, so that two steps at once are one after the other.
  select * into refund from refunds where id = new.refund_id for no key update;
  select e.kind into before from refund_events e where e.refund_id = new.refund_id and e.id <> new.id order by e.position desc limit 1;
  if not refund_step_follows(new.kind, before) or refund.customer_id <> new.customer_id or new.effective_on < refund.effective_on
    or (new.batch_id is not null and (new.kind <> 'sent' or refund.method <> 'bank')) or (new.kind = 'accepted' and refund.method <> 'original') then
    raise exception using errcode = 'TS017', constraint = 'refund_step',
      message = format('%s is %s and cannot be %s', refund.number, coalesce(before, 'new'), new.kind);
  end if;
  if new.kind = 'sent' and refund.method = 'bank' and not exists (select 1 from refund_batches b where b.id = new.batch_id and b.currency = refund.currency) then
    raise exception using errcode = 'TS017', constraint = 'refund_step', message = format('%s goes to the bank in a file', refund.number);
  end if;
  if new.entry_id is null then return null; end if;
  if new.kind = 'approved' and new.entry_id <> refund.entry_id then
    raise exception using errcode = 'TS017', constraint = 'refund_step', message = format('%s was posted by another entry', refund.number);
  end if;
  money := case refund.method when 'original' then '1030' else '1010' end;
  select coalesce(sum(amount_minor) filter (where account_code = '2300'), 0) as payable, coalesce(sum(amount_minor) filter (where account_code = money), 0) as money,
      coalesce(sum(amount_minor) filter (where account_code = '1100'), 0) as receivable, bool_and(currency = refund.currency) as fits,
      (select kind from entries e where e.id = new.entry_id) as kind
    into wanted from entry_lines where entry_id = new.entry_id;
  if not wanted.fits or wanted.kind <> (case new.kind when 'approved' then 'refund' else 'refund_' || new.kind end)
    or concat_ws(' ', wanted.payable, wanted.money, wanted.receivable) <> (case
      when new.kind = 'approved' then concat_ws(' ', -refund.amount_minor, 0, refund.amount_minor)
      when new.kind = 'paid' then concat_ws(' ', refund.amount_minor, -refund.amount_minor, 0)
      when before = 'paid' then concat_ws(' ', 0, refund.amount_minor, -refund.amount_minor)
      else concat_ws(' ', refund.amount_minor, 0, -refund.amount_minor) end)
    or (new.credit_item_id is not null and not exists (select 1 from open_items i where i.id = new.credit_item_id and i.entry_id = new.entry_id
      and i.side = 'credit' and i.source_id = refund.id and i.amount_minor = refund.amount_minor)) then
    raise exception using errcode = 'TS017', constraint = 'refund_posted', message = format('%s of %s is not what was posted', new.kind, refund.number);
  end if;
  return null;
end;
$$;
comment on function check_refund_event() is 'Definer, because it locks the refund: steps follow each other, each once, and each posts exactly what it means (TS017).';
create or replace trigger _076_event after insert on refund_events for each row execute function check_refund_event();

create or replace function decide_refund_batch() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  perform check_decided_for(new.approval_id, 'refund_batch', new.id, new.currency, new.amount_minor);
  new.alone_rule := check_money_out('refund', new.approval_id, new.made_by, new.base_minor);
  return new;
end;
$$;
comment on function decide_refund_batch() is 'A file for the bank was decided by somebody else than who asked for it, as a whole (TS012).';
create or replace trigger _076_decided before insert on refund_batches for each row execute function decide_refund_batch();

create or replace function check_refund_batch() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  off record;
begin
  select coalesce(sum(r.amount_minor), 0) as amount, coalesce(sum(r.base_minor), 0) as base into off
    from refund_events e join refunds r on r.id = e.refund_id where e.batch_id = new.id and e.kind = 'sent' and r.currency = new.currency;
  if off.amount <> new.amount_minor or off.base <> new.base_minor then
    raise exception using errcode = 'TS017', constraint = 'refund_batch_adds_up', message = format('the refunds of %s do not make its sum', new.number);
  end if;
  return null;
end;
$$;
comment on function check_refund_batch() is 'At commit: the refunds sent with a file make exactly its sum (TS017).';
drop trigger if exists _076_batch on refund_batches;
create constraint trigger _076_batch after insert on refund_batches deferrable initially deferred for each row execute function check_refund_batch();

create or replace function record_refunds(rows jsonb) returns table (id uuid, number text)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  first_taken bigint := take_numbers('RF', jsonb_array_length(rows));
begin
  insert into refunds (id, series_code, series_no, number, customer_id, credit_item_id, currency, amount_minor, base_minor, method, payment_id,
      bank_account_id, reason_code, reason, effective_on, entry_id, debit_item_id, approval_id, made_by, made_by_name, made_at)
    select d.id, 'RF', first_taken + n - 1, number_text('RF', first_taken + n - 1), d.customer_id, d.credit_item_id, d.currency, d.amount_minor,
      d.base_minor, d.method, d.payment_id, d.bank_account_id, d.reason_code, d.reason, d.effective_on, d.entry_id,
      d.debit_item_id, d.approval_id, d.made_by, d.made_by_name, d.made_at
    from jsonb_array_elements(rows) with ordinality as e (doc, n),
      jsonb_to_record(e.doc) as d (id uuid, customer_id uuid, credit_item_id uuid, currency text, amount_minor bigint, base_minor bigint, method text,
        payment_id uuid, bank_account_id uuid, reason_code text, reason text, effective_on date, entry_id uuid,
        debit_item_id uuid, approval_id uuid, made_by uuid, made_by_name text, made_at timestamptz)
    order by n;
  return query select r.id, r.number from jsonb_to_recordset(rows) as d (id uuid) join refunds r on r.id = d.id;
end;
$$;
comment on function record_refunds(jsonb) is 'Numbers and stores refunds in the RF series; returns id and number. Called last in a transaction. Definer: nobody else takes numbers.';

create or replace function record_refund_batch(batch jsonb) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  taken bigint := take_numbers('RB', 1);
  made text := number_text('RB', taken);
begin
  insert into refund_batches (id, series_code, series_no, number, currency, amount_minor, base_minor, execute_on, document, sha256, approval_id,
      made_by, made_by_name, made_at)
    select d.id, 'RB', taken, made, d.currency, d.amount_minor, d.base_minor, d.execute_on, d.document,
      encode(sha256(convert_to(d.document, 'UTF8')), 'hex'), d.approval_id, d.made_by, d.made_by_name, d.made_at
    from jsonb_to_record(batch) as d (id uuid, currency text, amount_minor bigint, base_minor bigint, execute_on date, document text, approval_id uuid,
      made_by uuid, made_by_name text, made_at timestamptz);
  return made;
end;
$$;
comment on function record_refund_batch(jsonb) is 'Numbers and stores a file for the bank in the RB series; returns its number. Definer: nobody else takes numbers.';

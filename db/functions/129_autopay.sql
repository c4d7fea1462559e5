create or replace trigger _010_append_only before update or delete or truncate on autopay_policies
  for each statement execute function refuse_change();

create or replace function stamp_message_left() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  new.left_at := coalesce(old.left_at, case when new.state in ('sent', 'delivered', 'bounced') then new.changed_at end);
  return new;
end;
$$;
comment on function stamp_message_left() is 'Stamps once when a message left the house.';
create or replace trigger _129_message_left before update on messages for each row execute function stamp_message_left();

create or replace function check_autopay_policy() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if new.from_on < company_day(new.made_at) then
    raise exception using errcode = 'TS082', constraint = 'autopay_policy_not_dated_back', message = 'a policy of autopay holds from the day it is made at the earliest';
  end if;
  return new;
end;
$$;
comment on function check_autopay_policy() is 'A policy of autopay is not dated back (TS082).';
create or replace trigger _129_autopay_policy before insert on autopay_policies for each row execute function check_autopay_policy();

-- The law of autopay. The rule is locked, so that turning it off at the same moment comes before or after, never between.
create or replace function check_autopay_attempt() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
  tried autopay_tries;
  charge autopay_charges;
  rule autopay_rules;
  told messages;
  broken text;
begin
  if new.requested_by_kind <> 'autopay' then
    return new;
  end if;
  select * into tried from autopay_tries t where t.once_key = new.once_key;
  select * into charge from autopay_charges c where c.id = tried.charge_id;
  select * into rule from autopay_rules r where r.id = charge.rule_id for share;
  select * into told from messages m where m.id = charge.message_id;
  broken := case
    when rule.id is null or charge.customer_id <> new.customer_id or charge.currency <> new.currency or tried.method_id <> new.saved_method_id
      or tried.outcome is not null then 'autopay_try'
    when told.left_at is null or told.state not in ('sent', 'delivered')
      or company_day(new.created_at) < greatest(charge.collect_on, company_day(told.left_at) + charge.notice_days) then 'autopay_notice'
    when new.amount_minor > charge.noticed_minor then 'autopay_noticed_amount'
    when new.amount_minor > rule.ceiling_minor then 'autopay_ceiling'
    when rule.state = 'off' or (rule.state = 'paused' and (rule.paused_until_on is null or rule.paused_until_on > company_day(new.created_at)))
      then 'autopay_on'
  end;
  if broken is not null then
    raise exception using errcode = 'TS081', constraint = broken, message = format('autopay may not take %s now: %s', new.once_key, broken);
  end if;
  return new;
end;
$$;
comment on function check_autopay_attempt() is 'A debit of autopay leaves only for a try of a noticed collection whose notice left as many days before as promised, on its day or later, for no more than the notice and the ceiling say, and while the rule is on (TS081).';
create or replace trigger _129_autopay_attempt before insert on payment_attempts for each row execute function check_autopay_attempt();

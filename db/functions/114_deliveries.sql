-- A sending moves by its events; where it then stands is stamped on it.

do $$
declare
  guarded text;
begin
  foreach guarded in array array['delivery_events', 'delivery_evidence']
  loop
    execute format('create or replace trigger _114_append_only before update or delete or truncate on %I
      for each statement execute function refuse_change()', guarded);
  end loop;
end;
$$;

-- One line a step: what it needs to come from, and where it leads. What is not here is refused.
create or replace function delivery_step(of_channel text, from_state text, kind text) returns text
language sql immutable set search_path = public, pg_temp as $$
  select case
    when kind = 'ordered' and from_state = 'waiting' then 'waiting'
    when kind in ('held', 'opened', 'paid_on', 'reprinted') then from_state
    when kind = 'withdrawn' and from_state in ('waiting', 'printed', 'rejected') then 'withdrawn'
    when of_channel = 'portal' and kind = 'shown' and from_state = 'waiting' then 'delivered'
    when of_channel = 'supplier_portal' then case
      when kind = 'submitted' and from_state in ('waiting', 'rejected') then 'submitted'
      when kind = 'accepted' and from_state = 'submitted' then 'delivered'
      when kind = 'rejected' and from_state in ('submitted', 'delivered') then 'rejected' end
    when of_channel = 'post' then case
      when kind = 'printed' and from_state = 'waiting' then 'printed'
      when kind = 'posted' and from_state = 'printed' then 'sent' end
    when of_channel = 'hand' then case
      when kind = 'printed' and from_state = 'waiting' then 'printed'
      when kind = 'assigned' and from_state in ('waiting', 'printed') then from_state
      when kind = 'handed_over' and from_state in ('waiting', 'printed') then 'delivered'
      when kind = 'not_handed_over' and from_state in ('waiting', 'printed') then from_state end
  end;
$$;
comment on function delivery_step(text, text, text) is 'Where a step of a sending leads from a state, by its channel; null where it may not be taken. Mails are not asked here: they stand where their messages do.';

-- A sending by mail is as far as the furthest of its mails: one that arrived counts more than another that came back.
create or replace function mailed_state(of_delivery uuid) returns text
language sql stable set search_path = public, pg_temp as $$
  select coalesce((array_agg(case m.state when 'delivered' then 'delivered' when 'sent' then 'sent' when 'queued' then 'waiting' else 'failed' end
    order by case m.state when 'delivered' then 1 when 'sent' then 2 when 'queued' then 3 else 4 end))[1], 'waiting')
  from delivery_messages l join messages m on m.id = l.message_id where l.delivery_id = of_delivery;
$$;
comment on function mailed_state(uuid) is 'Where a sending by mail stands, from its mails: delivered, sent, waiting, or failed when all of them did.';

create or replace function take_delivery_step() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  moved deliveries;
  leads_to text;
begin
  select * into strict moved from deliveries d where d.id = new.delivery_id for no key update;
  if moved.state = 'withdrawn' and new.kind <> 'opened' then
    raise exception using errcode = 'TS065', constraint = 'delivery_step', message = format('sending %s was withdrawn', moved.id);
  end if;
  if moved.channel in ('email', 'einvoice') and new.kind in ('suppressed', 'sent', 'delivered', 'bounced', 'failed', 'retried') then
    leads_to := case when new.message_id is null then 'failed' else mailed_state(moved.id) end;
  else
    leads_to := delivery_step(moved.channel, moved.state, new.kind);
  end if;
  if leads_to is null then
    raise exception using errcode = 'TS065', constraint = 'delivery_step',
      message = format('sending %s by %s is %s: %s does not follow', moved.id, moved.channel, moved.state, new.kind);
  end if;
  update deliveries d set state = leads_to, changed_at = greatest(d.changed_at, new.noted_at),
      assigned_name = case new.kind when 'assigned' then new.person else d.assigned_name end
    where d.id = moved.id;
  return null;
end;
$$;
comment on function take_delivery_step() is 'Checks that a step may follow and stamps where the sending stands after it (TS065). Definer: nobody else may move a state.';
create or replace trigger _114_step after insert on delivery_events for each row execute function take_delivery_step();

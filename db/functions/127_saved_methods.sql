-- The one door through which a customer's request orders a job: a queue of the list, an id, nothing else.
create or replace function portal_enqueue(wanted text, subject uuid) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from portal_queues q where q.queue = wanted) then
    raise exception using errcode = 'TS080', constraint = 'portal_queue', message = format('the portal may not order %s', wanted);
  end if;
  -- As the queue's own client writes it: what is not said follows the queue's settings.
  insert into pgboss.job (name, data, retry_limit, retry_delay, retry_backoff, retry_delay_max, expire_seconds, deletion_seconds,
      keep_until, policy, dead_letter, heartbeat_seconds)
    select q.name, jsonb_build_object('id', subject), q.retry_limit, q.retry_delay, q.retry_backoff, q.retry_delay_max, q.expire_seconds,
      q.deletion_seconds, now() + q.retention_seconds * interval '1 second', q.policy, q.dead_letter, q.heartbeat_seconds
    from pgboss.queue q where q.name = wanted;
  if not found then
    raise exception using errcode = 'TS080', constraint = 'portal_queue', message = format('there is no queue %s', wanted);
  end if;
end;
$$;
comment on function portal_enqueue(text, uuid) is 'Orders a job of portal_queues about one row. Definer: the portal reaches nothing else of the jobs. The worker looks at the row again and does only what it says.';

-- What a customer owes must not change between looking and noting that it is being paid.
create or replace function portal_lock_customer(customer uuid) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not portal_may_name(customer) then
    raise exception using errcode = 'TS080', constraint = 'portal_lock', message = 'another customer cannot be locked';
  end if;
  perform 1 from customers c where c.id = customer for no key update;
end;
$$;
comment on function portal_lock_customer(uuid) is 'Locks the customer of the scope until the transaction ends, as every command of the back office does. Definer: the portal may change nothing about a customer.';

create or replace function check_saved_method() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
  if new.customer_id <> old.customer_id or new.processor_ref <> old.processor_ref or new.kind <> old.kind
      or (old.state <> new.state and (old.state, new.state) not in (('active', 'removed'), ('active', 'unusable'), ('unusable', 'removed'), ('removed', 'active'), ('removed', 'unusable')))
      or (old.detached_at is not null and (new.state <> old.state or new.detached_at is distinct from old.detached_at)) then
    raise exception using errcode = 'TS079', constraint = 'saved_method_stays', message = format('saved method %s cannot become another, nor come back once it is given up', old.id);
  end if;
  return new;
end;
$$;
comment on function check_saved_method() is 'A saved method stays whose and what it is, and one given up at the processor stays so (TS079).';
create or replace trigger _127_saved_method before update on saved_methods for each row execute function check_saved_method();

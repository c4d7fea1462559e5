-- A fault of an asking stands open exactly while the asking waits, is of its customer, and from the fifth try on colleagues are told
select 'fault of ' || f.kind || ' asking ' || f.subject_id || ' stands open, and it does not wait' as fault from ask_faults f
where f.ended_at is null and not exists (select from waiting_asks w where w.kind = f.kind and w.subject_id = f.subject_id and w.customer_id = f.customer_id)
union all
select 'fault of ' || f.kind || ' asking ' || f.subject_id || ' is over, and it still waits' from ask_faults f
where f.ended_at is not null and exists (select from waiting_asks w where w.kind = f.kind and w.subject_id = f.subject_id)
union all
select 'fault of ' || f.kind || ' asking ' || f.subject_id || ' was tried ' || f.tries || ' times, and nobody was told' from ask_faults f
where f.tries >= 5 and f.told_at is null

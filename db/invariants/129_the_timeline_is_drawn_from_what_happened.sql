-- Everything gathered stands on the timeline once, under its own customer: each document, payment, promise, plan and outgoing message
select 'missing ' || s.subject_kind || ' ' || s.id as fault from timeline_sources s
where s.xid < (select upto_xid from timeline_gatherings)
  and not exists (select from timeline_entries t where t.id = s.id and t.customer_id = s.customer_id and t.subject_id = s.subject_id)
union all
select 'nothing behind ' || t.subject_kind || ' ' || t.id from timeline_entries t
where not case t.subject_kind
    when 'message' then exists (select from messages m where m.id = t.subject_id and m.customer_id = t.customer_id)
    when 'note' then exists (select from activity_notes n where n.id = t.subject_id and n.customer_id = t.customer_id and n.kind = t.kind)
    when 'invoice' then exists (select from invoices v where v.id = t.subject_id and v.customer_id = t.customer_id)
    when 'document' then exists (select from documents d where d.id = t.subject_id and d.customer_id = t.customer_id)
    when 'payment' then exists (select from payments p where p.id = t.subject_id and p.customer_id = t.customer_id)
    when 'promise' then exists (select from promises p where p.id = t.subject_id and p.customer_id = t.customer_id)
    when 'plan' then exists (select from plans p where p.id = t.subject_id and p.customer_id = t.customer_id)
    when 'mail' then exists (select from inbound_mail_places m where m.mail_id = t.subject_id and m.customer_id = t.customer_id)
    when 'dispute' then exists (select from disputes d where d.id = t.subject_id and d.customer_id = t.customer_id)
    end
union all
select 'note without its entry ' || n.id from activity_notes n where not exists (select from timeline_entries t where t.id = n.id)

-- A mail from outside is placed once or set aside once, its place is of its customer, and a placed mail stands on that customer's timeline
select 'mail ' || m.id || ' is ' || m.state as fault from inbound_mails m
left join inbound_mail_places p on p.mail_id = m.id left join inbound_mail_dismissals d on d.mail_id = m.id
where (m.state = 'placed') <> (p.mail_id is not null) or (m.state = 'set_aside') <> (d.mail_id is not null)
union all
select 'place of mail ' || p.mail_id from inbound_mail_places p
where not case p.subject_kind when 'customer' then p.subject_id = p.customer_id
    when 'invoice' then exists (select from invoices v where v.id = p.subject_id and v.customer_id = p.customer_id)
    else exists (select from disputes d where d.id = p.subject_id and d.customer_id = p.customer_id) end
  or not exists (select from timeline_entries t where t.id = p.mail_id and t.customer_id = p.customer_id)
union all
select 'address of ' || a.subject_kind || ' ' || a.subject_id from reply_addresses a
where not case a.subject_kind when 'customer' then a.subject_id = a.customer_id
    when 'invoice' then exists (select from invoices v where v.id = a.subject_id and v.customer_id = a.customer_id)
    else exists (select from disputes d where d.id = a.subject_id and d.customer_id = a.customer_id) end

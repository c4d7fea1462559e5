-- Every step of an e-invoice comes after the one that leads there and within its window; a file of one was made.
select d.id as document_id, e.step, e.happened_at
from einvoice_events e join documents d on d.id = e.document_id left join einvoice_profiles p on p.profile = d.profile
where d.kind <> 'einvoice' or d.invoice_id <> e.invoice_id or d.customer_id <> e.customer_id
  or (e.stage > 1 and not exists (select from einvoice_events b where b.document_id = e.document_id and b.stage = e.stage - 1))
  or (e.step = 'cancelled' and not exists (select from einvoice_events a where a.document_id = e.document_id and a.step = 'accepted'
    and e.happened_at <= a.happened_at + make_interval(hours => p.cancel_hours)))
union all
select d.id, 'made', d.produced_at from documents d
where d.kind = 'einvoice' and not exists (select from einvoice_events e where e.document_id = d.id and e.step = 'made')

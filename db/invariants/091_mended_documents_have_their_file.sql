-- A document whose fault is over has its file
-- What is called mended is stored, for the same customer.
select f.kind, f.subject_id::text from document_faults f
where f.mended_at is not null and not exists (
  select from documents d where d.customer_id = f.customer_id and d.kind = f.kind
    and f.subject_id = case f.kind when 'invoice' then d.invoice_id when 'receipt' then d.payment_id when 'provisional_receipt' then d.instrument_id end)

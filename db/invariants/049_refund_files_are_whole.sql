-- Each file for the bank has its hash, its decision, and exactly the refunds that make its sum
-- The document is as it was hashed; the refunds sent with it are of its currency and make its amount.
select b.number from refund_batches b
where b.sha256 <> encode(sha256(convert_to(b.document, 'UTF8')), 'hex')
  or b.amount_minor <> (select coalesce(sum(r.amount_minor), 0) from refund_events e join refunds r on r.id = e.refund_id
    where e.batch_id = b.id and e.kind = 'sent' and r.currency = b.currency)
  or (b.approval_id is not null and not exists (select 1 from approvals p where p.id = b.approval_id and p.kind = 'refund' and p.state = 'approved'
    and p.subject_id = b.id and p.amount_minor = b.amount_minor))

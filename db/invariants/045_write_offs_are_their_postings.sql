-- Each write-off is its credit item, set against its item, and was decided
-- Its entry burdens the account it names against 1100; its credit item has nothing left; one of batch, approval or limit stands with it.
select w.number from write_offs w left join open_items c on c.id = w.credit_item_id
where c.id is null or c.kind <> 'write_off' or c.source_id <> w.id or c.entry_id <> w.entry_id or c.customer_id <> w.customer_id
  or c.currency <> w.currency or c.amount_minor <> w.amount_minor or c.residual_minor <> 0
  or lines_text(w.entry_id) <> format('%s %s, 1100 %s', w.account_code, w.amount_minor, -w.amount_minor)
  or not exists (select 1 from applications a where a.credit_item_id = c.id and a.debit_item_id = w.item_id and a.amount_minor = w.amount_minor)
  or (w.approval_id is not null and not exists (select 1 from approvals p where p.id = w.approval_id and p.kind = 'write_off' and p.state = 'approved'
    and p.subject_id = w.item_id and p.amount_minor = w.amount_minor and p.base_minor = w.base_minor))
  or (w.alone_rule is not null and not within_limit(w.alone_rule, w.alone_rule ->> 'role', 'aloneUpToMinor', w.base_minor))
  or (w.batch_id is not null and not exists (select 1 from write_off_batches b, jsonb_array_elements(b.items) l where b.id = w.batch_id
    and l ->> 'itemId' = w.item_id::text and l ->> 'amountMinor' = w.amount_minor::text))
union all
select i.id::text from open_items i where i.kind = 'write_off' and not exists (select 1 from write_offs w where w.credit_item_id = i.id)
union all
select w.item_id::text from write_offs w group by w.item_id having sum(w.tax_minor) > tax_in_item(w.item_id)

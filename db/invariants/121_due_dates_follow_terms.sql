-- An issued document is due as its terms say, or it says that somebody set another day
select 'invoice' as what, id from invoices
  where terms_from is not null and (due_by is null or (due_by = 'terms') <> (due_on = due_date(terms_from, terms_days, document_on)))
union all
select 'draft', id from run_drafts where terms_from is not null and due_on <> due_date(terms_from, terms_days, document_on)

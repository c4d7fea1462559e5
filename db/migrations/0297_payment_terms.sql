-- Terms count from the document's date, from the end of its month, or name a day of the next month; what an issued document's
-- due date follows from stands on it.

create function due_date(terms_from text, terms_days integer, document_on date) returns date
language sql immutable parallel safe set search_path = public, pg_temp as $$
  select case terms_from
    when 'document' then document_on + terms_days
    when 'month_end' then (date_trunc('month', document_on::timestamp) + interval '1 month')::date - 1 + terms_days
    when 'next_month' then least((date_trunc('month', document_on::timestamp) + interval '1 month')::date - 1 + terms_days,
      (date_trunc('month', document_on::timestamp) + interval '2 months')::date - 1) end;
$$;
comment on function due_date(text, integer, date) is
  'When a document of a day is due: so many days after it (document) or after the end of its month (month_end), or on that day of the next month, its last where it is shorter (next_month).';

alter table customers add column terms_from text not null default 'document'
    constraint customers_terms_from_check check (terms_from in ('document', 'month_end', 'next_month')),
  add constraint customers_terms_fit_check check (terms_from <> 'next_month' or terms_days between 1 and 31);
comment on column customers.terms_from is 'What terms_days counts from: see due_date.';

alter table contracts add column terms_from text not null default 'document'
    constraint contracts_terms_from_check check (terms_from in ('document', 'month_end', 'next_month')),
  add constraint contracts_terms_fit_check check (terms_from <> 'next_month' or terms_days is null or terms_days between 1 and 31);
comment on column contracts.terms_from is 'What terms_days counts from: see due_date. Without terms_days the customer''s terms hold.';

alter table run_drafts add column terms_from text, add column terms_days integer,
  add constraint run_drafts_terms_check check ((terms_from is null) = (terms_days is null)),
  -- What counts from the document's date is counted here: most terms do, and every invoice of a run is asked.
  add constraint run_drafts_due_terms_check check (terms_from is null
    or due_on = case terms_from when 'document' then document_on + terms_days else due_date(terms_from, terms_days, document_on) end);

alter table invoices add column terms_from text, add column terms_days integer,
  add column due_by text constraint invoices_due_by_check check (due_by in ('terms', 'hand')),
  add constraint invoices_terms_check check ((terms_from is null) = (terms_days is null) and (terms_from is null) = (due_by is null)),
  add constraint invoices_due_terms_check check (due_by is null or (due_by = 'terms')
    = (due_on = case terms_from when 'document' then document_on + terms_days else due_date(terms_from, terms_days, document_on) end));
comment on column invoices.due_by is
  'terms: due as terms_from and terms_days say. hand: a person, or the file it came from, set another day. Null: no terms were agreed for it.';

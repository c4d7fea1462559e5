-- A statement of a run is what the run says it is, and a customer has one a period
-- A sent one has its document of that customer, those dates, that seal and that form; a run that is done has nothing waiting.
select s.run_id::text, s.seq_no::text from statement_sends s join statement_runs r on r.id = s.run_id left join documents d on d.id = s.document_id
where (s.state = 'sent' and (d.id is null or d.customer_id <> s.customer_id or d.from_on <> r.from_on or d.to_on <> r.to_on or d.seal_no <> r.seal_no
    or d.currency is distinct from s.currency or coalesce(d.statement_form, 'balance_forward') <> s.form))
  or (r.state in ('done', 'cancelled') and s.state = 'waiting')
union all
select min(s.run_id::text), s.customer_id::text from statement_sends s join statement_runs r on r.id = s.run_id
group by s.customer_id, s.currency, r.kind, r.to_on having count(*) > 1

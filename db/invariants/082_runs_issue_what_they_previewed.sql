-- Every invoice of a run says exactly what its draft said, and a finished run has no draft left that it should have issued
select d.run_id, d.id as draft_id, 'differs' as fault
  from run_drafts d left join invoice_digests(array(select i.id from run_drafts i where i.state = 'issued')) g on g.id = d.id
  where d.state = 'issued' and g.digest is distinct from d.digest
union all
select d.run_id, d.id, 'is not what its digest says'
  from run_drafts d join draft_digests(array(select i.id from run_drafts i)) g on g.id = d.id where g.digest <> d.digest
union all
select d.run_id, d.id, 'was left behind' from run_drafts d join billing_runs r on r.id = d.run_id where d.state = 'ready' and r.state = 'issued'
union all
select r.id, null, 'counts wrongly' from billing_runs r
  where r.issued_count <> (select count(*) from run_drafts d where d.run_id = r.id and d.state = 'issued')
    or (r.state in ('issuing', 'paused', 'issued') and r.draft_count <> (select count(*) from run_drafts d where d.run_id = r.id))

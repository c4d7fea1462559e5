-- The loss allowance is used no further than it was built, except where somebody chose to
-- Account 1190 in base; each change of it is its entry, and each such entry is a change.
select 'overdrawn' as what, allowance_left()::text as detail
where -allowance_left() > coalesce((select sum(w.base_minor) from write_offs w where w.account_code = '1190' and w.beyond_allowance is distinct from false), 0)
union all
select 'change', c.id::text from allowance_changes c join entries e on e.id = c.entry_id
where e.kind <> 'loss_allowance' or lines_text(e.id) <> format('6100 %s, 1190 %s', c.amount_minor, -c.amount_minor)
union all
select 'entry', e.id::text from entries e where e.kind = 'loss_allowance' and not exists (select 1 from allowance_changes c where c.entry_id = e.id)

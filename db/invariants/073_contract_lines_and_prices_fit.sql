-- Lines lie inside their contract, and on each day at most one own price of a line holds
-- A line that follows another begins after it has ended, and in another cycle only after the last day of a period.
select c.number, l.line_no, 'outside its contract' as fault
from contract_lines l join contracts c on c.id = l.contract_id
where l.withdrawn_in_version is null and (l.starts_on < c.starts_on or (c.ends_on is not null and (l.ends_on is null or l.ends_on > c.ends_on)))
union all
select c.number, l.line_no, 'does not follow the line it replaces'
from contract_lines l join contract_lines was on was.id = l.replaces_id join contracts c on c.id = l.contract_id
where l.withdrawn_in_version is null and (was.contract_id <> l.contract_id or was.ends_on is null or l.starts_on <= was.ends_on
  or (row(l.cycle, l.anchor_on, l.timing) is distinct from row(was.cycle, was.anchor_on, was.timing)
    and not ends_billing_period(was.cycle, was.anchor_on, was.ends_on)))
union all
select c.number, l.line_no, format('prices %s and %s overlap', a.version_no, b.version_no)
from contract_prices a join contract_prices b on b.contract_line_id = a.contract_line_id and b.id > a.id
join contract_lines l on l.id = a.contract_line_id join contracts c on c.id = l.contract_id
where a.withdrawn_in_version is null and b.withdrawn_in_version is null
  and daterange(a.valid_from_on, a.valid_to_on, '[]') && daterange(b.valid_from_on, b.valid_to_on, '[]')

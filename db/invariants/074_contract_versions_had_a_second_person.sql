-- A contract holds as its newest approved version, which somebody approved who had not proposed it
-- Versions are numbered from 1, and none holds before it is decided; only who proposed one withdraws it.
select c.number, c.version_no, max(v.version_no) as versions
from contracts c left join contract_versions v on v.contract_id = c.id
group by c.id, c.number, c.version_no
having c.version_no <> coalesce(max(v.version_no) filter (where v.state = 'approved'), 0) or count(v.version_no) <> coalesce(max(v.version_no), 0)
  or bool_or(v.state <> 'waiting' and (v.decided_by is null or (v.decided_by = v.proposed_by) <> (v.state = 'withdrawn')))

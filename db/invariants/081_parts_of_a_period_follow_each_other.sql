-- The parts a billing period was billed in are counted without a gap and lie in the same days
select p.contract_line_id, p.period_from_on, count(*) as parts, max(p.part_no) as last_part from billed_periods p
group by p.contract_line_id, p.period_from_on
having max(p.part_no) <> count(*) or min(p.part_no) <> 1

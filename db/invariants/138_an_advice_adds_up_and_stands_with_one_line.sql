-- The rows of a remittance advice sum to what it says or the difference is named, and it stands with one line of its own currency
select 'advice ' || remittance_id || ' ' || fault as fault from remittance_faults()
union all
select 'advice ' || id || ' names a total its rows do not sum to, and nothing says so' from remittances
where stated_minor <> sum_minor and not problems @> '[{"code": "total"}]'
union all
select 'advice ' || remittance_id || ' stands with several lines' from remittance_links where detached_at is null group by remittance_id having count(*) > 1
union all
select 'line ' || line_id || ' stands with several advices' from remittance_links where detached_at is null group by line_id having count(*) > 1
union all
select 'row ' || c.row_no || ' of advice ' || c.remittance_id || ' is a deduction without a code' from remittance_choices c where c.rest = 'deduction' and c.code is null

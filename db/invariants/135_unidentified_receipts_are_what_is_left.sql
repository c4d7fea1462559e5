-- Account 2190 is exactly what is left of the unidentified receipts
-- Per currency and in base: receipts less what was identified and what went back make the balance; each is as it was posted.
with booked as (
  select currency, -sum(amount_minor) as minor, -sum(base_minor) as base from entry_lines where account_code = '2190' group by currency),
held as (
  select currency, sum(left_minor) as minor, sum(left_base_minor) as base from unidentified_receipts_now group by currency)
select currency as what, booked.minor::text as booked, held.minor::text as held from booked full join held using (currency)
where coalesce(booked.minor, 0) <> coalesce(held.minor, 0) or coalesce(booked.base, 0) <> coalesce(held.base, 0)
union all
select f.receipt_id::text, f.fault, '' from receipt_faults() f

-- A payout is the sum of its parts and is in the books as the processor says
-- Parts come whole; a paid one moved 1010 / 1030 once; one that failed or was cancelled has left nothing there.
select p.ref, 'parts' as what from payouts p where p.parts_taken_at is not null and p.automatic
  and p.amount_minor <> (select coalesce(sum(t.net_minor), 0) from payout_parts x join processor_transactions t on t.id = x.transaction_id where x.payout_id = p.id)
union all
select p.ref, 'posted' from payouts p left join payout_postings d on d.payout_id = p.id and d.kind = 'paid' left join payout_postings b on b.payout_id = p.id and b.kind = 'returned'
where (p.state = 'paid' and (d.id is null or b.id is not null)) or (p.state in ('pending', 'in_transit') and d.id is not null)
  or (p.state in ('failed', 'canceled') and (d.id is null) <> (b.id is null))
union all
select p.ref, d.kind from payout_postings d join payouts p on p.id = d.payout_id
where lines_text(d.entry_id) <> format('1010 %s, 1030 %s', case d.kind when 'paid' then p.amount_minor else -p.amount_minor end,
  case d.kind when 'paid' then -p.amount_minor else p.amount_minor end)
union all
select e.id::text, 'of no payout' from entries e where e.kind = 'payout' and not exists (select from payout_postings d where d.entry_id = e.id)

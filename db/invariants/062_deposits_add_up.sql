-- Each deposit is the sum of its money and its one posting, and money is in one live deposit only
select b.number, b.amount_minor, sum(d.amount_minor) as lines_minor
from deposit_batches b left join deposit_lines d on d.batch_id = b.id
group by b.id
having sum(d.amount_minor) is distinct from b.amount_minor or sum(d.base_minor) is distinct from b.base_minor
  or lines_text(b.entry_id) <> format('1010 %s, 1020 %s', b.amount_minor, -b.amount_minor)
union all
select p.number, p.amount_minor, count(*)
from deposit_lines d join payments p on p.id = d.payment_id
where not exists (select 1 from deposit_cancellations c where c.batch_id = d.batch_id)
group by p.id having count(*) > 1

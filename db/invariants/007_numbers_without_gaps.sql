-- Numbers of each series run without a gap
select s.code, s.next_no - s.first_no as given_out, count(d.series_no) as on_documents
from number_series s left join (
  select series_code, series_no from invoices where series_no is not null union all select series_code, series_no from payments
  union all select series_code, series_no from write_offs union all select series_code, series_no from refunds
  union all select series_code, series_no from refund_batches
  union all select series_code, series_no from instruments union all select series_code, series_no from deposit_batches) d on d.series_code = s.code
where s.code <> 'LEGACY'
group by s.code, s.next_no, s.first_no
having count(d.series_no) <> s.next_no - s.first_no or min(d.series_no) <> s.first_no or max(d.series_no) <> s.next_no - 1

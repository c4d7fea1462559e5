-- A document is printed for the first time once; every later print is marked as a reprint
select i.delivery_id::text from print_batch_items i where not i.is_reprint group by i.delivery_id having count(*) > 1
union all
select b.id::text from print_batches b where b.documents_count <> (select count(*) from print_batch_items i where i.batch_id = b.id)

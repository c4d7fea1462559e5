-- Every sealed row stands as it was sealed, none is missing and none was added
select family, row_id, name, seal_no, fault from sealed_rows_differ()
union all
select family, row_id, name, null, fault from sealed_children_without_parent()

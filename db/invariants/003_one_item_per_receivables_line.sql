-- Each receivables line with an amount has exactly one open item
-- The foreign key says no item without its line; this says no line without its item.
select l.entry_id, l.line_no from entry_lines l left join open_items i on i.entry_id = l.entry_id and i.line_no = l.line_no
where l.account_code = '1100' and l.amount_minor <> 0 and i.id is null

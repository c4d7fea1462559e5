-- Each transfer is a pair inside receivables, and each pair is a transfer
-- Entries of the kind hold nothing but 1100 and net to nothing; both items name their transfer.
select e.id from entries e where e.kind = 'transfer' and (
  exists (select 1 from entry_lines l where l.entry_id = e.id and l.account_code <> '1100')
  or exists (select 1 from open_items i left join transfers t on t.id = i.source_id and i.id in (t.from_item_id, t.to_item_id)
    where i.entry_id = e.id and t.id is null))

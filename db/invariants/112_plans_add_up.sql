-- Instalments and items of each agreement are its total, in order, on its rhythm
select v.plan_id, v.version_no from plan_versions v
where (select coalesce(sum(i.amount_minor), 0) from plan_instalments i where i.version_id = v.id) <> v.total_minor
  or (select coalesce(sum(i.amount_minor), 0) from plan_items i where i.version_id = v.id) <> v.total_minor
  or (select count(*) <> v.instalments or coalesce(max(i.instalment_no), 0) <> v.instalments from plan_instalments i where i.version_id = v.id)
  or exists (select from plan_instalments i join plan_instalments b on b.version_id = i.version_id and b.instalment_no = i.instalment_no - 1
    where i.version_id = v.id and i.due_on <= b.due_on)

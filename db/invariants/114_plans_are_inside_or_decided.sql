-- An agreed plan lies inside the envelope of its day or was decided by somebody who may
select v.plan_id, v.version_no, v.breaks as says, plan_breaks(v.id) as is from plan_versions v join plans p on p.id = v.plan_id
  join plan_policies o on o.version_no = v.policy_version
where v.breaks <> plan_breaks(v.id)
  or o.currency <> p.currency or o.from_on > v.agreed_on or o.made_at > v.agreed_at
  or exists (select from plan_policies q where q.currency = p.currency and q.from_on <= v.agreed_on and q.made_at < v.agreed_at
    and (q.from_on, q.version_no) > (o.from_on, o.version_no))
  or (cardinality(v.breaks) > 0 and v.alone_rule is null and not exists (select from approval_requests r join approval_decisions d on d.approval_id = r.id
    where r.id = v.approval_id and d.outcome = 'approved' and r.kind = 'plan_exception' and r.subject_id = v.plan_id and r.base_minor = v.base_minor))

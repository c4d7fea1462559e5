-- A plan that somebody with a limit agreed is in the limit's currency and within it, and who agreed may do more than look
select v.plan_id::text as plan, v.version_no, v.agreed_up_to_minor, v.total_minor from plan_versions v join plans p on p.id = v.plan_id
where v.agreed_up_to_minor is not null and (v.agreed_up_to_currency <> p.currency or v.total_minor > v.agreed_up_to_minor)

-- A rule that was switched on had been tested over past invoices with exactly its values
select r.version, r.code, r.customer_id, r.product_id, r.params, t.params as tested_params
from issue_rules r left join issue_rule_tests t on t.id = r.test_id
where not issue_rule_fits(r.code, r.params)
  or (r.state = 'on' and not r.delivered and (t.id is null or t.tested_at > r.changed_at
    or (t.code, t.severity, t.customer_id, t.product_id, t.params) is distinct from (r.code, r.severity, r.customer_id, r.product_id, r.params)))
  or (r.delivered and (r.changed_by is not null or r.customer_id is not null or r.product_id is not null))

-- What the bank's lines were explained by without a person was allowed by counts that show the chosen precision, or by a confirmed rule
select e.id::text, e.how, 'nothing allowed it' as fault from bank_explanations e
where e.how <> 'person' and not exists (select from bank_automatic_postings p where p.explanation_id = e.id)
union all
select e.id::text, e.how, 'not of its class or rule' from bank_automatic_postings p join bank_explanations e on e.id = p.explanation_id
left join bank_gate_openings o on o.id = p.opening_id
where (p.opening_id is not null and (e.how <> 'automatic' or e.sureness is distinct from 'exact' or e.evidence_class is distinct from o.evidence_class))
  or (p.rule_id is not null and (e.how <> 'rule' or e.evidence_class is distinct from 'rule/' || p.rule_id))
union all
select o.id::text, o.evidence_class, 'below the choice of its moment, or more than its counts show' from bank_gate_openings o
join bank_posting_choices c on c.version = o.choice_version
where not c.posts_alone or o.bound_ppm < c.precision_ppm
  or not case o.source when 'own-history' then bank_bound_holds(o.own_right, o.own_seen, o.bound_ppm)
    else o.own_right = o.own_seen and bank_bound_holds(o.shipped_right, o.shipped_seen, o.bound_ppm) end
union all
select t.rule_id::text, r.kind, 'money of a customer by a rule alone' from bank_rule_ticks t join bank_rules r on r.id = t.rule_id
where t.posts_alone and r.kind = 'on-account'

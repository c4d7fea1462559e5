-- What a dispute taught was said once it had been decided, by a cause as it then held
select l.id::text, l.dispute_id::text, c.code, c.version from dispute_learnings l join dispute_causes c on c.version = l.cause_version
where not exists (select from dispute_stages s where s.dispute_id = l.dispute_id and s.to_state in ('decided', 'closed') and s.changed_at <= l.learned_at)
  or c.state = 'off'

-- A recipe is past the days it ran on, and what it issued by itself needed no review
select e.name, e.next_on, max(d.due_on) as ran_on
from run_recipes e join run_recipe_days d on d.recipe_id = e.id
where e.next_on is not null
group by e.id having max(d.due_on) >= e.next_on
union all
select r.number, null, d.due_on
from run_recipe_days d join billing_runs r on r.id = d.run_id
where r.issued_by is null and r.issue_started_at is not null and (r.review_needed or not d.unattended)

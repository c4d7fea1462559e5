-- What a delivery that did not arrive teaches: bill it by the number of its ticket or delivery note.
insert into dispute_causes (code, label, department, prevention, issue_rule, reasons, changed_by_name, changed_at)
select code, label, department, 'Bill from a signed ticket: no delivery without its number.', 'proof-missing', reasons, 'as delivered', now()
from (select distinct on (code) * from dispute_causes order by code, version desc) newest
where code = 'not_delivered' and issue_rule is null and changed_by_name = 'as delivered';

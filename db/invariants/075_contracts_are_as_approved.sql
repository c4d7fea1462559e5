-- The lines and prices billed by are those of the approved version, each and no other
with terms as (
  select c.id, c.number, t.* from contracts c join contract_versions v on v.contract_id = c.id and v.version_no = c.version_no
    cross join jsonb_to_recordset(v.terms -> 'lines') as t ("lineNo" smallint, "productId" uuid, cycle text, "anchorOn" date, timing text, charge text,
      quantity numeric, "siteId" uuid, "priceListId" uuid, "startsOn" date, "endsOn" date, deferred boolean, prices jsonb)),
lines as (select l.* from contract_lines l where l.withdrawn_in_version is null)
select coalesce(t.number, c.number) as number, coalesce(t."lineNo", l.line_no) as line_no, 'line' as fault
from terms t full join lines l on l.contract_id = t.id and l.line_no = t."lineNo" left join contracts c on c.id = l.contract_id
where row(t."productId", t.cycle, t."anchorOn", t.timing, t.charge, t.quantity, t."siteId", t."priceListId", t."startsOn", t."endsOn", t.deferred)
  is distinct from row(l.product_id, l.cycle, l.anchor_on, l.timing, l.charge, l.quantity, l.site_id, l.price_list_id, l.starts_on, l.ends_on, l.deferred)
union all
select t.number, t."lineNo", format('price from %s', x.from_on)
from terms t join lines l on l.contract_id = t.id and l.line_no = t."lineNo"
cross join lateral (
  select coalesce(a."validFromOn", p.valid_from_on) as from_on
  from (select * from jsonb_to_recordset(t.prices) as r ("validFromOn" date, "validToOn" date, scheme jsonb)) as a
  full join (select * from contract_prices o where o.contract_line_id = l.id and o.withdrawn_in_version is null) as p on p.valid_from_on = a."validFromOn"
  where row(a."validFromOn", a."validToOn", a.scheme) is distinct from row(p.valid_from_on, p.valid_to_on, p.scheme)) as x

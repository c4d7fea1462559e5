-- The explanation of an invoice line adds up to the line: its segments, less what was billed before
select s.invoice_id, s.line_no, l.net_minor, s.explanation ->> 'netMinor' as explained
from invoice_line_sources s join invoice_lines l on l.invoice_id = s.invoice_id and l.line_no = s.line_no
where (s.explanation ->> 'netMinor')::bigint <> l.net_minor
  or (select coalesce(sum((g ->> 'netMinor')::bigint), 0) from jsonb_array_elements(s.explanation -> 'segments') g)
    - (s.explanation ->> 'billedBeforeMinor')::bigint <> l.net_minor
  or exists (select from jsonb_array_elements(s.explanation -> 'segments') g
    where (select coalesce(sum((t ->> 'amountMinor')::bigint), 0) from jsonb_array_elements(g -> 'steps') t) <> (g ->> 'netMinor')::bigint)

-- Currency clearing holds nothing in base
-- A payment used in another currency passes through 7090 at one base amount: what goes in comes out.
select sum(base_minor) as left_minor from entry_lines where account_code = '7090' having sum(base_minor) <> 0

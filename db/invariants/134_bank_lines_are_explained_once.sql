-- What a line of the bank was explained by adds up to it, and a line has one explanation that stands
select f.line_id::text, f.fault from bank_line_faults() f

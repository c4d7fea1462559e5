-- A stored statement of the bank holds the lines it counts, they add up, and opening plus lines is closing unless the difference is named
select f.import_id::text, f.fault from bank_import_faults() f

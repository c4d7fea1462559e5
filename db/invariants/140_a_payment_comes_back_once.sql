-- A payment came back whole, or in parts that are together no more than it and owed again as posted
select f.payment_id::text, f.fault from returned_part_faults() f

-- What an explanation of a bank line says it posted is posted, once, and undone it is mirrored
-- And what was posted before is linked by standing explanations no further than it goes.
select f.explanation_id, f.fault from bank_posting_faults() f

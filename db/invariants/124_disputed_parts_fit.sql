-- Contested parts make the amount of their dispute, are no more than their lines, and end with it
select dispute_id, hold_id, why from dispute_faults where law = 'dispute_parts_fit'

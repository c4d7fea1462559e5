-- What is contested is held, just that and by one living dispute each
select dispute_id, hold_id, why from dispute_faults where law = 'dispute_hold_is_its'

-- A closed dispute says how it ended, as its newest decision says
select dispute_id, hold_id, why from dispute_faults where law = 'dispute_ended_as_decided'

-- The credit note of a decision is of its invoice and amount, was decided as it was, and names the dispute
select dispute_id, hold_id, why from dispute_faults where law = 'dispute_credit_names_it'

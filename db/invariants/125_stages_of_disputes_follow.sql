-- A dispute stands where its stages led, each beginning where the one before ended
select dispute_id, hold_id, why from dispute_faults where law = 'dispute_stage_follows'

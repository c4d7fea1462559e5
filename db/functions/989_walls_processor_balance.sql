-- The processor's money: the worker takes it in and posts it, the back office reads it. Customers and partners see nothing of it.
grant insert on processor_transactions, processor_fees, processor_exchanges, payouts, payout_parts, payout_postings, chargebacks, chargeback_steps to tallystick_worker;
grant update (state, arrives_on, bank_reference, failure_text, parts_taken_at, changed_at) on payouts to tallystick_worker;
grant update (state, changed_at) on chargebacks to tallystick_worker;
grant execute on function processor_cost(processor_transactions) to tallystick_staff, tallystick_worker;

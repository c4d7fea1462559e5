-- Account 2300 is exactly the refunds approved and not yet paid, failed or cancelled
-- Per currency: refunds whose last step is approved, sent or accepted make the balance of refunds payable.
with payable as (
  select currency, -sum(amount_minor) as minor from entry_lines where account_code = '2300' group by currency),
waiting as (
  select r.currency, sum(r.amount_minor) as minor from refunds r
  where not exists (select 1 from refund_events e where e.refund_id = r.id and e.kind in ('paid', 'failed', 'cancelled')) group by r.currency)
select currency, payable.minor as payable_minor, waiting.minor as waiting_minor from payable full join waiting using (currency)
where coalesce(payable.minor, 0) <> coalesce(waiting.minor, 0)

-- Processor clearing is what the processor holds, but for what one side has not told yet
-- Per currency: 1030 by its postings, less the money of ours that the processor's movements do not show yet, equals the sum of
-- the movements taken in, less those we have not booked yet. Each side's leftovers are found document by document, by reference.
with told as (
  select t.currency, t.net_minor, t.fee_minor, t.kind, t.id, t.amount_minor, t.source_ref, t.intent_ref from processor_transactions t),
ours as (
  -- Money that came and money that came back, by the processor's name of the payment.
  select p.currency, p.amount_minor as amount, p.processor_ref as intent, null::text as source, array['charge'] as kinds, null::uuid as told
    from payments p where p.method in ('card', 'direct_debit') and not exists (select from chargeback_steps s where s.payment_id = p.id)
  union all
  select p.currency, -p.amount_minor, p.processor_ref, s.dispute_ref, case when s.dispute_ref is null then array['charge_failure', 'chargeback'] else array['chargeback'] end, null
    from payment_reversals r join payments p on p.id = r.payment_id and p.method in ('card', 'direct_debit')
    left join lateral (select c.dispute_ref from chargebacks c join chargeback_steps x on x.chargeback_id = c.id
      where c.payment_id = p.id and x.kind = 'withdrawn' and x.debit_item_id is null limit 1) s on true
    where not exists (select from chargeback_steps x where x.payment_id = p.id)
  union all
  select c.currency, case s.kind when 'withdrawn' then -s.amount_minor else s.amount_minor end, null, c.dispute_ref,
      array[case s.kind when 'withdrawn' then 'chargeback' else 'chargeback_won' end], null
    from chargeback_steps s join chargebacks c on c.id = s.chargeback_id where s.debit_item_id is not null or s.payment_id is not null
  union all
  select p.currency, -p.amount_minor, null, null, '{}', null from payment_reversals r join payments p on p.id = r.payment_id
    join chargeback_steps x on x.payment_id = p.id
  union all
  select f.currency, case when e.kind = 'paid' then -f.amount_minor else f.amount_minor end, null, a.processor_ref,
      array[case when e.kind = 'paid' then 'refund' else 'refund_failure' end], null
    from refunds f join refund_events e on e.refund_id = f.id
    left join lateral (select x.processor_ref from refund_events x where x.refund_id = f.id and x.processor_ref is not null limit 1) a on true
    where f.method = 'original' and (e.kind = 'paid' or (e.kind = 'failed' and exists (select from refund_events b where b.refund_id = f.id and b.kind = 'paid')))
  union all
  select p.currency, case d.kind when 'paid' then -p.amount_minor else p.amount_minor end, null, p.ref,
      array[case d.kind when 'paid' then 'payout' else 'payout_failure' end], null
    from payout_postings d join payouts p on p.id = d.payout_id
  union all
  -- Settled in another currency: what was paid left, what was settled came.
  select x.currency, -x.amount_minor, null, null, '{}', null from processor_exchanges x
  union all
  select t.currency, t.amount_minor, null, null, '{}', t.id from processor_exchanges x join processor_transactions t on t.id = x.transaction_id),
matched as (
  select o.currency, o.amount, t.id as told_id from ours o
  left join lateral (select x.id from told x where x.id = o.told or (x.kind = any (o.kinds) and x.currency = o.currency and x.amount_minor = o.amount
    and (x.source_ref = o.source or (o.source is null and x.intent_ref = o.intent))) limit 1) t on true),
ahead as (select currency, sum(amount) as amount from matched where told_id is null group by currency),
behind as (select t.currency, sum(t.amount_minor) as amount from told t where t.kind <> 'fee' and not exists (select from matched m where m.told_id = t.id) group by t.currency),
unpaid_fees as (select t.currency, sum(processor_cost(t)) as amount from processor_transactions t
  where not exists (select from processor_fees f where f.transaction_id = t.id) group by t.currency),
held as (select currency, sum(net_minor) as amount from told group by currency),
booked as (select currency, sum(amount_minor) as amount from entry_lines where account_code = '1030' group by currency)
select currency, booked.amount as booked_minor, held.amount as held_minor
from booked full join held using (currency) left join ahead using (currency) left join behind using (currency) left join unpaid_fees using (currency)
where coalesce(booked.amount, 0) - coalesce(ahead.amount, 0)
  <> coalesce(held.amount, 0) - coalesce(behind.amount, 0) + coalesce(unpaid_fees.amount, 0)

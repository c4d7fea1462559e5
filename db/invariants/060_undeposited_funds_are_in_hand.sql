-- Undeposited funds are the cheques and the cash in hand
-- Account 1020, per currency and in base, equals what was received and neither banked nor returned.
with ledger as (
  select currency, sum(amount_minor) as minor, sum(base_minor) as base from entry_lines where account_code = '1020' group by 1),
in_hand as (select currency, sum(amount_minor) as minor, sum(base_minor) as base from money_in_hand() group by 1)
select currency, ledger.minor as ledger_minor, in_hand.minor as in_hand_minor, ledger.base as ledger_base, in_hand.base as in_hand_base
from ledger full join in_hand using (currency)
where coalesce(ledger.minor, 0) <> coalesce(in_hand.minor, 0) or coalesce(ledger.base, 0) <> coalesce(in_hand.base, 0)

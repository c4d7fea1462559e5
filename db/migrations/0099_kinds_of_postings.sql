-- Every event of the design's posting table has its own kind, so that no report has to guess from accounts.
alter table entries drop constraint entries_kind_check;
alter table entries add constraint entries_kind_check check (kind in
  ('opening_balance', 'invoice', 'debit_note', 'credit_note', 'payment', 'payment_reversal', 'transfer', 'processor_fee', 'payout', 'deposit',
   'revenue_release', 'discount', 'withholding', 'bank_charge', 'small_difference', 'deduction', 'write_off', 'tax_relief', 'recovery',
   'refund', 'refund_paid', 'refund_failed', 'refund_cancelled', 'loss_allowance', 'chargeback', 'chargeback_fee', 'chargeback_won',
   'exchange', 'revaluation', 'revaluation_reversal', 'currency_clearing', 'credit_balances', 'credit_balances_reversal',
   'unidentified_receipt', 'receipt_identified'));

alter table open_items drop constraint open_items_kind_check;
alter table open_items add constraint open_items_kind_check check (kind in
  ('opening_balance', 'invoice', 'debit_note', 'credit_note', 'payment', 'payment_reversal', 'transfer', 'discount', 'withholding', 'bank_charge',
   'small_difference', 'deduction', 'write_off', 'recovery', 'refund', 'refund_failed', 'refund_cancelled', 'chargeback', 'chargeback_won',
   'currency_clearing', 'receipt_identified'));

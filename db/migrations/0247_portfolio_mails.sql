-- A collector is told by mail that their pack is ready; the mail holds a link and no customer's data.
alter table messages
  drop constraint messages_kind_check,
  add constraint messages_kind_check check (kind in ('invoice', 'invoices', 'receipt', 'statement', 'reminder', 'payment_failed',
    'payment_processing', 'sign_in', 'refund_sent', 'refund_paid', 'refund_failed', 'cheque_returned', 'portfolio'));

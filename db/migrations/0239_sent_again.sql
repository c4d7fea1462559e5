-- What came back may be sent again to the mended address: a step of its own, so that the sending stands as waiting again.
alter table delivery_events drop constraint delivery_events_kind_check;
alter table delivery_events add constraint delivery_events_kind_check check (kind in
  ('ordered', 'held', 'withdrawn', 'suppressed', 'sent', 'delivered', 'bounced', 'failed', 'opened', 'shown', 'printed', 'reprinted', 'posted',
   'assigned', 'handed_over', 'not_handed_over', 'submitted', 'accepted', 'rejected', 'paid_on', 'retried'));

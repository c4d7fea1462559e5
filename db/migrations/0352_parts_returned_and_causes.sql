-- A part of a payment may come back, and an undoing says whether the match was to blame.

alter table bank_line_links drop constraint bank_line_links_kind_check;
alter table bank_line_links add constraint bank_line_links_kind_check check (kind in
  ('payment', 'unidentified', 'payout', 'deposit', 'payment_reversal', 'returned_part', 'refund', 'existing_payment', 'bank_charge', 'interest',
   'transfer', 'not_ours', 'given_back'));
create index bank_line_links_by_returned_part on bank_line_links (subject_id) where kind = 'returned_part';

-- What was undone before nobody was asked; it counts against the match, as it did.
alter table bank_explanation_undoings add column cause text not null default 'unsaid'
  constraint bank_explanation_undoings_cause_check
  check (cause in ('unsaid', 'wrong-customer', 'wrong-item', 'wrong-amount', 'other', 'asked-otherwise', 'too-early'));
comment on column bank_explanation_undoings.cause is
  'What was wrong. asked-otherwise and too-early are no mistake of who matched: they count neither for nor against a class.';

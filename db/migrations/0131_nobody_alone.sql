-- Bank details and closed months are opened by two people, whatever the settings say.

alter table approval_rules add constraint approval_rules_never_alone_check
  check (kind not in ('bank_details', 'period_reopen') or alone_up_to_minor = 0);

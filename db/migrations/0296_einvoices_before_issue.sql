-- Before an invoice is issued it is asked whether the e-invoice its customer takes can be made of it: a name, address or tax
-- number entered afterwards no longer counts for it.

insert into issue_rules (code, severity, params, state, delivered, reason, changed_by_name, changed_at)
values ('einvoice-incomplete', 'block', '{}', 'on', true, 'as delivered', '', now());

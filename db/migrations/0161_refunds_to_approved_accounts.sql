-- A refund by bank names the approved version of the customer's bank account; the details stand there and nowhere else.
alter table refunds drop constraint refunds_way_check;
alter table refunds drop column payee_name, drop column payee_iban, drop column payee_bic;
alter table refunds add column bank_account_id uuid constraint refunds_bank_account_fk references customer_bank_accounts (id);
alter table refunds add constraint refunds_way_check
  check (case method when 'original' then payment_id is not null and bank_account_id is null else payment_id is null and bank_account_id is not null end);

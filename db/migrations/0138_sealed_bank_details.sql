-- Where money goes is sealed: a seal finds the last rows by the transaction that wrote them.

create index customer_bank_accounts_by_xid on customer_bank_accounts (xid);
create index company_bank_versions_by_xid on company_bank_versions (xid);

-- A file for import is looked at first and confirmed by its id: it waits here in between.

create table import_files (
  id uuid primary key default uuidv7(),
  kind text not null constraint import_files_kind_check check (kind in ('customers', 'invoices')),
  file_name text not null constraint import_files_name_check check (length(file_name) between 1 and 200),
  sha256 text not null constraint import_files_sha256_check check (sha256 ~ '^[0-9a-f]{64}$'),
  content bytea not null constraint import_files_size_check check (octet_length(content) between 1 and 10485760),
  uploaded_by uuid constraint import_files_user_fk references users (id),
  uploaded_at timestamptz not null,
  expires_at timestamptz not null,
  constraint import_files_expiry_check check (expires_at > uploaded_at)
);
comment on table import_files is 'Uploaded files between the dry run and the import, for some hours. Swept when the next file comes.';
create index import_files_by_expiry on import_files (expires_at);

-- C-1 and c-1 are one customer to every person who reads them.
create unique index customers_number_folded_unique on customers (lower(number));
create index customers_number_search on customers (upper(number) text_pattern_ops);

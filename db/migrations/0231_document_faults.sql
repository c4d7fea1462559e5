-- A file that could not be made: why, how often it was tried, and when it is tried again. A document without its file is
-- never sent, so somebody must be able to see why it waits.
create table document_faults (
  kind text not null constraint document_faults_kind_check check (kind in ('invoice', 'receipt', 'provisional_receipt', 'reminder', 'einvoice')),
  subject_id uuid not null,
  customer_id uuid not null constraint document_faults_customer_fk references customers (id),
  reason text not null constraint document_faults_reason_check check (char_length(reason) between 1 and 2000),
  deliver boolean not null default false,
  tries int not null default 1 constraint document_faults_tries_check check (tries > 0),
  failed_at timestamptz not null,
  next_try_at timestamptz not null,
  mended_at timestamptz,
  constraint document_faults_pk primary key (kind, subject_id),
  constraint document_faults_next_check check (next_try_at >= failed_at),
  constraint document_faults_mended_check check (mended_at >= failed_at)
);
comment on table document_faults is 'Files of documents that could not be made, until they could: reason, tries, and by when the next one comes. State, not history.';
create index document_faults_by_next_try on document_faults (next_try_at) where mended_at is null;
create index document_faults_by_customer on document_faults (customer_id);

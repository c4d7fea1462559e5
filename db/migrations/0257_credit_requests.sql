-- What a customer wants done with credit they have not used: set against an invoice, or given back. A colleague answers.
create table credit_requests (
  id uuid constraint credit_requests_pkey primary key default uuidv7(),
  customer_id uuid not null constraint credit_requests_customer_fk references customers (id),
  open_item_id uuid not null constraint credit_requests_item_fk references open_items (id),
  wish text not null constraint credit_requests_wish_check check (wish in ('apply', 'refund')),
  note text not null default '' constraint credit_requests_note_check check (length(note) <= 1000),
  asked_by uuid,
  asked_by_name text not null,
  asked_at timestamptz not null,
  answered_by uuid constraint credit_requests_answerer_fk references users (id),
  answered_by_name text,
  answered_at timestamptz,
  answer text,
  constraint credit_requests_answered_check check ((answered_at is null) = (answered_by_name is null) and (answered_at is null) = (answer is null)),
  constraint credit_requests_answer_check check (btrim(answer) <> '' and length(answer) <= 1000),
  constraint credit_requests_order_check check (answered_at >= asked_at)
);
comment on table credit_requests is 'What a customer asks to be done with one of their unused credits, and what a colleague answered. One at a time for each credit; asked and answered once, never changed.';
create unique index credit_requests_one_waiting_unique on credit_requests (open_item_id) where answered_at is null;
create index credit_requests_by_customer on credit_requests (customer_id, asked_at desc);
create index credit_requests_waiting on credit_requests (asked_at, id) where answered_at is null;

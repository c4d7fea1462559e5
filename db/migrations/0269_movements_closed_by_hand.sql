-- A movement at the processor that no rule of ours explains is looked into by a person, who says what it was.
create table movement_closings (
  transaction_id uuid constraint movement_closings_pkey primary key constraint movement_closings_transaction_fk references processor_transactions (id),
  note text not null constraint movement_closings_note_check check (btrim(note) <> '' and length(note) <= 1000),
  closed_by uuid constraint movement_closings_closer_fk references users (id),
  closed_by_name text not null,
  closed_at timestamptz not null
);
comment on table movement_closings is 'What a person found out about a movement that no posting of ours explains: written once, it posts nothing. Never updated.';

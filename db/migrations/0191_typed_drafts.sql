-- What is typed into a draft is kept as it stands, every few seconds, so that a closed window loses nothing.
alter table invoice_drafts add column typed jsonb constraint invoice_drafts_typed_check check (jsonb_typeof(typed) = 'object');
comment on column invoice_drafts.typed is 'The fields of the form as typed since the draft was saved, mistakes and half words included; saving takes their place.';

-- A message whose fate is unknown is repeated word for word, link included: the provider then sends nothing twice.

alter table messages
  add column sealed_mail text,
  add column sealed_at timestamptz,
  add constraint messages_sealed_check check ((sealed_mail is null) = (sealed_at is null));
comment on column messages.sealed_mail is 'The composed mail, encrypted, while it waits; emptied when its fate is known. No token stands readable in a table.';

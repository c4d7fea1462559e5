-- Nobody can be spared what the law wants them to be sent: an opt-out names an optional kind of mail or none.
alter table contact_opt_outs add constraint contact_opt_outs_optional_check check (message_kind in ('statement'));

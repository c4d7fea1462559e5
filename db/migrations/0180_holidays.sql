-- Days on which the banks are shut, so that a clock of working days can be told.

create table holidays (
  calendar text not null constraint holidays_calendar_check check (calendar ~ '^[A-Z]{2}$'),
  holiday_on date not null,
  name text not null constraint holidays_name_check check (length(btrim(name)) between 1 and 140),
  constraint holidays_pkey primary key (calendar, holiday_on)
);
comment on table holidays is 'Bank holidays by calendar; a calendar is named by the country it is of (ISO 3166), and the company follows its own country''s. Weekends are a rule, not rows.';

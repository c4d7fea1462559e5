-- How many days billing and delivery may take before the report of late money calls them late: a setting with its days.
alter table company_versions
  drop constraint company_versions_what_check,
  add constraint company_versions_what_check
    check (what in ('names', 'tax_number', 'help', 'branding', 'mail', 'time_zone', 'languages', 'terms', 'tax_rate', 'series', 'surcharge',
      'days_allowed'));

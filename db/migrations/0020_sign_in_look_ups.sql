-- A mailed code is looked up by the browser that asked for it; a scoped link can only name invoices that exist.
create index sign_in_links_by_browser on sign_in_links (browser_hash);

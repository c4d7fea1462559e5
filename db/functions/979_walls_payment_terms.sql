-- Checks of drafts and invoices count due dates as whoever writes them.
grant execute on function due_date(text, integer, date) to tallystick_staff, tallystick_worker;

-- Removed methods are given up by the sweep: no request orders that.
delete from portal_queues where queue = 'detach-saved-method';

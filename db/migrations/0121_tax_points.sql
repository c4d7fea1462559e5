-- The tax listing reads documents by their tax point.
create index invoices_by_tax_point on invoices (tax_point_on, id);

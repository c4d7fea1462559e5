-- Every pay page asks which of a customer's invoices are being paid at this moment: few rows of many.
create index payment_attempt_items_live on payment_attempt_items (customer_id) where live;

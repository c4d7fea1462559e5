import { type RawBuilder, sql } from 'kysely';

/** The number a person knows an open item by, as SQL over `alias`: of its document, payment, write-off or refund. */
export const itemNumber = (alias: string): RawBuilder<string> => {
  const source = sql.ref(`${alias}.source_id`);
  return sql<string>`coalesce((select number from invoices where id = ${source}), (select number from payments where id = ${source}),
    (select number from write_offs where id = ${source}), (select number from refunds where id = ${source}), '')`;
};

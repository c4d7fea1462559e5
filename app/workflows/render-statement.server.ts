import { assert } from '#app/kernel/assert.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { groupStatementPdf, statementPdf } from '#app/modules/documents/templates/pdf-jobs.ts';
import type { GroupStatement, Statement } from '#app/modules/statements/types.ts';
import type { Producer } from './produce-document.server.ts';
import { renderDocument } from './render-document.server.ts';
import { sellerOn } from './seller-of-day.server.ts';
import { groupStatementDocument, statementDocument } from './statement-props.ts';

/**
 * The PDF of a statement that was just read, made on demand and not stored: it can be asked for again for the same dates.
 * The caller has proved that the person may see this customer. Rejects with PdfError when the renderer is busy.
 */
export async function renderStatement(outside: Producer, statement: Statement): Promise<Uint8Array> {
  const [seller, customer] = await Promise.all([
    sellerOn(outside.db, dayOf(statement)),
    getCustomer(outside.db, statement.customerId),
  ]);
  assert(customer, `customer ${statement.customerId} of a statement is gone`);
  const document = statementDocument(statement, { ...seller, customer, link: `${outside.baseUrl}/` });
  return renderDocument(outside, statementPdf(document));
}

/** The same for a group, addressed to its parent. The caller has proved that the person may see each of its members. */
export async function renderGroupStatement(
  outside: Pick<Producer, 'db' | 'files' | 'pdf'>,
  statement: GroupStatement,
): Promise<Uint8Array> {
  const [{ company, branding }, customer] = await Promise.all([
    sellerOn(outside.db, dayOf(statement)),
    getCustomer(outside.db, statement.parent.id),
  ]);
  assert(customer, `customer ${statement.parent.id} of a statement is gone`);
  return renderDocument(outside, groupStatementPdf(groupStatementDocument(statement, { company, branding, customer })));
}

/** The company on the statement's last day, as known at its seal: run again at the same seal it looks the same. */
const dayOf = ({ toOn, knownAt }: Pick<Statement, 'toOn' | 'knownAt'>) => ({
  on: toOn,
  ...(knownAt ? { knownAt: knownAt.sealedAt } : {}),
});

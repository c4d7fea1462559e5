import { assert } from '#app/kernel/assert.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import { listBankAccounts } from '#app/modules/company/queries/list-bank-accounts.server.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { groupStatementPdf, statementPdf } from '#app/modules/documents/templates/pdf-jobs.ts';
import type { GroupStatement, Statement } from '#app/modules/statements/types.ts';
import type { Producer } from './produce-document.server.ts';
import { groupStatementDocument, statementDocument } from './statement-props.ts';

/**
 * The PDF of a statement that was just read, made on demand and not stored: it can be asked for again for the same dates.
 * The caller has proved that the person may see this customer. Rejects with PdfError when the renderer is busy.
 */
export async function renderStatement(
  outside: Pick<Producer, 'db' | 'pdf' | 'baseUrl'>,
  statement: Statement,
): Promise<Uint8Array> {
  const [company, banks, customer] = await Promise.all([
    getCompany(outside.db),
    listBankAccounts(outside.db),
    getCustomer(outside.db, statement.customerId),
  ]);
  assert(customer, `customer ${statement.customerId} of a statement is gone`);
  return outside.pdf.render(
    statementPdf(statementDocument(statement, { company, customer, banks, link: `${outside.baseUrl}/` })),
  );
}

/** The same for a group, addressed to its parent. The caller has proved that the person may see each of its members. */
export async function renderGroupStatement(
  outside: Pick<Producer, 'db' | 'pdf'>,
  statement: GroupStatement,
): Promise<Uint8Array> {
  const [company, customer] = await Promise.all([getCompany(outside.db), getCustomer(outside.db, statement.parent.id)]);
  assert(customer, `customer ${statement.parent.id} of a statement is gone`);
  return outside.pdf.render(groupStatementPdf(groupStatementDocument(statement, { company, customer })));
}

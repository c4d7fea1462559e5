import { sentence } from '#app/guards/guarded-request.server.ts';
import { currency as knownCurrency, parseCurrency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { readPeriod } from '#app/modules/statements/forms.ts';
import { getStatement } from '#app/modules/statements/queries/get-statement.server.ts';
import { statementChoices } from '#app/modules/statements/queries/statement-choices.server.ts';
import type { Statement } from '#app/modules/statements/types.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { csvResponse } from '#app/platform/http/csv-response.server.ts';
import { downloadResponse } from '#app/platform/http/download-response.server.ts';
import { renderStatement } from '#app/workflows/render-statement.server.ts';
import { webProducer } from '#app/workflows/web-outside.server.ts';
import { foundOr404 } from './give-file.server.ts';
import { statementColumns, statementLines } from './statement-columns.ts';

/** The statement an address asks for by `from`, `to` and `currency`; without a currency the customer's first one. */
export async function askedStatement(
  db: ReadDb,
  url: URL,
  of: { customerId: string; today: PlainDate },
): Promise<Statement> {
  const asked = url.searchParams;
  const period = readPeriod({ from: asked.get('from'), to: asked.get('to') }, of.today);
  if (!period.ok)
    throw sentence(422, 'These are no dates of a statement. Go back and choose the first and the last day.');
  const choices = await statementChoices(db, of);
  const code = parseCurrency(asked.get('currency') ?? '') ?? choices[0]?.currency;
  return getStatement(db, {
    customerId: of.customerId,
    currency: knownCurrency(foundOr404(code, 'statement')),
    ...period.value,
  });
}

type Named = { statement: Statement; customerNumber: string };

const fileName = ({ statement, customerNumber }: Named, ending: string): string =>
  `statement_${customerNumber}_${statement.fromOn}_${statement.toOn}_${statement.currency}.${ending}`;

export async function statementPdfResponse(named: Named): Promise<Response> {
  const body = await renderStatement(webProducer(), named.statement);
  return downloadResponse({ body, fileName: fileName(named, 'pdf'), contentType: 'application/pdf' });
}

export const statementCsvResponse = (named: Named): Response =>
  csvResponse({
    fileName: fileName(named, 'csv'),
    columns: statementColumns(named.statement),
    rows: statementLines(named.statement),
  });

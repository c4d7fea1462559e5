import { sentence } from '#app/guards/guarded-request.server.ts';
import { currency as knownCurrency, parseCurrency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { sealOrFind } from '#app/modules/ledger/commands/seal-or-find.server.ts';
import { noSuchSealWords } from '#app/modules/ledger/forms.ts';
import type { Seal } from '#app/modules/ledger/types.ts';
import { readForm, readPeriod } from '#app/modules/statements/forms.ts';
import { getStatement } from '#app/modules/statements/queries/get-statement.server.ts';
import { statementChoices } from '#app/modules/statements/queries/statement-choices.server.ts';
import type { Statement } from '#app/modules/statements/types.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { csvResponse } from '#app/platform/http/csv-response.server.ts';
import { downloadResponse } from '#app/platform/http/download-response.server.ts';
import { statementFileName } from '#app/workflows/keep-statement.server.ts';
import { renderStatement } from '#app/workflows/render-statement.server.ts';
import { webProducer } from '#app/workflows/web-outside.server.ts';
import { foundOr404 } from './give-file.server.ts';
import { statementColumns, statementLines } from './statement-columns.ts';

/**
 * The seal a statement's address asks for by `known`; without one a new seal, so that what leaves the house can be run
 * again. Call it before the reading transaction.
 */
export async function askedSeal(db: Parameters<typeof sealOrFind>[0], url: URL): Promise<Seal> {
  const seal = await sealOrFind(db, url.searchParams.get('known'));
  if (!seal.ok) throw sentence(404, noSuchSealWords(seal.refusal));
  return seal.value;
}

/** The statement an address asks for by `from`, `to` and `currency`; without a currency the customer's first one. */
export async function askedStatement(
  db: ReadDb,
  url: URL,
  of: { customerId: string; today: PlainDate; knownAt: Seal },
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
    knownAt: of.knownAt,
    form: readForm(asked.get('form')),
  });
}

type Named = { statement: Statement; customerNumber: string };

export async function statementPdfResponse(named: Named): Promise<Response> {
  const body = await renderStatement(webProducer(), named.statement);
  return downloadResponse({ body, fileName: statementFileName(named, 'pdf'), contentType: 'application/pdf' });
}

export const statementCsvResponse = (named: Named): Response =>
  csvResponse({
    fileName: statementFileName(named, 'csv'),
    columns: statementColumns(named.statement),
    rows: statementLines(named.statement),
  });

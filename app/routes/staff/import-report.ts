import type { CsvProblem } from '#app/kernel/csv-records.ts';
import type { Money } from '#app/kernel/money.ts';
import type { Result } from '#app/kernel/result.ts';
import type { PricesImport } from '#app/modules/catalog/commands/import-prices.server.ts';
import type { RatesImport } from '#app/modules/currencies/commands/import-rates.server.ts';
import type { CustomerImport } from '#app/modules/customers/commands/import-customers.server.ts';
import type { ImportKind } from '#app/modules/files/types.ts';
import type { InvoiceImport } from '#app/modules/invoicing/commands/import-invoices.server.ts';
import type { OpeningImport } from '#app/modules/ledger/commands/import-opening-balances.server.ts';
import type { Taken } from '#app/modules/usage/types.ts';

export type ImportLine = { row: number; number: string; about: string; amount: Money | null; isNew: boolean };

/** Every kind of import as the page shows them. Long lists are cut; the counts are whole. */
export type ImportReport = {
  lines: ImportLine[];
  lineCount: number;
  problems: CsvProblem[];
  problemCount: number;
  fresh: number;
  existed: number;
  totals: Money[];
};

const SHOWN_MAX = 200;

/** What a dry run or an import answered, in one shape. */
export function asReport(kind: ImportKind, result: Result<object, object>): ImportReport {
  const answer = result.ok ? result.value : result.refusal;
  switch (kind) {
    case 'customers':
      return ofCustomers(answer as CustomerImport);
    case 'invoices':
      return ofInvoices(answer as InvoiceImport);
    case 'opening_balances':
      return ofOpening(answer as OpeningImport);
    case 'rates':
      return ofRates(answer as RatesImport);
    case 'prices':
      return ofPrices(answer as PricesImport);
    case 'usage':
    case 'readings':
    case 'orders':
      return ofTaken(answer as Taken);
  }
}

const shared = (problems: readonly CsvProblem[], lines: ImportLine[]) => ({
  lines: lines.slice(0, SHOWN_MAX),
  lineCount: lines.length,
  problems: problems.slice(0, SHOWN_MAX),
  problemCount: problems.length,
});

function ofCustomers({ rows, problems, created, existed }: CustomerImport): ImportReport {
  const lines = rows.map(({ row, number, name, outcome }) => ({
    row,
    number,
    about: name,
    amount: null,
    isNew: outcome === 'create',
  }));
  return { ...shared(problems, lines), fresh: created, existed, totals: [] };
}

function ofInvoices({ rows, problems, issued, existed, totals }: InvoiceImport): ImportReport {
  const lines = rows.map(({ row, number, customerNumber, total, outcome }) => ({
    row,
    number,
    about: customerNumber,
    amount: total,
    isNew: outcome === 'issue',
  }));
  return { ...shared(problems, lines), fresh: issued, existed, totals };
}

function ofOpening({ rows, problems, added, existed, totals }: OpeningImport): ImportReport {
  const lines = rows.map(({ row, number, customerNumber, amount, isNew }) => ({
    row,
    number,
    about: customerNumber,
    amount,
    isNew,
  }));
  return { ...shared(problems, lines), fresh: added, existed, totals: [...totals] };
}

function ofRates({ rows, problems, added, existed }: RatesImport): ImportReport {
  const lines = rows.map(({ row, currency, rateOn, rate, isNew }) => ({
    row,
    number: `${currency} ${rateOn}`,
    about: rate,
    amount: null,
    isNew,
  }));
  return { ...shared(problems, lines), fresh: added, existed, totals: [] };
}

function ofPrices({ rows, problems, added, existed }: PricesImport): ImportReport {
  const lines = rows.map(({ row, listCode, productCode, validFromOn, isNew }) => ({
    row,
    number: `${listCode} ${productCode}`,
    about: `from ${validFromOn}`,
    amount: null,
    isNew,
  }));
  return { ...shared(problems, lines), fresh: added, existed, totals: [] };
}

/** Rows come cut already, because a file of usage may be long; what was not added and not refused was there. */
function ofTaken({ rows, read, added, known, problems, problemCount }: Taken): ImportReport {
  const lines = rows.map(({ row, label, about, isNew }) => ({ row, number: label, about, amount: null, isNew }));
  return {
    lines,
    lineCount: read - problemCount,
    problems: [...problems],
    problemCount,
    fresh: added,
    existed: known,
    totals: [],
  };
}

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { CsvProblem } from '#app/kernel/csv-records.ts';
import type { Result } from '#app/kernel/result.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { importPrices } from '#app/modules/catalog/commands/import-prices.server.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import { importRates } from '#app/modules/currencies/commands/import-rates.server.ts';
import { importCustomers } from '#app/modules/customers/commands/import-customers.server.ts';
import { importInvoices } from '#app/modules/invoicing/commands/import-invoices.server.ts';
import { importOpeningBalances } from '#app/modules/ledger/commands/import-opening-balances.server.ts';
import { momentIn } from '#app/platform/clock/clock.server.ts';
import { inPreview, inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { importReceivables } from '#app/workflows/import-receivables.server.ts';
import { commandDatabase } from './command-database.ts';
import { isUsageImport, usageImport } from './import-usage.ts';
import { allowOptions, CommandRefused, dateOption, type Invocation } from './invocation.ts';

const BYTES_MAX = 200_000_000;
const IMPORTED = 'Customers, invoices, opening-balances, rates, prices, usage, readings, orders and receivables';
type Outcome = { problems: readonly CsvProblem[] };

/** Imports a file, all of it or nothing; with --dry-run the same command runs and is rolled back. Problems name row and field. */
export async function importFile(call: Invocation): Promise<number> {
  allowOptions(call, ['--dry-run', '--json', '--on', '--mapping']);
  const [what, file] = call.words;
  if (!what || !file) throw new CommandRefused('Say what to import and from which file.', { usage: true });
  const content = isUsageImport(what) ? new Uint8Array() : await readBytes(file);
  const { db } = await commandDatabase();
  const moment = momentIn((await getCompany(db)).timeZone);
  const streamed = isUsageImport(what) ? await usageImport(db, call, { kind: what, file, moment }) : null;
  const run = (tx: Tx): Promise<Result<Outcome, Outcome>> => {
    if (streamed) return streamed(tx);
    if (what === 'customers') return importCustomers(tx, SYSTEM, { content });
    if (what === 'invoices') return importInvoices(tx, SYSTEM, { content }, moment);
    if (what === 'rates') return importRates(tx, SYSTEM, { content });
    if (what === 'prices') return importPrices(tx, SYSTEM, { content, fileName: path.basename(file) }, moment);
    if (what === 'opening-balances')
      return importOpeningBalances(
        tx,
        SYSTEM,
        { content, effectiveOn: dateOption(call, '--on', moment.today) },
        moment,
      );
    if (what === 'receivables') return importReceivables(tx, SYSTEM, { content }, moment);
    throw new CommandRefused(`${IMPORTED} can be imported.`, { usage: true });
  };
  const dryRun = call.options.has('--dry-run');
  const result = await (dryRun ? inPreview(db, run) : inTransaction(db, run));
  return report(result, { dryRun, json: call.options.has('--json'), file });
}

async function readBytes(file: string): Promise<Uint8Array> {
  const content = await readFile(file).catch(() => {
    throw new CommandRefused(`The file ${file} cannot be read.`);
  });
  if (content.byteLength > BYTES_MAX)
    throw new CommandRefused(`The file is larger than ${BYTES_MAX / 1_000_000} MB. Split it and import the parts.`);
  return content;
}

function report(
  result: Result<Outcome, Outcome>,
  { dryRun, json, file }: { dryRun: boolean; json: boolean; file: string },
): number {
  const { problems, ...figures } = result.ok ? result.value : result.refusal;
  const counts = Object.fromEntries(Object.entries(figures).filter(([, value]) => typeof value === 'number'));
  if (json)
    process.stdout.write(
      `${JSON.stringify({ file, dryRun, imported: result.ok && !dryRun, ...counts, problems }, null, 2)}\n`,
    );
  else {
    for (const problem of problems)
      process.stderr.write(`row ${problem.row}${problem.field ? `, ${problem.field}` : ''}: ${problem.text}\n`);
    const figuresText = Object.entries(counts)
      .map(([name, count]) => `${name}: ${count}`)
      .join(', ');
    const verdict = !result.ok
      ? `Nothing was imported: ${problems.length} problems.`
      : dryRun
        ? 'Dry run, nothing was stored.'
        : 'Imported.';
    process.stdout.write(`${verdict} ${result.ok ? figuresText : ''}\n`);
  }
  return result.ok ? 0 : 1;
}

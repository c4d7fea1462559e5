import { minorToDecimal } from '#app/kernel/money.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import { ageing } from '#app/modules/ledger/queries/ageing.server.ts';
import { momentIn } from '#app/platform/clock/clock.server.ts';
import type { Db } from '#app/platform/db/pools.server.ts';
import { differencesFromTruth } from '../seed/compare-ageing.ts';
import { type FillProgress, type FillRates, fillLedger, OtherBookFound } from '../seed/fill-ledger.ts';
import { AGED_ON, madeBook } from '../seed/made-book.ts';
import { commandDatabase } from './command-database.ts';
import { allowOptions, CommandRefused, countOption, type Invocation } from './invocation.ts';

const CUSTOMERS_MIN = 2;
const STANDARD_RATE_BP = 2000;
const PROGRESS_MS = 1_000;
const DEFAULT_SEED = 42;

/**
 * Fills the database with three years of made receivables through the commands, in chunks that resume after a kill, and
 * compares the ageing of a past day with the made rows. Progress goes to standard error, totals to standard output.
 */
export async function seed(call: Invocation): Promise<number> {
  allowOptions(call, ['--customers', '--invoices', '--seed', '--json']);
  const size = {
    customers: countOption(call, '--customers'),
    invoices: countOption(call, '--invoices'),
    seed: countOption(call, '--seed', DEFAULT_SEED),
  };
  if (size.customers < CUSTOMERS_MIN)
    throw new CommandRefused(`--customers needs at least ${CUSTOMERS_MIN}.`, { usage: true });
  const { db } = await commandDatabase();
  const company = await getCompany(db);
  const book = madeBook(size);
  const onProgress = progressOf(size.invoices);
  const rates = await ratesOf(db);
  const filled = await fillLedger({
    ...{ db, book, rates, onProgress },
    currency: company.baseCurrency,
    moment: momentIn(company.timeZone),
  }).catch(refuseOtherBook);
  const differences = differencesFromTruth(await ageing(db, { asOf: AGED_ON }), filled.truth);
  const owed = [...filled.truth.values()].flat().reduce((sum, cents) => sum + cents, 0);
  const totals = {
    customers: size.customers,
    invoices: filled.invoices,
    existed: filled.existed,
    payments: filled.payments,
    invoiced: minorToDecimal(filled.totalCents, company.baseCurrency),
    open_on: AGED_ON as string,
    open: minorToDecimal(BigInt(owed), company.baseCurrency),
    differences: differences.length,
  };
  const lines = Object.entries(totals).map(([name, value]) => `${name}: ${value}`);
  process.stdout.write(call.options.has('--json') ? `${JSON.stringify(totals)}\n` : `${lines.join('\n')}\n`);
  for (const difference of differences.slice(0, 5)) process.stderr.write(`${difference}\n`);
  return differences.length === 0 ? 0 : 1;
}

function refuseOtherBook(error: unknown): never {
  if (error instanceof OtherBookFound)
    throw new CommandRefused(`${error.message} Use the same --seed, --customers and --invoices, or an empty database.`);
  throw error;
}

async function ratesOf(db: Db): Promise<FillRates> {
  const rows = await db.selectFrom('tax_categories').select(['code', 'rate_bp']).orderBy('code').execute();
  const standard = rows.find((row) => row.rate_bp === STANDARD_RATE_BP)?.code;
  const zero = rows.find((row) => row.rate_bp === 0)?.code;
  if (!standard || !zero)
    throw new CommandRefused('The work set needs a tax category of 20 % and one of 0 %. Add them and start again.');
  return { standard, zero };
}

/** Counts, rate and time left on standard error, at most once a second. */
function progressOf(invoices: number): (done: FillProgress) => void {
  const started = performance.now();
  let shown = 0;
  return (done) => {
    const at = performance.now();
    if (at - shown < PROGRESS_MS && done.invoices < invoices) return;
    shown = at;
    const perSecond = done.made / ((at - started) / 1000);
    const left = perSecond > 0 ? Math.ceil((invoices - done.invoices) / perSecond) : 0;
    process.stderr.write(
      `${done.invoices} of ${invoices} invoices, ${done.payments} payments, ${Math.round(perSecond)} invoices/s, ${left} s left\n`,
    );
  };
}

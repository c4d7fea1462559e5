import { buildIndex, type MatchIndex } from '#app/kernel/matching/match-index.ts';
import { type MatchedLine, matchLines } from '#app/kernel/matching/match-lines.ts';
import type { BankLine, Suggestion } from '#app/kernel/matching/types.ts';
import { SURENESS_WORDS, wordReasons } from '#app/kernel/matching/word-reasons.ts';
import { type Currency, minorToDecimal, parseCurrency } from '#app/kernel/money.ts';
import { allowOptions, CommandRefused, type Invocation } from './invocation.ts';
import { bankLines, readCustomers, readOpenItems } from './match-files.ts';

/** Lines that are thought of together: a statement of a busy day. Memory holds no more of them. */
const WINDOW_LINES = 20_000;

/**
 * Cash application on plain files: reads customers, open items and bank lines, nothing else and no database, and prints what it
 * would apply: line_id,invoice_id,amount, a row an application. What it leaves to a person has no row. `--json` prints each line
 * with its reasons and what else was thought of. `--least exact` applies only what is exact.
 */
export async function match(call: Invocation): Promise<number> {
  allowOptions(call, ['--customers', '--open', '--bank', '--currency', '--least', '--json']);
  const currency = parseCurrency(call.options.get('--currency') ?? 'EUR');
  if (currency === null)
    throw new CommandRefused(`${call.options.get('--currency')} is no currency in use.`, { usage: true });
  const least = call.options.get('--least') ?? 'likely';
  if (least !== 'exact' && least !== 'likely') throw new CommandRefused('--least is exact or likely.', { usage: true });
  if (call.words.length > 0) throw new CommandRefused(`${call.words[0]} is not understood here.`, { usage: true });
  const customers = await readCustomers(fileOf(call, '--customers'));
  const known = new Set(customers.map(({ id }) => id));
  const items = await readOpenItems(fileOf(call, '--open'), { customers: known, currency });
  const bank = fileOf(call, '--bank');
  // Read once to the end before anything is printed: of a file with a mistake nothing is matched.
  for await (const _ of bankLines(bank, currency));
  const index = buildIndex(items, customers);
  const print = call.options.has('--json') ? jsonPrinter(currency) : csvPrinter(currency);
  await write(print.head);
  for await (const lines of windowsOf(bankLines(bank, currency)))
    await write(print.lines(matchLines(index, lines, least), index));
  await write(print.tail);
  return 0;
}

function fileOf(call: Invocation, option: string): string {
  const file = call.options.get(option);
  if (file === undefined) throw new CommandRefused(`${option} needs a file.`, { usage: true });
  return file;
}

async function* windowsOf(parts: AsyncGenerator<BankLine[]>): AsyncGenerator<BankLine[]> {
  let window: BankLine[] = [];
  for await (const part of parts) {
    window.push(...part);
    if (window.length < WINDOW_LINES) continue;
    yield window;
    window = [];
  }
  if (window.length > 0) yield window;
}

/** Waits until who reads has taken it, so that a long answer does not pile up. */
const write = (text: string): Promise<void> =>
  new Promise((resolve) => (text === '' ? resolve() : process.stdout.write(text, () => resolve())));

type Printer = { head: string; lines: (matched: readonly MatchedLine[], index: MatchIndex) => string; tail: string };

const csvPrinter = (currency: Currency): Printer => ({
  head: 'line_id,invoice_id,amount\n',
  lines: (matched) =>
    matched
      .flatMap(({ line, taken }) =>
        (taken?.parts ?? []).map(
          ({ itemId, amountMinor }) => `${cell(line.id)},${cell(itemId)},${minorToDecimal(amountMinor, currency)}\n`,
        ),
      )
      .join(''),
  tail: '',
});

const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function jsonPrinter(currency: Currency): Printer {
  let isFirst = true;
  return {
    head: '[',
    lines: (matched) =>
      matched
        .map(({ line, taken, others }) => {
          const shown = {
            lineId: line.id,
            taken: taken && suggestionView(taken, currency),
            others: others.map((one) => suggestionView(one, currency)),
          };
          const text = `${isFirst ? '\n' : ',\n'}${JSON.stringify(shown)}`;
          isFirst = false;
          return text;
        })
        .join(''),
    tail: '\n]\n',
  };
}

function suggestionView(suggestion: Suggestion, currency: Currency) {
  const { parts, leftMinor, sureness, evidenceClass, reasons, weight } = suggestion;
  return {
    sureness,
    word: SURENESS_WORDS[sureness],
    evidenceClass,
    weight,
    parts: parts.map(({ itemId, amountMinor }) => ({
      invoiceId: itemId,
      amount: minorToDecimal(amountMinor, currency),
    })),
    left: minorToDecimal(leftMinor, currency),
    why: wordReasons(suggestion, { currency, locale: 'en' }),
    reasons: reasons.map((reason) =>
      reason.kind === 'amount'
        ? { ...reason, differenceMinor: undefined, difference: minorToDecimal(reason.differenceMinor, currency) }
        : reason,
    ),
  };
}

import { parseCurrency } from '#app/kernel/money.ts';
import { type BankFileView, inspectBankFile } from '#app/modules/banking/queries/inspect-bank-file.server.ts';
import { allowOptions, CommandRefused, type Invocation } from './invocation.ts';

/**
 * `bank import FILE` stores a bank's file (bank-import.ts). `bank inspect FILE` reads it only: its statements with account, currency, opening, lines and closing, and what is wrong with it. Exit 1
 * when the file, or something in it, could not be read, or its lines do not lead from its opening to its closing balance.
 */
export async function bank(call: Invocation): Promise<number> {
  const [verb, file] = call.words;
  if ((verb !== 'inspect' && verb !== 'import') || !file || call.words.length !== 2)
    throw new CommandRefused('Say: bank inspect FILE, or bank import FILE.', { usage: true });
  // The import opens the database; looking at a file must not load any of it.
  if (verb === 'import') return (await import('./bank-import.ts')).bankImport(call, file);
  allowOptions(call, ['--json', '--currency', '--date-order', '--decimal-sign']);
  const found = await inspectBankFile(file, wishOf(call)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === undefined) throw error;
    throw new CommandRefused(`The file ${file} cannot be read.`);
  });
  process.stdout.write(call.options.has('--json') ? `${JSON.stringify(found, null, 2)}\n` : asText(found));
  return isSound(found) ? 0 : 1;
}

/** Needed only for a spreadsheet that could be read in two ways, or a file that names no currency. */
function wishOf({ options }: Invocation): Parameters<typeof inspectBankFile>[1] {
  const code = options.get('--currency');
  const currency = parseCurrency(code ?? '');
  if (code !== undefined && currency === null)
    throw new CommandRefused(`${code} is no currency in use.`, { usage: true });
  const dateOrder = oneOf(options.get('--date-order'), ['ymd', 'dmy', 'mdy'], '--date-order');
  const decimalSign = oneOf(options.get('--decimal-sign'), ['.', ','], '--decimal-sign');
  return {
    ...(currency ? { currency } : {}),
    ...(dateOrder ? { dateOrder } : {}),
    ...(decimalSign ? { decimalSign } : {}),
  };
}

function oneOf<T extends string>(text: string | undefined, words: readonly T[], option: string): T | undefined {
  if (text === undefined || words.includes(text as T)) return text as T | undefined;
  throw new CommandRefused(`${option} is one of ${words.join(' ')}.`, { usage: true });
}

const UNSOUND = new Set(['does-not-add-up', 'gap', 'control-total', 'balance']);

const isSound = (found: BankFileView): boolean =>
  found.ok &&
  [...found.problems, ...found.statements.flatMap(({ problems }) => problems)].every(
    ({ weight, code }) => weight === 'flag' && !UNSOUND.has(code),
  );

function asText(found: BankFileView): string {
  if (!found.ok) return `line ${found.fault.line}: ${found.fault.sentence}\n`;
  const told = (problems: readonly { line: number; sentence: string }[]) =>
    problems.map(({ line, sentence }) => `  line ${line}: ${sentence}`);
  const statements = found.statements.flatMap(
    ({ account, number, currency, opening, closing, lines, sum, problems }) => [
      `${account || 'no account'} ${number}: ${lines.length} lines, ${sum} ${currency}, from ${opening?.amount ?? 'no opening'} to ${closing?.amount ?? 'no closing'}`,
      ...lines.map(({ bookedOn, amount, partyName, text }) =>
        `  ${bookedOn} ${amount.padStart(14)}  ${[partyName, text]
          .filter((part) => part !== '')
          .join(': ')
          .replaceAll('\n', ' ')
          .slice(0, 90)}`.trimEnd(),
      ),
      ...told(problems),
    ],
  );
  return [`${found.format}, ${found.statements.length} statements`, ...statements, ...told(found.problems), ''].join(
    '\n',
  );
}

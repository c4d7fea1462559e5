import { readFile } from 'node:fs/promises';
import { inspectEinvoice } from '#app/modules/einvoices/queries/inspect-einvoice.server.ts';
import { allowOptions, CommandRefused, type Invocation } from './invocation.ts';

/**
 * Reads a file only: what the invoice says, what is wrong with it, and against what it was checked. Exit 1 when something is
 * wrong or the file is no invoice.
 */
export async function einvoice(call: Invocation): Promise<number> {
  allowOptions(call, ['--json']);
  const [verb, file] = call.words;
  if (verb !== 'inspect' || !file || call.words.length !== 2)
    throw new CommandRefused('Say: einvoice inspect FILE.', { usage: true });
  const bytes = await readFile(file).catch(() => {
    throw new CommandRefused(`The file ${file} cannot be read.`);
  });
  const found = await inspectEinvoice(bytes);
  process.stdout.write(call.options.has('--json') ? `${JSON.stringify(found, null, 2)}\n` : asText(found));
  return found.ok && found.validation.word !== 'invalid' ? 0 : 1;
}

function asText(found: Awaited<ReturnType<typeof inspectEinvoice>>): string {
  if (!found.ok) return `line ${found.line}: ${found.sentence}\n`;
  const { number, date, currency, seller, buyer, lines, totals, validation, profile } = found;
  const sums = Object.entries(totals).map(([name, value]) => `  ${name}: ${value ?? 'not said'}`);
  const ran = validation.against.map((set) => `  ${set.name}, version ${set.version}: ${set.rulesRun} rules`);
  const faults = validation.faults.map(({ rule, where, sentence }) => `  ${rule}, ${where}: ${sentence}`);
  return [
    `${number}, ${date ?? 'no date'}, ${currency}, as ${profile}, ${lines} lines, from ${seller} to ${buyer}`,
    ...['Sums:', ...sums, `${validation.word}, checked against:`, ...ran],
    ...(faults.length > 0 ? ['Faults:', ...faults] : []),
    '',
  ].join('\n');
}

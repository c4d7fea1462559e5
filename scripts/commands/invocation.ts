import { type PlainDate, parsePlainDate } from '#app/kernel/plain-date.ts';

/** A command line after the command's name: words in order and options. */
export type Invocation = { words: string[]; options: ReadonlyMap<string, string> };

/** Ends the command with one sentence: exit 2 when it was called wrongly, 1 when it could not be done. */
export class CommandRefused extends Error {
  override readonly name = 'CommandRefused';
  readonly usage: boolean;
  constructor(message: string, { usage = false } = {}) {
    super(message);
    this.usage = usage;
  }
}

/** Options that stand alone; every other one takes the next word as its value. */
const FLAGS = new Set(['--json', '--dry-run', '--help', '--dead', '--all', '--issue', '--take']);

export function parseInvocation(args: readonly string[]): Invocation {
  const words: string[] = [];
  const options = new Map<string, string>();
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at]!;
    if (!arg.startsWith('--')) words.push(arg);
    else if (FLAGS.has(arg)) options.set(arg, 'yes');
    else {
      const value = args[at + 1];
      if (value === undefined) throw new CommandRefused(`${arg} needs a value.`, { usage: true });
      options.set(arg, value);
      at += 1;
    }
  }
  return { words, options };
}

/** Refuses options the command does not know, so that a typing error is not ignored. */
export function allowOptions(call: Invocation, known: readonly string[]): void {
  for (const name of call.options.keys()) {
    if (!known.includes(name)) throw new CommandRefused(`There is no option ${name} here.`, { usage: true });
  }
}

export function dateOption(call: Invocation, name: string, otherwise?: PlainDate): PlainDate {
  const text = call.options.get(name);
  if (text === undefined && otherwise) return otherwise;
  const parsed = parsePlainDate(text ?? '');
  if (!parsed.ok)
    throw new CommandRefused(`${name} needs a date that exists, written like 2026-11-30.`, { usage: true });
  return parsed.value;
}

export function countOption(call: Invocation, name: string, otherwise?: number): number {
  const text = call.options.get(name);
  if (text === undefined && otherwise !== undefined) return otherwise;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 10_000_000)
    throw new CommandRefused(`${name} needs a whole number from 1 to 10,000,000.`, { usage: true });
  return value;
}

export type Shape = 'json' | 'csv';

export function shapeOption(call: Invocation): Shape {
  if (call.options.has('--json')) return 'json';
  const format = call.options.get('--format') ?? 'csv';
  if (format !== 'csv' && format !== 'json') throw new CommandRefused('--format is csv or json.', { usage: true });
  return format;
}

import { AsyncLocalStorage } from 'node:async_hooks';
import { type LogFields, redact, redactText } from './redact.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

const scope = new AsyncLocalStorage<LogFields>();

/**
 * Writes one line of JSON to standard output: level, at (the machine's real time, not the movable clock), msg, the
 * fields of the running request or job (requestId and the like), then the given fields. Secrets, card and bank numbers
 * are masked. Never throws.
 */
export const log = {
  debug: (msg: string, fields?: LogFields) => write('debug', msg, fields),
  info: (msg: string, fields?: LogFields) => write('info', msg, fields),
  warn: (msg: string, fields?: LogFields) => write('warn', msg, fields),
  error: (msg: string, fields?: LogFields) => write('error', msg, fields),
};

/** Runs work whose log lines all carry these fields, for example { requestId }. Scopes may nest. */
export function withLogFields<Value>(fields: LogFields, work: () => Value): Value {
  return scope.run({ ...scope.getStore(), ...fields }, work);
}

function write(level: LogLevel, msg: string, fields: LogFields = {}): void {
  const at = new Date(performance.timeOrigin + performance.now()).toISOString();
  const line = { level, at, msg: redactText(msg), ...redact({ ...scope.getStore(), ...fields }) };
  try {
    process.stdout.write(`${JSON.stringify(line)}\n`);
  } catch {
    process.stdout.write(`${JSON.stringify({ level, at, msg: line.msg })}\n`);
  }
}

import { existsSync, readFileSync, renameSync } from 'node:fs';
import pg from 'pg';
import { BOUNDARIES, type Boundary } from './boundaries.ts';

/*
 * Loaded with --import into a process of the product under test, so that the product itself holds no way to be killed:
 * watches the statements it sends and, when the file names one of its boundaries, ends it as kill -9 does.
 */
const armed = process.env.TALLYSTICK_DIE_FILE ?? '';
const self = process.env.TALLYSTICK_DIE_AS;
const PREPARED = /^\s*(\/\*.*?\*\/)?\s*/;

type Query = (this: object, ...args: unknown[]) => unknown;
type Statement = { text: string; values: unknown };

const sinceBegin = new WeakMap<object, string[]>();
const original = pg.Client.prototype.query as unknown as Query;

const statementOf = ([first, values]: unknown[]): Statement => {
  const query = first as string | { text?: string; values?: unknown };
  if (typeof query === 'string') return { text: query.replace(PREPARED, ''), values };
  return { text: (query.text ?? '').replace(PREPARED, ''), values: query.values ?? values };
};

function dieIf(client: object, { text, values }: Statement, when: Boundary['when']): void {
  if (!existsSync(armed)) return;
  const name = readFileSync(armed, 'utf8');
  const at = BOUNDARIES.find((boundary) => boundary.name === name);
  if (!at || at.process !== self || at.when !== when || !at.statement.test(text)) return;
  if (at.within && !sinceBegin.get(client)?.some((earlier) => at.within!.test(earlier))) return;
  if (at.value !== undefined && !(Array.isArray(values) && values.includes(at.value))) return;
  // Renamed first: whoever renames it dies, and the harness sees that it was this boundary.
  renameSync(armed, `${armed}.reached`);
  process.kill(process.pid, 'SIGKILL');
}

const watched: Query = function watched(...args) {
  const statement = statementOf(args);
  if (/^begin/i.test(statement.text)) sinceBegin.set(this, []);
  sinceBegin.get(this)?.push(statement.text);
  dieIf(this, statement, 'before');
  const answer = original.apply(this, args);
  // The statement is on its way to the server when this turn of the event loop ends.
  setImmediate(() => dieIf(this, statement, 'during'));
  if (!(answer instanceof Promise)) return answer;
  return answer.then((result) => {
    dieIf(this, statement, 'after');
    return result;
  });
};
pg.Client.prototype.query = watched as never;

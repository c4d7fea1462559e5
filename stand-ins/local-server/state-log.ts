import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/** Stored state of a stand-in: tables of JSON values by id, in the order they were first written. */
export type Store = {
  put(table: string, id: string, value: unknown): void;
  get<Value>(table: string, id: string): Value | undefined;
  /** Copies of the rows, in the order they were first written; `keep` sees each row before it is copied. */
  all<Value>(table: string, keep?: (value: Value) => boolean): Value[];
  /** Where large contents may be laid beside the log; undefined when the state lives in memory only. */
  readonly directory: string | undefined;
  close(): void;
};

type Tables = Map<string, Map<string, unknown>>;

/**
 * Keeps tables in memory and, with a directory, writes each change as one line to an append-only log before it returns,
 * so that a killed process loses nothing it had answered. The log is rewritten shorter at each start.
 */
export function openStore(directory?: string): Store {
  const tables: Tables = new Map();
  const tableOf = (name: string) => {
    const table = tables.get(name) ?? new Map<string, unknown>();
    tables.set(name, table);
    return table;
  };
  let file: number | undefined;
  if (directory !== undefined) {
    mkdirSync(directory, { recursive: true });
    const path = join(directory, 'state.log');
    readLog(path, (table, id, value) => tableOf(table).set(id, value));
    rewriteLog(path, tables);
    file = openSync(path, 'a');
  }
  return {
    directory,
    put(table, id, value) {
      const line = JSON.stringify([table, id, value]);
      if (file !== undefined) writeSync(file, `${line}\n`);
      tableOf(table).set(id, JSON.parse(line)[2]);
    },
    get: <Value>(table: string, id: string) => structuredClone(tableOf(table).get(id)) as Value | undefined,
    all: <Value>(table: string, keep: (value: Value) => boolean = () => true) =>
      ([...tableOf(table).values()] as Value[]).filter(keep).map((value) => structuredClone(value)),
    close() {
      if (file !== undefined) closeSync(file);
      file = undefined;
    },
  };
}

function readLog(path: string, apply: (table: string, id: string, value: unknown) => void): void {
  if (!existsSync(path)) return;
  const lines = readFileSync(path, 'utf8').split('\n');
  const last = lines.pop() ?? '';
  for (const line of lines) {
    const [table, id, value] = JSON.parse(line) as [string, string, unknown];
    apply(table, id, value);
  }
  // A line without its end was being written when the process died: its request was never answered, so it never happened.
  if (last !== '') process.stderr.write('state log: an unfinished last line was left out\n');
}

function rewriteLog(path: string, tables: Tables): void {
  const lines: string[] = [];
  for (const [table, rows] of tables)
    for (const [id, value] of rows) lines.push(`${JSON.stringify([table, id, value])}\n`);
  writeFileSync(`${path}.new`, lines.join(''));
  renameSync(`${path}.new`, path);
}

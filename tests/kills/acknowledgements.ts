import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';

export type Kind = 'pay' | 'bill' | 'undo' | 'come back';
/** `intent` before a command is sent, `acknowledged` when its answer said it is done; `key` is made by the client. */
export type Noted = {
  phase: 'intent' | 'acknowledged';
  kind: Kind;
  key: string;
  /** What it is about, for commands on something that exists: a payment or an application. */
  subject?: string;
};

/** The client's own record, flushed line by line: it must outlive whatever is killed. */
export function openRecord(file: string): { note(line: Noted): void; close(): void } {
  const handle = openSync(file, 'a', 0o600);
  return {
    note(line) {
      writeSync(handle, `${JSON.stringify(line)}\n`);
      fsyncSync(handle);
    },
    close: () => closeSync(handle),
  };
}

/** All that was noted so far; a line that is being written is not there yet. */
export function readRecord(file: string): Noted[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.slice(0, -1).map((line) => JSON.parse(line) as Noted);
}

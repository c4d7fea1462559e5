import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openStore } from './state-log.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'state-log-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(directory, { recursive: true });
});

describe('the state of a stand-in', () => {
  it('is read again as it was, the last value of each row, in the order of the first', () => {
    const store = openStore(directory);
    store.put('t', 'a', { value: 1 });
    store.put('t', 'b', { value: 2 });
    store.put('t', 'a', { value: 3 });
    store.close();
    const again = openStore(directory);
    expect(again.all('t')).toEqual([{ value: 3 }, { value: 2 }]);
    again.close();
    expect(readFileSync(join(directory, 'state.log'), 'utf8').trim().split('\n')).toHaveLength(2);
  });

  it('a line cut short by a kill never happened; everything before it did', () => {
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const store = openStore(directory);
    store.put('t', 'a', { value: 1 });
    store.close();
    appendFileSync(join(directory, 'state.log'), '["t","b",{"val');
    const again = openStore(directory);
    expect(again.all('t')).toEqual([{ value: 1 }]);
    again.close();
    expect(said).toHaveBeenCalledWith(expect.stringContaining('unfinished'));
  });

  it('what is handed out is a copy: changing it changes nothing kept', () => {
    const store = openStore();
    store.put('t', 'a', { list: [1] });
    store.get<{ list: number[] }>('t', 'a')?.list.push(2);
    expect(store.get('t', 'a')).toEqual({ list: [1] });
  });
});

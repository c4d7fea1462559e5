import { spawn } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { holdLock, lockHolder } from './lock.ts';

const nameOf = (what: string) => `test:${process.pid}:${what}`;

test('a lock has one holder, who tells the next one who it is', async () => {
  const first = await holdLock(nameOf('one'), { sayWho: () => 'running 42' });
  expect(first.held).toBe(true);
  expect(await holdLock(nameOf('one'))).toEqual({ held: false, holder: 'running 42' });
  if (first.held) first.release();
  expect(await lockHolder(nameOf('one'))).toBeNull();
  const next = await holdLock(nameOf('one'));
  expect(next.held).toBe(true);
  if (next.held) next.release();
});

test('two who ask at once do not both get it', async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, () => holdLock(nameOf('race'), { sayWho: () => 'x' })));
  expect(answers.filter((answer) => answer.held)).toHaveLength(1);
  for (const answer of answers) if (answer.held) answer.release();
});

test('who waits gets it when the holder lets go', async () => {
  const first = await holdLock(nameOf('wait'), { sayWho: () => 'ending' });
  const second = holdLock(nameOf('wait'), { endingMsMax: 5000 });
  if (first.held) first.release();
  const got = await second;
  expect(got.held).toBe(true);
  if (got.held) got.release();
});

test('a killed holder holds nothing', async () => {
  const name = nameOf('killed');
  const module = pathToFileURL(path.join(import.meta.dirname, 'lock.ts')).href;
  const code = `const { holdLock } = await import('${module}'); await holdLock('${name}'); console.log('held'); setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ['--input-type=module', '--eval', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve) => holder.stdout.once('data', resolve));
  expect(await lockHolder(name)).toBe(String(holder.pid));
  holder.kill('SIGKILL');
  await new Promise((resolve) => holder.once('exit', resolve));
  const next = await holdLock(name);
  expect(next.held).toBe(true);
  if (next.held) next.release();
});

import { readFileSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readPostmaster } from '#scripts/postmaster.ts';
import { isAlive } from '#scripts/running-processes.ts';
import { demoSignIns, runStart, type StartedDemo, startDemoTree } from '#scripts/started-demo.ts';
import { rememberedProcesses } from '#scripts/supervise.ts';

// A real tree, killed part by part. Each test leaves it running for the next; a new start over the same folder stands in
// for the person who types the command again.
let demo: StartedDemo;

beforeAll(async () => {
  demo = await startDemoTree();
});
afterAll(() => demo?.remove());

const POLL = { timeout: 30_000, interval: 50 };

const pidOf = (name: string) => rememberedProcesses(demo.dataDir).find((child) => child.name === name)?.pid ?? 0;
const postmasterPid = () => readPostmaster(path.join(demo.dataDir, 'postgres'))?.pid ?? 0;
const everyPid = () => [...rememberedProcesses(demo.dataDir).map(({ pid }) => pid), postmasterPid()];
const statusOf = (url: string) =>
  fetch(url).then(
    (response) => response.status,
    () => 0,
  );
const becomesReady = () => expect.poll(() => statusOf(`${demo.baseUrl}/health/ready`), POLL).toBe(200);

/** Kills one process the hard way and waits until another has taken its place. */
async function killAndSeeReplaced(pidNow: () => number): Promise<void> {
  const before = pidNow();
  expect(isAlive(before)).toBe(true);
  process.kill(before, 'SIGKILL');
  await expect.poll(() => pidNow() !== before && isAlive(pidNow()), POLL).toBe(true);
  await becomesReady();
}

function canConnect(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2000 });
    const done = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
    socket.once('timeout', () => done(false));
  });
}

describe('the demo tree', () => {
  test('says where everything is and how to sign in', async () => {
    for (const url of [demo.baseUrl, demo.mailUrl, demo.stripeUrl]) {
      expect(demo.output()).toContain(url);
      expect(await statusOf(`${url}/`)).toBeLessThan(500);
    }
    for (const { email, password } of demoSignIns(demo.dataDir)) {
      expect(demo.output()).toContain(email);
      expect(demo.output()).toContain(password);
    }
  });

  test('keeps its secrets from other accounts of the machine', () => {
    for (const name of ['secrets.json', 'postgres/superuser-password', 'logs/web.log']) {
      expect({ name, mode: statSync(path.join(demo.dataDir, name)).mode & 0o077 }).toEqual({ name, mode: 0 });
    }
    for (const name of ['files', 'logs', 'postgres']) {
      expect({ name, mode: statSync(path.join(demo.dataDir, name)).mode & 0o077 }).toEqual({ name, mode: 0 });
    }
  });

  test('is reached from this machine only', async () => {
    const ports = [demo.baseUrl, demo.mailUrl, demo.stripeUrl].map((url) => Number(new URL(url).port));
    const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
    for (const { address } of addresses.filter((entry) => !entry.internal && entry.family === 'IPv4')) {
      for (const port of ports) expect(await canConnect(address, port)).toBe(false);
    }
    for (const port of ports) expect(await canConnect('127.0.0.1', port)).toBe(true);
  });

  test('refuses a second start over the same folder in one sentence', async () => {
    const second = runStart({ TALLYSTICK_DATA: demo.dataDir, PORT: '1' });
    expect(await second.ended).toBe(1);
    expect(second.output().trim()).toMatch(
      /^Tallystick already runs over .+; end that one, or choose another folder .+\.$/,
    );
    await becomesReady();
  });
});

describe('after kill -9', () => {
  test('of the web process another takes its place', () => killAndSeeReplaced(() => pidOf('web')));
  test('of the worker another takes its place', () => killAndSeeReplaced(() => pidOf('worker')));
  test('of a stand-in another takes its place', () => killAndSeeReplaced(() => pidOf('stripe stand-in')));
  test('of the database it recovers and is reached again', () => killAndSeeReplaced(postmasterPid));

  test('of the supervisor the rest ends, and a new start adopts the database', async () => {
    const database = postmasterPid();
    const children = rememberedProcesses(demo.dataDir).map(({ pid }) => pid);
    demo.process.kill('SIGKILL');
    await expect.poll(() => children.filter(isAlive), POLL).toEqual([]);
    expect(isAlive(database)).toBe(true);
    demo = await startDemoTree({ dataDir: demo.dataDir, port: Number(new URL(demo.baseUrl).port) });
    expect(demo.output()).toContain('adopted the PostgreSQL server');
    expect(postmasterPid()).toBe(database);
    await becomesReady();
  });

  test('of everything at once a new start recovers by itself, with the same sign-ins', async () => {
    const signIns = demoSignIns(demo.dataDir);
    for (const pid of [demo.process.pid ?? 0, ...everyPid()]) process.kill(pid, 'SIGKILL');
    demo = await startDemoTree({ dataDir: demo.dataDir, port: Number(new URL(demo.baseUrl).port) });
    await becomesReady();
    expect(demoSignIns(demo.dataDir)).toEqual(signIns);
  });
});

describe('Ctrl+C', () => {
  test('ends everything it started, the database in good order', async () => {
    const pids = everyPid();
    demo.process.kill('SIGINT');
    expect(await demo.ended).toBe(0);
    expect(pids.filter(isAlive)).toEqual([]);
    expect(readFileSync(path.join(demo.dataDir, 'postgres/postgres.log'), 'utf8').trimEnd()).toMatch(
      /system is shut down$/,
    );
  });
});

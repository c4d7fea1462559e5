import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Cluster, startCluster } from '#scripts/embedded-postgres.ts';
import { readPostmaster } from '#scripts/postmaster.ts';
import { isAlive } from '#scripts/running-processes.ts';
import { openFolder } from '#scripts/started-demo.ts';

let folder: string;
let dataDir: string;
let cluster: Cluster;

beforeAll(async () => {
  folder = openFolder('tallystick-one-cluster-');
  dataDir = path.join(folder, 'postgres');
  cluster = await startCluster({ dataDir });
});
afterAll(async () => {
  await cluster?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const pidNow = () => readPostmaster(dataDir)?.pid ?? 0;
const pidFile = () => path.join(dataDir, 'pgdata/postmaster.pid');

async function ask(question: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: cluster.superuserUrl() });
  await client.connect();
  try {
    return (await client.query({ text: question, rowMode: 'array' })).rows[0]?.[0];
  } finally {
    await client.end();
  }
}

async function killNow(): Promise<void> {
  const pid = pidNow();
  process.kill(pid, 'SIGKILL');
  await expect.poll(() => isAlive(pid), { timeout: 10_000, interval: 20 }).toBe(false);
}

describe('the embedded database', () => {
  test('sorts by code point, keeps UTC and listens on loopback TCP only', async () => {
    expect(await ask('show server_encoding')).toBe('UTF8');
    expect(await ask("select datlocale from pg_database where datname = 'postgres'")).toBe('C.UTF-8');
    expect(await ask('show timezone')).toBe('UTC');
    expect(await ask('show listen_addresses')).toBe('127.0.0.1');
    expect(await ask('show unix_socket_directories')).toBe('');
    expect(await ask('show fsync')).toBe('on');
    expect(String(await ask('show server_version_num'))).toMatch(/^18\d{4}$/);
  });

  test('opens for nobody without the password', async () => {
    const url = new URL(cluster.superuserUrl());
    url.password = 'guess';
    const client = new pg.Client({ connectionString: url.href });
    await expect(client.connect()).rejects.toMatchObject({ code: '28P01' });
  });

  test('is one server however many ask for it at once', async () => {
    await cluster.stop();
    const started = await Promise.all([1, 2, 3].map(() => startCluster({ dataDir })));
    expect(new Set(started.map(({ port }) => port)).size).toBe(1);
    expect(started.filter(({ adopted }) => !adopted)).toHaveLength(1);
  });

  test('keeps its port and what was committed through kill -9', async () => {
    await ask('create table kept as select 42 as value');
    const { port } = cluster;
    await killNow();
    cluster = await startCluster({ dataDir });
    expect({ port: cluster.port, adopted: cluster.adopted }).toEqual({ port, adopted: false });
    expect(await ask('select value from kept')).toBe(42);
  });

  test('starts although another program has since been given its process number', async () => {
    await killNow();
    const lines = readFileSync(pidFile(), 'utf8').split('\n');
    writeFileSync(pidFile(), [String(process.pid), ...lines.slice(1)].join('\n'));
    cluster = await startCluster({ dataDir });
    expect(await ask('select value from kept')).toBe(42);
  });

  test('takes another port when the remembered one is in use, unless that very port is wanted', async () => {
    await cluster.stop();
    const other = createServer();
    await new Promise<void>((resolve) => {
      other.listen(cluster.port, '127.0.0.1', resolve);
    });
    const taken = cluster.port;
    await expect(startCluster({ dataDir, port: taken })).rejects.toThrow(
      `Port ${taken}, wanted for the database, is taken`,
    );
    cluster = await startCluster({ dataDir });
    expect(cluster.port).not.toBe(taken);
    other.close();
  });

  test('says what is wrong when its password file is gone', async () => {
    await cluster.stop();
    const file = path.join(dataDir, 'superuser-password');
    const password = readFileSync(file);
    rmSync(file);
    await expect(startCluster({ dataDir })).rejects.toThrow('superuser-password is missing');
    writeFileSync(file, password, { mode: 0o600 });
    cluster = await startCluster({ dataDir });
  });
});

import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { prepareDatabase } from '#scripts/database.ts';
import type { Cluster } from '#scripts/embedded-postgres.ts';
import { freePort } from '#scripts/ports.ts';
import { openFolder, runStart, type StartRun, untilPrinted } from '#scripts/started-demo.ts';
import { rememberedProcesses } from '#scripts/supervise.ts';
import { startThrowawayCluster } from '#scripts/throwaway-cluster.ts';

// A live start over an outside PostgreSQL, with keys of the right shape that open nothing.
let cluster: Cluster;
let folder: string;
let live: StartRun;
let settings: Record<string, string>;

beforeAll(async () => {
  cluster = await startThrowawayCluster();
  folder = openFolder('tallystick-live-');
  const superuser = new pg.Client({ connectionString: cluster.superuserUrl() });
  await superuser.connect();
  await superuser.query('create database books');
  await superuser.query('create database pretend');
  await superuser.end();
  settings = {
    TALLYSTICK_DATA: path.join(folder, 'data'),
    HOST: '127.0.0.1',
    PORT: String(await freePort()),
    DATABASE_URL: cluster.superuserUrl('books'),
    TALLYSTICK_BASE_URL: 'https://billing.example.test',
    TALLYSTICK_MAIL_FROM: 'Billing <billing@example.test>',
    TALLYSTICK_DB_STAFF_PASSWORD: 'staff-of-this-test',
    TALLYSTICK_DB_PORTAL_PASSWORD: 'portal-of-this-test',
    TALLYSTICK_DB_WORKER_PASSWORD: 'worker-of-this-test',
    STRIPE_SECRET_KEY: 'sk_live_none',
    STRIPE_WEBHOOK_SECRET: 'whsec_none',
    RESEND_API_KEY: 're_none',
    RESEND_WEBHOOK_SECRET: 'whsec_bm9uZQ==',
  };
  live = runStart(settings);
  await untilPrinted(live, 'Tallystick runs live');
});
afterAll(async () => {
  live?.process.kill('SIGTERM');
  await live?.ended;
  await cluster?.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe("with the vendors' keys and DATABASE_URL", () => {
  test('it runs live without being told, and answers', async () => {
    const ready = await fetch(`http://127.0.0.1:${settings.PORT}/health/ready`);
    expect(ready.status).toBe(200);
    expect(live.output()).not.toContain('password');
  });

  test('no stand-in runs', () => {
    expect(
      rememberedProcesses(settings.TALLYSTICK_DATA ?? '')
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['web', 'worker']);
  });

  test('web and worker never see the login of the owner', () => {
    const secret = new URL(settings.DATABASE_URL ?? '').password;
    for (const { name, pid } of rememberedProcesses(settings.TALLYSTICK_DATA ?? '')) {
      const environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
      expect({ name, seen: environment.includes(secret) }).toEqual({ name, seen: false });
      expect(environment).toContain('tallystick_portal');
    }
  });

  test('a live database is not opened as a demo, nor a demo database live', async () => {
    const asDemo = runStart({
      ...{ TALLYSTICK_DATA: path.join(folder, 'demo'), DATABASE_URL: settings.DATABASE_URL ?? '' },
      PORT: String(await freePort()),
    });
    expect(await asDemo.ended).toBe(1);
    expect(asDemo.output()).toContain('This database was made for live use and is not opened for demo use.');
    const rolePasswords = { staff: 'staff-of-this-test', portal: 'portal-of-this-test', worker: 'worker-of-this-test' };
    await prepareDatabase({ ownerUrl: cluster.superuserUrl('pretend'), rolePasswords, mode: 'demo', log: () => {} });
    const asLive = runStart({
      ...settings,
      ...{ TALLYSTICK_DATA: path.join(folder, 'pretend'), DATABASE_URL: cluster.superuserUrl('pretend') },
      PORT: String(await freePort()),
    });
    expect(await asLive.ended).toBe(1);
    expect(asLive.output()).toContain('This database was made for demo use and is not opened for live use.');
  });

  test('a test key is refused', async () => {
    const run = runStart({
      ...settings,
      TALLYSTICK_DATA: path.join(folder, 'test-key'),
      STRIPE_SECRET_KEY: 'sk_test_1',
    });
    expect(await run.ended).toBe(1);
    expect(run.output()).toContain('STRIPE_SECRET_KEY is a test key');
  });
});

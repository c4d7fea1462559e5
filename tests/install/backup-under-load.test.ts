import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { ok } from '#app/kernel/result.ts';
import { storeDocument } from '#app/modules/documents/commands/store-document.server.ts';
import { type DbHandle, openDb } from '#app/platform/db/pools.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { closeJobs, openJobs } from '#app/platform/jobs/jobs.server.ts';
import { createFileStore } from '#app/platform/storage/file-store.server.ts';
import { type OpenDatabase, openDemoDatabase } from '#scripts/database.ts';
import { readPostmaster } from '#scripts/postmaster.ts';
import { ROOT } from '#scripts/source-hash.ts';
import { openFolder } from '#scripts/started-demo.ts';
import { anAccount } from '#tests/support/mixed-account.ts';
import { runMixed } from '#tests/support/mixed-work.ts';
import { aCustomer, on, receive, setUpCompany } from '#tests/support/people.ts';
import { runSeed } from '#tests/support/run-seed.ts';

const folder = openFolder('tallystick-under-load-');
const at = (name: string) => path.join(folder, name);
const [lost, archive, copy] = [at('lost'), at('archive'), at('copy')];
/** Of payments and invoices whose command answered ok, as the writers outside the database noted them. */
const acknowledged: string[] = [];
const writers = { ending: false };
let database: OpenDatabase;
let staff: DbHandle;
let customerId: string;

beforeAll(async () => {
  vi.stubEnv('TALLYSTICK_WAL_ARCHIVE', archive);
  database = await openDemoDatabase(lost);
  const owner = openDb({ url: database.ownerUrl, name: 'test-owner' });
  await setUpCompany(owner.db);
  await owner.close();
  staff = openDb({ url: database.staffUrl, name: 'test-staff', connectionsMax: 20 });
  await openJobs(database.staffUrl);
  customerId = await aCustomer(staff.db);
}, 60_000);

afterAll(async () => {
  await closeJobs();
  await staff.close();
  await database.cluster?.stop();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

const settings = (dataDir: string) => ({ PATH: process.env.PATH, TALLYSTICK_DATA: dataDir });
const command = [path.join(ROOT, 'scripts/tallystick.ts')];
const run = (dataDir: string, ...args: string[]): string =>
  execFileSync(process.execPath, [...command, ...args], {
    ...{ cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: settings(dataDir) },
  });

/** A document as the worker stores one: bytes first, then the row that names them. */
async function storeReceipt(text: string): Promise<void> {
  const payment = await receive(staff.db, customerId, 1_000n);
  const file = await createFileStore(path.join(lost, 'files')).put(Buffer.from(text));
  if (!file.ok) throw new Error(file.refusal);
  const { sha256, size: sizeBytes } = file.value;
  const row = {
    kind: 'receipt' as const,
    customerId,
    invoiceId: null,
    paymentId: payment.id,
    mediaType: 'application/pdf',
  };
  await inTransaction(staff.db, async (tx) =>
    ok(await storeDocument(tx, { ...row, fileName: `${payment.number}.pdf`, sha256, sizeBytes }, on('2026-06-15'))),
  );
}

const ended = (child: ChildProcess) => new Promise<number | null>((resolve) => child.once('close', resolve));
const countIn = async (url: string, references: readonly string[]): Promise<number> => {
  const handle = openDb({ url, name: 'test-count' });
  const { rows } = await handle.pool.query(
    `select count(*)::int as n from unnest($1::text[]) as r where
      (select count(*) from payments where reference = r) + (select count(*) from invoices where po_number = r) = 1`,
    [references],
  );
  await handle.close();
  return rows[0].n;
};

it('no acknowledged commit is lost: backup under load, a killed server, restore with its archived log', {
  timeout: 120_000,
}, async () => {
  const accounts = await Promise.all([1, 2, 3, 4].map(async () => anAccount(await aCustomer(staff.db))));
  const load = runMixed({
    ...{ db: staff.db, accounts, clients: 16, commands: 1_000_000, seed: runSeed(), moment: on('2026-06-15') },
    onAcknowledged: (reference) => acknowledged.push(reference),
    isEnding: () => writers.ending,
  }).catch((error: Error) => error);
  await storeReceipt('stored before the backup');
  const child = spawn(process.execPath, [...command, 'backup', copy], {
    cwd: ROOT,
    env: settings(lost),
    stdio: 'pipe',
  });
  expect(await ended(child)).toBe(0);
  const atBackup = acknowledged.length;
  await storeReceipt('stored after the backup');
  await expect.poll(() => acknowledged.length, { timeout: 60_000 }).toBeGreaterThan(atBackup + 300);
  process.kill(readPostmaster(path.join(lost, 'postgres'))!.pid, 'SIGKILL');
  writers.ending = true;
  await load;

  const restored = run(at('restored'), 'restore', copy, '--lost', lost);
  expect(restored).toContain('stored documents: 2, missing or damaged: 0');
  expect(restored).toMatch(/differences: 0\n$/);
  const again = await openDemoDatabase(at('restored'));
  expect(await countIn(again.ownerUrl, acknowledged)).toBe(acknowledged.length);
  await again.cluster?.stop();
  expect(readdirSync(archive).length).toBeGreaterThan(0);
});

it('a restore to a time holds what was acknowledged before it, and nothing after', { timeout: 60_000 }, async () => {
  const manifest = JSON.parse(execFileSync('cat', [path.join(copy, 'manifest.json')], { encoding: 'utf8' }));
  const restored = run(at('until'), 'restore', copy, '--lost', lost, '--until', manifest.endedAt);
  expect(restored).toMatch(/differences: 0\n$/);
  const again = await openDemoDatabase(at('until'));
  expect(await countIn(again.ownerUrl, acknowledged)).toBeLessThan(acknowledged.length - 300);
  await again.cluster?.stop();
  expect(() => run(at('none'), 'restore', copy, '--until', manifest.startedAt)).toThrow(/Use an older one/);
  expect(() => run(at('none'), 'restore', copy, '--until', '2999-01-01T00:00:00Z')).toThrow(/The log does not reach/);
});

it('a backup that is not whole is refused, and nothing stays behind', { timeout: 60_000 }, () => {
  const refused = (source: string) => {
    const target = at('refused');
    try {
      run(target, 'restore', source);
    } catch (error) {
      return { said: (error as { stderr: string }).stderr, left: existsSync(target) ? readdirSync(target) : [] };
    }
    throw new Error('it was restored');
  };
  const damaged = at('damaged');
  cpSync(copy, damaged, { recursive: true });
  appendFileSync(path.join(damaged, 'pgdata/base/1/1259'), 'x');
  expect(refused(damaged)).toEqual({ said: expect.stringContaining('is not what was backed up'), left: [] });
  rmSync(path.join(damaged, 'pgdata/base/1/1259'));
  expect(refused(damaged)).toEqual({ said: expect.stringContaining('is missing'), left: [] });
  rmSync(path.join(damaged, 'manifest.json'));
  expect(refused(damaged)).toEqual({ said: expect.stringContaining('is no complete backup'), left: [] });
});

it('a database on a server of its own is left to the tools of that server', () => {
  for (const args of [
    ['backup', at('none')],
    ['restore', copy],
  ]) {
    const env = { PATH: process.env.PATH, DATABASE_URL: 'postgresql://nobody@127.0.0.1:9/none' };
    try {
      execFileSync(process.execPath, [...command, ...args], { cwd: ROOT, encoding: 'utf8', stdio: 'pipe', env });
      throw new Error('it was done');
    } catch (error) {
      expect((error as { status: number }).status).toBe(2);
      expect((error as { stderr: string }).stderr).toContain('pg_basebackup');
    }
  }
});

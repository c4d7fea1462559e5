import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { parseSealHeads } from '#app/modules/ledger/forms.ts';
import { headsThatDiffer, sealHead } from '#app/modules/ledger/queries/seal-heads.server.ts';
import { latestSeal } from '#app/modules/ledger/queries/seals.server.ts';
import { unsealedAgeSeconds } from '#app/modules/ledger/queries/unsealed-age.server.ts';
import { openDb } from '#app/platform/db/pools.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, anInvoice, issue, setUpCompany } from '#tests/support/people.ts';
import { sealAll } from '#tests/support/sealed.ts';
import { keepSealHead, readSealHeads } from './keep-seal-head.server.ts';
import { startSealer } from './run-sealer.server.ts';

const database = useDatabase();
const db = () => database.current.staff.db;
let folder: string;
let customerId: string;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  customerId = await aCustomer(db());
});
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tallystick-heads-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const headFile = () => path.join(folder, 'seal-head.json');
const somethingNew = () => issue(db(), anInvoice(customerId, 10_00n));
const sealed = async (after: bigint) =>
  vi.waitFor(async () => expect((await latestSeal(db())).sealNo).toBeGreaterThan(after), {
    timeout: 20_000,
    interval: 10,
  });

it('seals what is new, writes the newest head down, and one line a day', async () => {
  const before = (await latestSeal(db())).sealNo;
  const sealer = startSealer({ db: database.current.worker.db, folder, everyMs: 5 });
  await somethingNew();
  await sealed(before);
  await somethingNew();
  await sealed(before + 1n);
  await sealer.stop();
  await sealAll(db());
  await keepSealHead(db(), folder);
  const head = await sealHead(db());
  expect(parseSealHeads(readFileSync(headFile(), 'utf8'))).toEqual({ ok: true, value: [head] });
  expect(readFileSync(path.join(folder, 'seal-heads.log'), 'utf8').trim().split('\n')).toHaveLength(1);
  expect(await headsThatDiffer(db(), await readSealHeads(folder))).toEqual([]);
  expect(await unsealedAgeSeconds(db())).toBe(0);
});

it('goes on after its connection was cut', async () => {
  const handle = openDb({ url: database.current.workerUrl, name: 'sealer-under-test', connectionsMax: 1 });
  const sealer = startSealer({ db: handle.db, folder, everyMs: 5 });
  const cut = () =>
    database.current.owner.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'tallystick-sealer-under-test' and datname = current_database()`,
    );
  await vi.waitFor(async () => expect((await cut()).rowCount).toBeGreaterThan(0), { timeout: 20_000, interval: 10 });
  const before = (await sealAll(db())).sealNo;
  await somethingNew();
  await sealed(before);
  await sealer.stop();
  await handle.close();
});

it('never overwrites a head that the chain does not hold any more', async () => {
  await somethingNew();
  await sealAll(db());
  await keepSealHead(db(), folder);
  const kept = readFileSync(headFile(), 'utf8');
  const cutAndSealAnew = database.current.owner.db.transaction().execute(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx);
    const { sealNo } = await latestSeal(tx);
    await sql`delete from seal_leaves where seal_no = ${sealNo}`.execute(tx);
    await sql`delete from seals where seal_no = ${sealNo}`.execute(tx);
    expect((await keepSealHead(tx, folder)).faults).toMatchObject([
      { seal_no: String(sealNo), fault: expect.stringContaining('cut off') },
    ]);
    await sql`select seal_now()`.execute(tx);
    expect((await latestSeal(tx)).sealNo, 'the same number again').toBe(sealNo);
    expect((await keepSealHead(tx, folder)).faults).toMatchObject([{ fault: expect.stringContaining('written anew') }]);
    throw new Error('rolled back');
  });
  await expect(cutAndSealAnew).rejects.toThrow('rolled back');
  expect(readFileSync(headFile(), 'utf8')).toBe(kept);
});

it('says which line of a head file cannot be read', async () => {
  const head = await keepSealHead(db(), folder);
  expect(head.kept).not.toBeNull();
  writeFileSync(headFile(), `${readFileSync(headFile(), 'utf8')}{"sealNo":"x"}\n`);
  expect(parseSealHeads(readFileSync(headFile(), 'utf8'))).toEqual({ ok: false, refusal: { line: 2 } });
});

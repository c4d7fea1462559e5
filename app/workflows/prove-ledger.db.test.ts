import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openProofRequest, proofRun, recentProofRuns } from '#app/modules/ledger/queries/proof-runs.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, anInvoice, CLERK, issue, on, setUpCompany } from '#tests/support/people.ts';
import { sealAll } from '#tests/support/sealed.ts';
import { keepSealHead } from './keep-seal-head.server.ts';
import { orderProof, proveLedger } from './prove-ledger.server.ts';

const database = useDatabase();
const db = () => database.current.staff.db;
const folder = mkdtempSync(path.join(tmpdir(), 'tallystick-proof-'));
const order = (at: string) =>
  inTransaction(db(), (tx) => orderProof(tx, CLERK, { ...on('2026-04-10'), now: new Date(at) }));
let number: string;
let invoiceId: string;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  const invoice = await issue(db(), anInvoice(await aCustomer(db()), 50_00n));
  number = invoice.number;
  invoiceId = invoice.id;
  await sealAll(db());
  await keepSealHead(db(), folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('one run at a time: a second asking is refused, one that was lost is taken up', async () => {
  const first = await order('2026-04-10T12:00:00Z');
  expect(first.ok).toBe(true);
  expect(await order('2026-04-10T12:29:00Z')).toEqual({ ok: false, refusal: { code: 'running-already' } });
  expect(await order('2026-04-10T12:31:00Z')).toEqual(first);
});

it('keeps what it found, who asked and how far it came', async () => {
  const request = (await openProofRequest(db()))!;
  expect(request).toMatchObject({ askedByName: CLERK.name, done: 0, laws: 0 });
  await proveLedger({ db: database.current.worker.db, folder }, request.id);
  expect(await openProofRequest(db())).toBeUndefined();
  const run = (await proofRun(db(), null))!;
  expect(run).toMatchObject({ askedByName: CLERK.name, differences: 0n, unsealed: 0n });
  expect(run.laws.length).toBeGreaterThan(15);
  expect(run.laws.every((law) => law.title.length > 10)).toBe(true);
});

it('a row changed behind the walls is named by its number, and the next night still says so', async () => {
  const tamper = (title: string) =>
    database.current.owner.db.transaction().execute(async (tx) => {
      await sql`set local session_replication_role = replica`.execute(tx);
      await sql`update invoices set title = ${title} where id = ${invoiceId}`.execute(tx);
    });
  await tamper('Gold');
  for (const _ of ['this night', 'the next']) await proveLedger({ db: database.current.worker.db, folder }, null);
  const runs = await recentProofRuns(db());
  expect(runs.map((run) => [run.askedByName, run.differences])).toEqual([
    ['Every night', 1n],
    ['Every night', 1n],
    [CLERK.name, 0n],
  ]);
  const law = (await proofRun(db(), runs[0]!.id))!.laws.find((one) => one.law === '021_sealed_rows_are_unchanged');
  expect(law).toMatchObject({
    differences: 1,
    rows: [
      {
        family: 'invoices',
        row_id: invoiceId,
        name: number,
        seal_no: expect.stringMatching(/^[1-9]/),
        fault: 'altered',
      },
    ],
  });
  await tamper('Fly ash');
});

it('runs stay as they were', async () => {
  await expect(database.current.owner.pool.query('update proof_runs set difference_count = 0')).rejects.toMatchObject({
    constraint: 'append_only',
  });
});

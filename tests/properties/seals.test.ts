import fc from 'fast-check';
import { sql } from 'kysely';
import type pg from 'pg';
import { beforeAll, expect, it } from 'vitest';
import { sealLedger } from '#app/modules/ledger/commands/seal-ledger.server.ts';
import { findSeal, latestSeal } from '#app/modules/ledger/queries/seals.server.ts';
import { unsealedRows } from '#app/modules/ledger/queries/unsealed-rows.server.ts';
import type { Seal } from '#app/modules/ledger/types.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { longRun, timeAllowed } from '#tests/support/long-run.ts';
import { setUpCompany } from '#tests/support/people.ts';
import { runSeed } from '#tests/support/run-seed.ts';
import { sealAll } from '#tests/support/sealed.ts';

/**
 * Every row lies in exactly one seal, whatever order transactions begin, write and commit in, and what is known at a
 * seal never changes after it was made.
 */
const database = useDatabase();
const RUNS = process.env.TALLYSTICK_LONG ? 300 : 25;
const WRITERS = 16;
const SEALERS = 3;
const ROUNDS = process.env.TALLYSTICK_LONG ? 100 : 12;
const db = () => database.current.staff.db;

beforeAll(() => setUpCompany(database.current.owner.db));

/** One balanced entry and one audit record: two families of one transaction. */
async function write(client: pg.PoolClient): Promise<string> {
  const id = newId<never>() as string;
  const lines = [
    { account: '3900', currency: 'GBP', amount: '100', base: '100' },
    { account: '4000', currency: 'GBP', amount: '-100', base: '-100' },
  ];
  await client.query('select post_entries($1)', [
    JSON.stringify([{ id, kind: 'opening_balance', source_id: id, effective_on: '2026-04-01', lines }]),
  ]);
  await client.query(
    `insert into audit_records (id, actor_kind, actor_name, action, subject_kind, subject_id) values ($1, 'system', 'Test', 'test', 'test', $1)`,
    [id],
  );
  return id;
}

const knownAt = async (seal: Seal): Promise<string[]> => {
  const { rows } = await sql<{
    id: string;
  }>`select id from entries where xid < ${seal.beforeXid}::xid8 order by id`.execute(db());
  return rows.map((row) => row.id);
};

/** family and id → the seals that hold it. */
async function sealsOf(ids: readonly string[]): Promise<Map<string, bigint[]>> {
  const { rows } = await sql<{ key: string; seals: bigint[] }>`
    select l.family || ' ' || k.id as key, array_agg(l.seal_no) as seals from seal_leaves l, unnest(l.ids) k (id)
    where l.family in ('entries', 'audit_records') and k.id = any (${[...ids]}::uuid[]) group by 1`.execute(db());
  return new Map(rows.map((row) => [row.key, row.seals.map(BigInt)]));
}

type Open = { client: pg.PoolClient; ids: string[]; sealBefore: bigint };
const CLIENTS = 5;
const anyStep = fc.oneof(
  { weight: 4, arbitrary: fc.record({ what: fc.constant('write' as const), client: fc.nat(CLIENTS - 1) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('commit' as const), client: fc.nat(CLIENTS - 1) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('roll back' as const), client: fc.nat(CLIENTS - 1) }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('seal' as const), client: fc.constant(0) }) },
);

it(
  'holds each row once, in a seal made after its transaction ended, and none of what was rolled back',
  async () => {
    const long = longRun('seals', 'histories', RUNS);
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 8, maxLength: 40 }), async (steps) => {
        const open = new Map<number, Open>();
        /** id → the newest seal when it was committed. */
        const committed = new Map<string, bigint>();
        const rolledBack: string[] = [];
        const kept: { seal: Seal; known: string[] }[] = [];
        const end = async (at: number, how: 'commit' | 'rollback') => {
          const tx = open.get(at);
          if (!tx) return;
          open.delete(at);
          const newest = (await latestSeal(db())).sealNo;
          await tx.client.query(how);
          tx.client.release();
          if (how === 'rollback') rolledBack.push(...tx.ids);
          else for (const id of tx.ids) committed.set(id, newest);
        };
        for (const step of steps) {
          if (step.what === 'commit') await end(step.client, 'commit');
          else if (step.what === 'roll back') await end(step.client, 'rollback');
          else if (step.what === 'seal') {
            const seal = await sealLedger(db());
            kept.push({ seal, known: await knownAt(seal) });
          } else {
            let tx = open.get(step.client);
            if (!tx) {
              tx = { client: await database.current.staff.pool.connect(), ids: [], sealBefore: 0n };
              await tx.client.query('begin');
              open.set(step.client, tx);
            }
            tx.ids.push(await write(tx.client));
          }
        }
        for (const at of [...open.keys()]) await end(at, 'commit');
        await sealAll(db());

        const held = await sealsOf([...committed.keys(), ...rolledBack]);
        expect(held.size).toBe(2 * committed.size);
        for (const [id, newest] of committed) {
          for (const family of ['entries', 'audit_records']) {
            const seals = held.get(`${family} ${id}`);
            expect(seals, `${family} ${id}`).toHaveLength(1);
            expect(seals![0]!, 'sealed after its transaction ended').toBeGreaterThan(newest);
          }
        }
        for (const { seal, known } of kept) expect(await knownAt(seal), `known at seal ${seal.sealNo}`).toEqual(known);
        long.done();
      }),
      { numRuns: RUNS, seed: runSeed() },
    );
    long.finish({});
  },
  timeAllowed(240_000),
);

it(
  'keeps that while sixteen writers hold their commits back and three seal at once',
  async () => {
    const long = longRun('seals-writers', 'commits', WRITERS * ROUNDS);
    let sealed = 0;
    let waiting: { until: number; go: () => void }[] = [];
    /** A commit that comes only after so many more seals. */
    const afterSeals = (more: number) =>
      new Promise<void>((go) => {
        waiting.push({ until: sealed + more, go });
      });
    let isWriting = true;
    const ids: string[] = [];
    /** All of a round have committed and stand in a seal before the next one begins, however long other databases hold the horizon. */
    const arrived: (() => void)[] = [];
    const endOfRound = async () => {
      const all = new Promise<void>((go) => arrived.push(go));
      if (arrived.length % WRITERS === 0) {
        await sealAll(db());
        for (const go of arrived.slice(-WRITERS)) go();
      }
      await all;
    };
    const writer = async (n: number) => {
      const client = await database.current.worker.pool.connect();
      for (let round = 0; round < ROUNDS; round += 1) {
        await client.query('begin');
        const id = await write(client);
        await afterSeals((n * 7 + round) % 5);
        await client.query('commit');
        ids.push(id);
        long.done();
        await endOfRound();
      }
      client.release();
    };
    const sealer = async () => {
      while (isWriting) {
        await sealLedger(db());
        sealed += 1;
        for (const { go } of waiting.filter(({ until }) => until <= sealed)) go();
        waiting = waiting.filter(({ until }) => until > sealed);
      }
    };
    const sealers = Array.from({ length: SEALERS }, sealer);
    await Promise.all(Array.from({ length: WRITERS }, (_, n) => writer(n)));
    isWriting = false;
    await Promise.all(sealers);
    const last = await sealAll(db());

    const held = await sealsOf(ids);
    expect(held.size).toBe(2 * ids.length);
    expect([...held.values()].every((seals) => seals.length === 1)).toBe(true);
    expect(new Set([...held.values()].flat()).size, 'seals were made meanwhile').toBeGreaterThanOrEqual(ROUNDS);
    expect(await findSeal(db(), last.sealNo + 1n)).toBeUndefined();
    long.finish({ writers: WRITERS, seals: sealed });
  },
  timeAllowed(60_000),
);

it('makes no empty seal, and none of a transaction that is still running', async () => {
  const before = await sealAll(db());
  expect((await sealAll(db())).sealNo).toBe(before.sealNo);
  const client = await database.current.staff.pool.connect();
  await client.query('begin');
  await write(client);
  expect((await sealLedger(db())).sealNo).toBe(before.sealNo);
  await client.query('commit');
  client.release();
  expect((await sealAll(db())).sealNo).toBeGreaterThan(before.sealNo);
  expect(await unsealedRows(db())).toBe(0n);
});

it('is open to the portal, which sees when a seal was made and no hash', async () => {
  const seal = await sealLedger(database.current.portal.db);
  expect(await latestSeal(database.current.portal.db)).toEqual(seal);
  await expect(database.current.portal.pool.query('select hash from seals')).rejects.toMatchObject({ code: '42501' });
});

import { assert } from '#app/kernel/assert.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok } from '#app/kernel/result.ts';
import { type Actor, SYSTEM } from '#app/modules/audit/types.ts';
import {
  type ReleaseCursor,
  type Released,
  type ReleaseInput,
  releaseDeferred,
} from '#app/modules/deferrals/commands/release-deferred.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { momentFor, type Outside, type WorkerDb } from './outside.server.ts';

/** Job: releases every month that has ended and is not released yet, so nights on which it did not run are made up for. */
export async function releaseRevenue(outside: Pick<Outside, 'db'>): Promise<void> {
  const { today } = await momentFor(outside);
  await releaseThrough(outside.db, SYSTEM, today);
}

/** Releases all deferred revenue through a day, each chunk in a transaction of its own; stopped anywhere, it goes on where it was. */
export async function releaseThrough(
  db: WorkerDb,
  actor: Actor,
  throughOn: PlainDate,
): Promise<{ releases: number; lines: number }> {
  const total = { releases: 0, lines: 0 };
  let after: ReleaseCursor | null = null;
  do {
    const done = await releaseChunk(db, actor, { throughOn, after });
    total.releases += done.releases;
    total.lines += done.lines;
    after = done.next;
  } while (after);
  return total;
}

async function releaseChunk(db: WorkerDb, actor: Actor, input: ReleaseInput): Promise<Released> {
  const done = await inTransaction(db, async (tx) => ok(await releaseDeferred(tx, actor, input)));
  assert(done.ok, 'releasing refuses nothing');
  return done.value;
}

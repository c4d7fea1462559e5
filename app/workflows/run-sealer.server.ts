import { setTimeout as pause } from 'node:timers/promises';
import { sealLedger } from '#app/modules/ledger/commands/seal-ledger.server.ts';
import { unsealedAgeSeconds } from '#app/modules/ledger/queries/unsealed-age.server.ts';
import type { Seal } from '#app/modules/ledger/types.ts';
import { log } from '#app/platform/telemetry/log.server.ts';
import { keepSealHead } from './keep-seal-head.server.ts';
import type { WorkerDb } from './outside.server.ts';

const EVERY_MS = 1_000;
/** A row that waits longer means that some transaction was left open. */
const AGE_SECONDS_MAX = 5;
/** What stays wrong is said again after so many rounds, not every second. */
const ROUNDS_BETWEEN_WARNINGS = 60;

export type Sealer = { stop(): Promise<void> };
type Round = { db: WorkerDb; folder: string; warn: (msg: string, fields: Record<string, unknown>) => void };

/**
 * Seals once a second until stopped, and writes each new head to the data folder. Any number of workers may run it: the
 * database lets one seal at a time. A lost connection is weather: the next round asks again. Give it a handle whose
 * statements may take minutes, because the first seal of a filled database does.
 */
export function startSealer({
  db,
  folder,
  everyMs = EVERY_MS,
}: {
  db: WorkerDb;
  folder: string;
  everyMs?: number;
}): Sealer {
  const ending = new AbortController();
  const warned = new Map<string, number>();
  let rounds = 0;
  const warn: Round['warn'] = (msg, fields) => {
    const last = warned.get(msg);
    if (last !== undefined && rounds - last < ROUNDS_BETWEEN_WARNINGS) return;
    warned.set(msg, rounds);
    log.warn(msg, fields);
  };
  const work = async () => {
    let last: Seal | undefined;
    while (!ending.signal.aborted) {
      rounds += 1;
      try {
        last = await sealRound({ db, folder, warn }, last);
      } catch (error) {
        warn('sealing failed, it is tried again', { reason: error instanceof Error ? error.message : String(error) });
      }
      await pause(everyMs, undefined, { signal: ending.signal }).catch(() => undefined);
    }
  };
  const done = work();
  return {
    stop: () => {
      ending.abort();
      return done;
    },
  };
}

async function sealRound({ db, folder, warn }: Round, last: Seal | undefined): Promise<Seal | undefined> {
  const seal = await sealLedger(db);
  const age = await unsealedAgeSeconds(db);
  if (age > AGE_SECONDS_MAX)
    warn('rows wait to be sealed: some transaction is left open', { seconds: Math.round(age) });
  if (seal.sealNo === last?.sealNo) return last;
  const { faults } = await keepSealHead(db, folder);
  if (faults.length === 0) return seal;
  warn('the exported head of the chain is not in the database; it is kept, run verify', { faults });
  return undefined;
}

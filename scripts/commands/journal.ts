import { once } from 'node:events';
import { parseSealNo } from '#app/modules/ledger/forms.ts';
import { exportJournal } from '#app/modules/ledger/queries/export-journal.server.ts';
import { findSeal, latestSeal } from '#app/modules/ledger/queries/seals.server.ts';
import type { Seal } from '#app/modules/ledger/types.ts';
import { readOneSnapshot } from '#app/platform/db/one-snapshot.server.ts';
import { commandDatabase } from './command-database.ts';
import { allowOptions, CommandRefused, dateOption, type Invocation } from './invocation.ts';

const SECONDS_MAX = 3_600;

/** Writes the ledger to standard output as a journal that hledger reads; `--known-at` leaves out what was learned after that seal. */
export async function journal(call: Invocation): Promise<number> {
  allowOptions(call, ['--from', '--to', '--known-at']);
  if (call.words.length !== 1 || call.words[0] !== 'export')
    throw new CommandRefused('Say: journal export.', { usage: true });
  const fromOn = call.options.has('--from') ? dateOption(call, '--from') : undefined;
  const toOn = call.options.has('--to') ? dateOption(call, '--to') : undefined;
  if (fromOn && toOn && toOn < fromOn) throw new CommandRefused('--to is before --from.', { usage: true });
  const { db } = await commandDatabase();
  const knownAt = await sealOption(call.options.get('--known-at'), db);
  const asked = { ...(fromOn && { fromOn }), ...(toOn && { toOn }), ...(knownAt && { knownAt }) };
  await readOneSnapshot(db, { seconds: SECONDS_MAX }, async (reader) => {
    for await (const piece of exportJournal(reader, asked)) {
      if (!process.stdout.write(piece)) await once(process.stdout, 'drain');
    }
  });
  return 0;
}

async function sealOption(asked: string | undefined, db: Parameters<typeof findSeal>[0]): Promise<Seal | undefined> {
  if (asked === undefined) return undefined;
  const number = parseSealNo(asked);
  const seal = number === null ? undefined : await findSeal(db, number);
  if (!seal) {
    const newestNo = (await latestSeal(db)).sealNo;
    throw new CommandRefused(`There is no seal ${asked}. The newest is ${newestNo}.`);
  }
  return seal;
}

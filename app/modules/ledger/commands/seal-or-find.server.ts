import type { Kysely } from 'kysely';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { DB } from '#db/types.generated.ts';
import { parseSealNo } from '../forms.ts';
import { findSeal, latestSeal } from '../queries/seals.server.ts';
import type { NoSuchSeal, Seal } from '../types.ts';
import { sealLedger } from './seal-ledger.server.ts';

/**
 * The seal a report runs at: the one that was asked for by its number, or, where none was, a seal over everything that is
 * known for good now. Call it outside a transaction. Refuses a number that no seal has yet.
 */
export async function sealOrFind(db: Kysely<DB>, asked: string | null | undefined): Promise<Result<Seal, NoSuchSeal>> {
  if (!asked?.trim()) return ok(await sealLedger(db));
  const number = parseSealNo(asked);
  const found = number === null ? undefined : await findSeal(db, number);
  return found ? ok(found) : refuse({ code: 'no-such-seal', asked, newestNo: (await latestSeal(db)).sealNo });
}

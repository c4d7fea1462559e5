import type { Kysely, Transaction } from 'kysely';
import type { Result } from '#app/kernel/result.ts';
import type { DB } from '#db/types.generated.ts';
import { isOutlivedPlan } from './prepared-statements.server.ts';

/** Commands take this first. Only inTransaction makes one, so a command cannot run outside a transaction. */
export type Tx = Transaction<DB>;

/** Queries take this: it can read from a pool or inside a transaction and has no verb to write. */
export type ReadDb = Pick<Kysely<DB>, 'selectFrom' | 'with' | 'fn' | 'case' | 'dynamic' | 'getExecutor'>;

const ATTEMPTS_MAX = 5;
const SERIALISATION_FAILURE = '40001';
const DEADLOCK = '40P01';

class RolledBack extends Error {
  readonly refusal: unknown;
  constructor(refusal: unknown) {
    super('rolled back by a refusal');
    this.refusal = refusal;
  }
}

const codeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;

/**
 * The only opener of transactions (read committed; items are locked by the commands and triggers).
 * Commits when `work` answers ok, rolls back when it answers a refusal or throws, and runs it again, at most five
 * times in all, after a deadlock or serialisation failure, or where a kept plan has outlived a migration.
 */
export async function inTransaction<Value, Refusal>(
  db: Kysely<DB>,
  work: (tx: Tx) => Promise<Result<Value, Refusal>>,
): Promise<Result<Value, Refusal>> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute(async (tx) => {
        const result = await work(tx);
        if (!result.ok) throw new RolledBack(result.refusal);
        return result;
      });
    } catch (error) {
      if (error instanceof RolledBack) return { ok: false, refusal: error.refusal as Refusal };
      const code = codeOf(error);
      const mayRepeat = code === SERIALISATION_FAILURE || code === DEADLOCK || isOutlivedPlan(error);
      if (!mayRepeat || attempt >= ATTEMPTS_MAX) throw error;
    }
  }
}

/**
 * Runs `work` for real with every constraint checked, then rolls it back whatever it answered. A preview made this way
 * cannot lie: it is the command itself.
 */
export async function inPreview<Value, Refusal>(
  db: Kysely<DB>,
  work: (tx: Tx) => Promise<Result<Value, Refusal>>,
): Promise<Result<Value, Refusal>> {
  class Previewed extends Error {}
  let answer: Result<Value, Refusal> | undefined;
  try {
    await db.transaction().execute(async (tx) => {
      answer = await work(tx);
      if (answer.ok) await setAllImmediate(tx);
      throw new Previewed();
    });
  } catch (error) {
    if (!(error instanceof Previewed)) throw error;
  }
  return answer as Result<Value, Refusal>;
}

async function setAllImmediate(tx: Tx): Promise<void> {
  const { sql } = await import('kysely');
  await sql`set constraints all immediate`.execute(tx);
}

/** The name of the constraint or law a database error speaks of, so that commands can map it to a refusal. */
export function constraintOf(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'constraint' in error && typeof error.constraint === 'string'
    ? error.constraint
    : undefined;
}

import {
  CompiledQuery,
  Kysely,
  PostgresAdapter,
  PostgresDriver,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely';
import type pg from 'pg';
import type { DB } from '#db/types.generated.ts';
import type { ReadDb } from './transaction.server.ts';

/**
 * A read handle for one request of a partner's user: each statement runs in a read-only transaction of its own in which
 * the partner's scope is set, so that row-level security shows the assigned customers and nothing else. A handle rather
 * than a wrapper, so that pages read the same way for everybody and none can forget it.
 */
export function readsAsPartner(pool: pg.Pool, userId: string): ReadDb {
  return new Kysely<DB>({
    dialect: {
      createDriver: () => new PartnerDriver(pool, userId),
      createAdapter: () => new PostgresAdapter(),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createIntrospector: (db) => new PostgresIntrospector(db),
    },
  });
}

/** A connection of this driver; its type has no name outside the library. */
type Held = Parameters<PostgresDriver['releaseConnection']>[0];

class PartnerDriver extends PostgresDriver {
  readonly #userId: string;

  constructor(pool: pg.Pool, userId: string) {
    super({ pool });
    this.#userId = userId;
  }

  override async acquireConnection(): Promise<Held> {
    const connection = (await super.acquireConnection()) as Held;
    try {
      await super.beginTransaction(connection, { accessMode: 'read only' });
      const scope = CompiledQuery.raw(`select set_config('tallystick.partner_id', $1, true)`, [this.#userId]);
      await connection.executeQuery(scope);
      return connection;
    } catch (error) {
      await this.releaseConnection(connection);
      throw error;
    }
  }

  override async releaseConnection(connection: Held): Promise<void> {
    try {
      // Nothing was written; the scope ends with the transaction.
      await super.rollbackTransaction(connection);
    } finally {
      await super.releaseConnection(connection);
    }
  }
}

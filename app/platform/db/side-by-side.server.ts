import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
} from 'kysely';
import { assert } from '#app/kernel/assert.ts';
import type { DB } from '#db/types.generated.ts';
import type { ReadDb } from './transaction.server.ts';

/**
 * One read-only transaction whose statements need not wait for one another: what `read` asks for in the same moment leaves
 * together, behind the opening and the `scope`, and comes back in order. The connection answers nobody after `read` has
 * ended, so what a failed page still asks for never meets the scope of the next one.
 */
export async function readSideBySide<Value>(
  connection: DatabaseConnection,
  scope: RawBuilder<unknown>,
  read: (db: ReadDb) => Promise<Value>,
): Promise<Value> {
  let isOver = false;
  let cause: unknown;
  const held: DatabaseConnection = {
    executeQuery: (query) => {
      assert(!isOver, 'a page asked the database after it had ended');
      return connection.executeQuery<never>(query).catch((error: unknown) => {
        cause ??= error;
        throw error;
      });
    },
    streamQuery: () => {
      throw new Error('pages do not stream');
    },
  };
  const db = new Kysely<DB>({
    dialect: {
      createDriver: () => new HeldDriver(held),
      createAdapter: () => new PostgresAdapter(),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createIntrospector: (of) => new PostgresIntrospector(of),
    },
  });
  const send = (text: string) => connection.executeQuery(CompiledQuery.raw(text));
  try {
    const opened = send('start transaction read only');
    const scoped = connection.executeQuery(scope.compile(db));
    const [, , value] = await Promise.all([opened, scoped, read(db)]);
    isOver = true;
    await send('commit');
    return value;
  } catch (error) {
    isOver = true;
    await send('rollback');
    throw saysOnlyAborted(error) ? cause : error;
  }
}

// What stands behind a statement that failed is answered with this; the page is told what failed.
const ABORTED = '25P02';
const saysOnlyAborted = (error: unknown): boolean =>
  error instanceof Error && (error as { code?: string }).code === ABORTED;

/** Hands out the one connection it was given, to as many as ask for it; its transaction is not theirs to end. */
class HeldDriver implements Driver {
  readonly #connection: DatabaseConnection;

  constructor(connection: DatabaseConnection) {
    this.#connection = connection;
  }

  acquireConnection = (): Promise<DatabaseConnection> => Promise.resolve(this.#connection);
  init = (): Promise<void> => Promise.resolve();
  releaseConnection = (): Promise<void> => Promise.resolve();
  destroy = (): Promise<void> => Promise.resolve();
  beginTransaction = (): Promise<void> => Promise.reject(new Error('a page reads in one transaction'));
  commitTransaction = (): Promise<void> => Promise.reject(new Error('a page reads in one transaction'));
  rollbackTransaction = (): Promise<void> => Promise.reject(new Error('a page reads in one transaction'));
}

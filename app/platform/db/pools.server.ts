import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { DB } from '#db/types.generated.ts';
import { sendInParcels } from './one-parcel.server.ts';
import { prepareOn } from './prepared-statements.server.ts';

/** PostgreSQL's type numbers: bigint, numeric, date, timestamptz, bigint[], date[]. */
const INT8 = 20;
const DATE = 1082;

/**
 * Parsers per pool, never global: bigint arrives as BigInt, date as 'YYYY-MM-DD' text. numeric stays text.
 */
function ourTypes(): pg.TypeOverrides {
  const types = new pg.TypeOverrides();
  types.setTypeParser(INT8, (text: string) => BigInt(text));
  types.setTypeParser(DATE, (text: string) => text);
  return types;
}

export type PoolOptions = {
  url: string;
  name: string;
  connectionsMax?: number;
  statementTimeoutMs?: number;
  /**
   * For pages, which ask much at once and the same again and again: a statement may leave before the one before it is
   * answered, and what is read often is planned once a connection.
   */
  isForPages?: boolean;
};
export type Db = Kysely<DB>;
export type DbHandle = { db: Db; pool: pg.Pool; close(): Promise<void> };

const CONNECTIONS_MAX = 10;
const STATEMENT_TIMEOUT_MS = 30_000;

/** Opens a pool for one database role. Each process has one handle per role it speaks as. */
export function openDb(options: PoolOptions): DbHandle {
  const { isForPages = false } = options;
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.connectionsMax ?? CONNECTIONS_MAX,
    application_name: `tallystick-${options.name}`,
    statement_timeout: options.statementTimeoutMs ?? STATEMENT_TIMEOUT_MS,
    types: ourTypes(),
    pipeline: isForPages,
  });
  pool.on('connect', (client) => prepareOn(client, isForPages ? 'repeated' : 'marked'));
  if (isForPages) pool.on('connect', sendInParcels);
  // A connection that the server ends is weather: the pool replaces it, the process must not die of it. The pool tells of
  // idle ones; one that is in use tells by itself, besides failing the statement it was in.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
  return { db, pool, close: () => db.destroy() };
}

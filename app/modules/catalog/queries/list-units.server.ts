import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { Unit } from '../types.ts';

/** The units of measure there are, by name. */
export const listUnits = (db: ReadDb): Promise<Unit[]> =>
  db.selectFrom('units').select(['code', 'name', 'decimals']).orderBy('name').execute();

import type pg from 'pg';
import { config } from '#app/platform/config/config.server.ts';
import { type Db, type DbHandle, openDb } from './pools.server.ts';

/** One pool per database role and process, opened on first use. */
const handles = new Map<string, DbHandle>();

function handle(role: 'staff' | 'portal' | 'worker' | 'partner', url: string): DbHandle {
  let found = handles.get(role);
  if (!found) {
    found = openDb({ url, name: role, isForPages: role === 'portal' });
    handles.set(role, found);
  }
  return found;
}

export const staffDb = (): Db => handle('staff', config().db.staffUrl).db;
/** Row-level security applies: read through readAsPortal, write through writeAsPortal. */
export const portalDb = (): Db => handle('portal', config().db.portalUrl).db;
export const workerDb = (): Db => handle('worker', config().db.workerUrl).db;
/** Row-level security applies: read through readsAsPartner. Null where this installation lets no partner in. */
export const partnerPool = (): pg.Pool | null => {
  const url = config().db.partnerUrl;
  return url ? handle('partner', url).pool : null;
};

export async function closeDb(): Promise<void> {
  await Promise.all([...handles.values()].map((open) => open.close()));
  handles.clear();
}

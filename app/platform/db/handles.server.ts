import { config } from '#app/platform/config/config.server.ts';
import { type Db, type DbHandle, openDb } from './pools.server.ts';

/** One pool per database role and process, opened on first use. */
const handles = new Map<string, DbHandle>();

function handle(role: 'staff' | 'portal' | 'worker'): Db {
  let found = handles.get(role);
  if (!found) {
    const urls = config().db;
    found = openDb({ url: { staff: urls.staffUrl, portal: urls.portalUrl, worker: urls.workerUrl }[role], name: role });
    handles.set(role, found);
  }
  return found.db;
}

export const staffDb = (): Db => handle('staff');
/** Row-level security applies: read through readAsPortal, write through writeAsPortal. */
export const portalDb = (): Db => handle('portal');
export const workerDb = (): Db => handle('worker');

export async function closeDb(): Promise<void> {
  await Promise.all([...handles.values()].map((open) => open.close()));
  handles.clear();
}

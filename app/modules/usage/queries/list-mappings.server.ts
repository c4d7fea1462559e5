import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { asMapping } from '../rules/map-columns.ts';
import type { MappingId, SavedMapping, UsageImportKind } from '../types.ts';

/** The mappings kept for a kind of file, by name. */
export async function listMappings(db: ReadDb, kind: UsageImportKind): Promise<SavedMapping[]> {
  const rows = await db
    .selectFrom('import_mappings')
    .select(['id', 'name', 'mapping'])
    .where('kind', '=', kind)
    .orderBy('name')
    .execute();
  return rows.flatMap(({ id, name, mapping }) => {
    const read = asMapping(mapping);
    return read ? [{ id: id as MappingId, name, mapping: read }] : [];
  });
}

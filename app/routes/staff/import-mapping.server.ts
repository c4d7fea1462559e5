import type { ImportFile, ImportKind } from '#app/modules/files/types.ts';
import { fileColumns } from '#app/modules/usage/queries/file-columns.server.ts';
import type { UsageImportKind } from '#app/modules/usage/types.ts';

/** Kinds whose columns may have any name. */
export const isUsageKind = (kind: ImportKind): kind is UsageImportKind =>
  kind === 'usage' || kind === 'readings' || kind === 'orders';

/** Whether somebody must say which column means what before the file can be read. */
export async function needsColumns(file: ImportFile): Promise<boolean> {
  if (!isUsageKind(file.kind) || file.mapping !== null) return false;
  const { heads, suggested } = await fileColumns(file.kind, file.content, []);
  return heads.length > 0 && suggested !== null;
}

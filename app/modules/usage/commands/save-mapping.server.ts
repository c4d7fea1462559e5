import { sql } from 'kysely';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { ColumnMapping, MappingId, UsageImportKind } from '../types.ts';

const NAME_MAX = 60;

/** Keeps which column means what under a name; another mapping of that name gives way. */
export async function saveMapping(
  tx: Tx,
  actor: Actor,
  input: { readonly kind: UsageImportKind; readonly name: string; readonly mapping: ColumnMapping },
  moment: Moment,
): Promise<Result<{ mappingId: MappingId }, { code: 'bad-name' }>> {
  const name = input.name.trim();
  if (name === '' || name.length > NAME_MAX) return refuse({ code: 'bad-name' });
  const { rows } = await sql<{ id: MappingId }>`
    insert into import_mappings (kind, name, mapping, saved_at, saved_by_name)
    values (${input.kind}, ${name}, ${JSON.stringify(input.mapping)}::jsonb, ${moment.now}, ${actor.name})
    on conflict (kind, lower(name)) do update set name = excluded.name, mapping = excluded.mapping, saved_at = excluded.saved_at,
      saved_by_name = excluded.saved_by_name
    returning id`.execute(tx);
  const mappingId = rows[0]?.id as MappingId;
  await writeAudit(tx, actor, {
    action: 'import_mapping.saved',
    subjectKind: 'import_mapping',
    subjectId: mappingId,
    after: { kind: input.kind, name, mapping: input.mapping },
  });
  return ok({ mappingId });
}

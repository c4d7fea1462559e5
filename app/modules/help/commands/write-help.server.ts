import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Language } from '#app/modules/customers/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { helpPage } from '../queries/help-pages.server.ts';
import type { HelpRefusal, HelpSlug } from '../types.ts';

export type WriteHelpInput = {
  readonly slug: HelpSlug;
  readonly language: Language;
  readonly title: string;
  readonly body: string;
  readonly fromOn: PlainDate;
  readonly reason: string;
};

/**
 * Words a help page anew in a language, from a day on, today or later. What it said before stays known. Refuses a day that
 * has passed, and what stands already.
 */
export async function writeHelp(
  tx: Tx,
  actor: Actor,
  input: WriteHelpInput,
  { now, today }: Moment,
): Promise<Result<{ readonly versionId: string }, HelpRefusal>> {
  const { slug, language, title, body, fromOn, reason } = input;
  if (fromOn < today) return refuse({ code: 'dated-back', firstOn: today });
  const before = await helpPage(tx, slug, { language, on: fromOn });
  if (before?.language === language && before.title === title && before.body === body)
    return refuse({ code: 'nothing-changed' });
  const { id: versionId } = await tx
    .insertInto('help_versions')
    .values({
      ...{ slug, language, title, body, from_on: fromOn, reason: reason.trim() },
      ...{ made_by: actor.kind === 'staff' ? actor.id : null, made_by_name: actor.name, made_at: now },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await writeAudit(tx, actor, {
    ...{ action: 'help.worded', subjectKind: 'help_version', subjectId: versionId, reason: reason.trim() },
    before: before ? { title: before.title, language: before.language } : null,
    after: { slug, language, title, fromOn },
  });
  return ok({ versionId });
}

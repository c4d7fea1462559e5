import { ok, type Result } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { getCompany } from '../queries/get-company.server.ts';
import type { Company } from '../types.ts';

/** What may change after set-up. Base currency and country decide how everything was posted and stay. */
export type CompanySettings = Pick<
  Company,
  'name' | 'legalName' | 'addressLines' | 'taxNumber' | 'help' | 'mailFrom' | 'locale'
>;

/** Changes how the company presents itself; issued documents keep what they said. Locks nothing, refuses nothing. */
export async function setCompany(
  tx: Tx,
  actor: Actor,
  settings: CompanySettings,
  _moment: Moment,
): Promise<Result<undefined, never>> {
  const before = await getCompany(tx);
  await tx
    .updateTable('company')
    .set({
      name: settings.name,
      legal_name: settings.legalName,
      address_lines: [...settings.addressLines],
      tax_number: settings.taxNumber,
      help_name: settings.help.name,
      help_email: settings.help.email,
      help_phone: settings.help.phone,
      help_hours: settings.help.hours,
      mail_from: settings.mailFrom,
      locale: settings.locale,
    })
    .execute();
  await writeAudit(tx, actor, {
    action: 'company.changed',
    subjectKind: 'company',
    // One row without an id of its own; the audit wants one.
    subjectId: '00000000-0000-0000-0000-000000000000',
    before: { ...before },
    after: { ...settings },
  });
  return ok();
}

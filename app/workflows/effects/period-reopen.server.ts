import { z } from 'zod';
import { formatMonth } from '#app/kernel/format-date.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import { ok, refuse } from '#app/kernel/result.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import { reopenPeriod } from '#app/modules/ledger/commands/reopen-period.server.ts';
import { PERIOD_KINDS, type PeriodRefusal } from '#app/modules/ledger/types.ts';
import type { ApprovalEffect } from './effect.server.ts';

const asked = z.object({ kind: z.enum(PERIOD_KINDS), monthOn: z.string().transform(plainDate) });

/** Opens the month that was asked for, unless it was opened meanwhile. Nothing else changes: what it is for is done after. */
export const periodReopenEffect: ApprovalEffect = async (tx, actor, approval, moment) => {
  const of = asked.parse(approval.payload);
  // Asked first: a refusal of the database leaves the transaction unable to answer.
  const month = formatMonth(of.monthOn, (await getCompany(tx)).locale);
  const opened = await reopenPeriod(tx, actor, { ...of, reason: approval.reason, approvalId: approval.id }, moment);
  if (!opened.ok) return refuse({ text: wordsFor(opened.refusal, month) });
  return ok({
    text: `${month} is open again for ${of.kind === 'tax' ? 'tax documents' : 'postings'}.`,
    path: '/staff/periods',
  });
};

function wordsFor(refusal: PeriodRefusal, month: string): string {
  switch (refusal.code) {
    case 'already':
      return `${month} was opened again meanwhile. Send this request back.`;
    case 'busy':
      return 'Many postings are under way. Try again in a minute.';
    case 'earlier-open':
    case 'not-begun':
    case 'not-approved':
      throw new Error(`an approved reopening was refused: ${refusal.code}`);
  }
}

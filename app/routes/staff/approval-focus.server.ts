import { authoritiesOver } from '#app/modules/approvals/queries/who-may-decide.server.ts';
import type { Approval } from '#app/modules/approvals/types.ts';
import { listAudit } from '#app/modules/audit/queries/list-audit.server.ts';
import { mayStaff, type StaffUser } from '#app/modules/auth/types.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { Verdict } from './approval-card.tsx';
import { decideWords } from './approval-words.ts';

/** What the page shows beside one request: whose it is, what this person may do with it and why not, and its history. */
export async function focusOn(db: ReadDb, approval: Approval, { user, moment }: { user: StaffUser; moment: Moment }) {
  const [customer, entries, verdict] = await Promise.all([
    approval.customerId ? getCustomer(db, approval.customerId) : null,
    listAudit(db, { subjectId: approval.id }),
    verdictOn(db, approval, { user, moment }),
  ]);
  return { approval, customerName: customer?.name ?? null, entries, verdict };
}

async function verdictOn(
  db: ReadDb,
  approval: Approval,
  { user, moment }: { user: StaffUser; moment: Moment },
): Promise<Verdict> {
  const none: Verdict = { approve: null, sendBack: false, whyNot: null, mayWithdraw: false };
  if (approval.state !== 'waiting') return none;
  const isMine = approval.requestedBy === user.id;
  const mayWithdraw = isMine && mayStaff(user.role, 'approvals.ask');
  if (!isMine && !mayStaff(user.role, 'approvals.decide'))
    return { ...none, whyNot: 'Your role does not decide on requests. Receivables managers and controllers do.' };
  const may = await authoritiesOver(db, approval, { userId: user.id, today: moment.today });
  if (!may) return none;
  const { approve, sendBack } = may;
  return {
    approve: approve.ok ? { inNameOf: approve.value.standIn?.name ?? null } : null,
    sendBack: sendBack.ok,
    whyNot: approve.ok ? null : decideWords(approve.refusal, String),
    mayWithdraw,
  };
}

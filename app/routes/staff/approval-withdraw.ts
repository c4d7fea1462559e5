import { redirect } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { withdrawApproval } from '#app/modules/approvals/commands/withdraw-approval.server.ts';
import type { ApprovalId } from '#app/modules/approvals/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import type { Route } from './+types/approval-withdraw.ts';
import { STATE_WORDS } from './approval-words.ts';
import { foundOr404 } from './not-found.ts';

/** Nothing to look at: an address typed by hand leads to the request. */
export async function loader(args: Route.LoaderArgs) {
  await requireStaff(args, 'approvals.ask');
  const id = foundOr404(parseId<ApprovalId>(args.params.id), 'request');
  return redirect(`/staff/approvals?view=mine&id=${id}`);
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'approvals.ask');
  const approvalId = foundOr404(parseId<ApprovalId>(args.params.id), 'request');
  const back = `/staff/approvals?view=mine&id=${approvalId}`;
  const taken = await inTransaction(staffDb(), (tx) => withdrawApproval(tx, actor, { approvalId, note: '' }, moment));
  if (taken.ok) return redirectWithFlash(back, 'The request is withdrawn.');
  switch (taken.refusal.code) {
    case 'unknown-approval':
      return foundOr404(null, 'request');
    case 'not-yours':
      return redirectWithFlash(back, 'Only who asked can withdraw a request. Nothing was changed.', 'warn');
    case 'already-decided': {
      const { state, byName } = taken.refusal;
      const text = `It was too late: ${STATE_WORDS[state].toLowerCase()} by ${byName}. Nothing was changed.`;
      return redirectWithFlash(back, text, 'warn');
    }
  }
}

import { data } from 'react-router';
import type { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { type CloseMovementRefusal, closeMovement } from '#app/modules/payments/commands/close-movement.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { foundOr404 } from './not-found.ts';
import { postedFields } from './posted.server.ts';

type By = Pick<Awaited<ReturnType<typeof requireStaff>>, 'actor' | 'moment'>;

const AT_THE_NOTE: Readonly<Partial<Record<CloseMovementRefusal['code'], string>>> = {
  'note-missing': 'Say what it was and what was done about it.',
  'note-too-long': 'Keep it to 1,000 characters.',
};
const AT_THE_TOP: Readonly<Partial<Record<CloseMovementRefusal['code'], string>>> = {
  explained: 'This movement belongs to a payment here or is posted by itself. Nothing was changed.',
  'closed-already': 'Somebody closed this movement already. Nothing was changed.',
};

/** A movement nobody can explain by a document is closed with what was found out about it. */
export async function closeAskedMovement(request: Request, { actor, moment }: By) {
  const { of } = await postedFields(request);
  const transactionId = foundOr404(parseId(of('movementId')), 'movement') as string;
  const note = of(`note-${transactionId}`);
  const closed = await inTransaction(staffDb(), (tx) => closeMovement(tx, actor, { transactionId, note }, moment));
  if (closed.ok) return redirectWithFlash('/staff/payouts', 'Closed. What you found out stands in the audit trail.');
  const { code } = closed.refusal;
  foundOr404(code === 'unknown-movement' ? null : code, 'movement');
  const values = { movementId: transactionId, note };
  const atNote = AT_THE_NOTE[code];
  if (atNote) return data(formRefusal({ fieldErrors: { [`note-${transactionId}`]: [atNote] }, values }), 422);
  return data(formRefusal({ formErrors: [AT_THE_TOP[code] ?? 'Nothing was changed.'], values }), 422);
}

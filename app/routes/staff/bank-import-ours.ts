import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import type { Route } from './+types/bank-import-ours.ts';
import { confirmOurs } from './bank-import-act.server.ts';
import { foundOr404 } from './not-found.ts';
import { postedFields } from './posted.server.ts';

export const loader = () => new Response('Only posting is possible here.', { status: 405, headers: { Allow: 'POST' } });

/** A person says that the account of a file is ours. */
export async function action(args: Route.ActionArgs) {
  const by = await requireStaff(args, 'bank.set-up');
  const id = foundOr404(parseId(args.params.id) as string | null, 'file of the bank');
  const done = await confirmOurs(id, await postedFields(args.request), by);
  const back = `/staff/bank/imports/${id}`;
  return done.ok
    ? redirectWithFlash(back, done.value)
    : redirectWithFlash(back, done.refusal.formErrors.join(' '), 'warn');
}

import { redirect } from 'react-router';
import { requirePortal } from '#app/guards/require-portal.server.ts';
import type { CustomerId } from '#app/kernel/ids.ts';
import { switchCustomer } from '#app/modules/auth/commands/switch-customer.server.ts';
import { switchCustomerForm } from '#app/modules/auth/forms.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { parseForm } from '#app/platform/http/form.server.ts';
import type { Route } from './+types/switch-customer.ts';

export async function loader(args: Route.LoaderArgs) {
  await requirePortal(args, 'view');
  return redirect('/');
}

/** Turns the session to another customer of the same person; a stranger's is not found. */
export async function action(args: Route.ActionArgs) {
  const { actor, user, session, moment } = await requirePortal(args, 'view');
  const form = await parseForm(args.request, switchCustomerForm);
  if (!form.ok) throw new Response(null, { status: 404 });
  const input = { userId: user.id, sessionId: session.id, customerId: form.value.customer as CustomerId };
  const switched = await inTransaction(staffDb(), (tx) => switchCustomer(tx, actor, input, moment));
  if (!switched.ok) throw new Response(null, { status: 404 });
  return redirectWithFlash('/', `You are now looking at ${switched.value.customerName}.`);
}

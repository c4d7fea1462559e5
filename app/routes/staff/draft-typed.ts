import { data, redirect } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type DraftId, parseId } from '#app/kernel/ids.ts';
import { keepTyped } from '#app/modules/invoicing/commands/keep-typed.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import type { Route } from './+types/draft-typed.ts';
import { foundOr404 } from './not-found.ts';
import { postedFields } from './posted.server.ts';

/** Nothing to look at: an address typed by hand leads to the draft. */
export async function loader(args: Route.LoaderArgs) {
  await requireStaff(args, 'invoices.write');
  const id = foundOr404(parseId<DraftId>(args.params.id), 'draft');
  return redirect(`/staff/invoices/drafts/${id}`);
}

/** Keeps what is typed, as it stands; the editor sends it every few seconds and when it is left. */
export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'invoices.write');
  const draftId = foundOr404(parseId<DraftId>(args.params.id), 'draft');
  const sent = await postedFields(args.request);
  const fields = Object.fromEntries(sent.fields.filter(([name]) => name !== 'intent'));
  const kept = await inTransaction(staffDb(), (tx) => keepTyped(tx, actor, { draftId, fields }, moment));
  return data({ kept: kept.ok }, kept.ok ? 200 : kept.refusal.code === 'unknown-draft' ? 404 : 413);
}

import { requirePortal } from '#app/guards/require-portal.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { getPlan } from '#app/modules/payment-plans/queries/get-plan.server.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { ensurePlanAgreement } from '#app/workflows/produce-plan-agreement.server.ts';
import { webProducer } from '#app/workflows/web-outside.server.ts';
import type { Route } from './+types/plan-agreement.ts';
import { foundOr404, giveDocument } from './give-file.server.ts';

/** The agreement of one of the customer's own plans; made now where the worker was not there yet. */
export async function loader(args: Route.LoaderArgs) {
  const { scope, customerId, moment } = await requirePortal(args, 'view');
  const planId = foundOr404(parseId<never>(args.params.id) as string | null, 'agreement');
  const plan = await readAsPortal(portalDb(), scope, (db) => getPlan(db, { planId, customerId }, moment.today));
  foundOr404(plan && plan.versionNo > 0 ? plan : null, 'agreement');
  return giveDocument(await ensurePlanAgreement(webProducer(), planId));
}

import { requirePortal } from '#app/guards/require-portal.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { getPlan } from '#app/modules/payment-plans/queries/get-plan.server.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { downloadResponse } from '#app/platform/http/download-response.server.ts';
import { planCalendar } from '#app/workflows/plan-calendar.ts';
import { checkoutPorts } from '#app/workflows/web-outside.server.ts';
import type { Route } from './+types/plan-dates.ts';
import { foundOr404 } from './give-file.server.ts';

/** The dates of one of the customer's own plans, for a calendar. */
export async function loader(args: Route.LoaderArgs) {
  const { scope, customerId, moment, company } = await requirePortal(args, 'view');
  const planId = foundOr404(parseId<never>(args.params.id) as string | null, 'plan');
  const found = await readAsPortal(portalDb(), scope, (db) => getPlan(db, { planId, customerId }, moment.today));
  const plan = foundOr404(found && found.versionNo > 0 ? found : null, 'plan');
  const link = `${checkoutPorts().baseUrl}/plans/${plan.id}`;
  const madeAt = plan.events.at(-1)?.at ?? moment.now;
  return downloadResponse({
    body: planCalendar(plan, { company: company.name, locale: company.locale, link, madeAt }),
    ...{ fileName: `${plan.number}.ics`, contentType: 'text/calendar; charset=utf-8' },
  });
}

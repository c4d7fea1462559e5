import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import type { Message } from '#app/modules/delivery/types.ts';
import { getPlan } from '#app/modules/payment-plans/queries/get-plan.server.ts';
import { planOfEvent } from '#app/modules/payment-plans/queries/plan-version.server.ts';
import type { MailFile } from '#app/platform/mail/mail-gateway.server.ts';
import { momentFor, type Outside } from './outside.server.ts';
import { planCalendar } from './plan-calendar.ts';
import { readDocument } from './produce-document.server.ts';
import { ensurePlanAgreement } from './produce-plan-agreement.server.ts';

/** What the mail of an agreement carries: the agreement, its hash checked, and the dates. A moved date brings the dates alone. */
export async function filesOfPlan(outside: Outside, message: Message): Promise<MailFile[]> {
  if (message.kind !== 'plan_agreed' || !message.details.eventId) return [];
  const of = await planOfEvent(outside.db, message.details.eventId);
  if (!of) return [];
  const { today } = await momentFor(outside);
  const plan = await getPlan(outside.db, { planId: of.planId }, today);
  if (!plan) return [];
  const company = await getCompany(outside.db);
  const link = `${outside.baseUrl}/plans/${plan.id}`;
  const dates = planCalendar(plan, { company: company.name, locale: company.locale, link, madeAt: message.queuedAt });
  const calendar = {
    ...{ filename: `${plan.number}.ics`, content: new TextEncoder().encode(dates) },
    contentType: 'text/calendar; charset=utf-8; method=PUBLISH',
  };
  if (of.kind === 'moved') return [calendar];
  const made = await ensurePlanAgreement(outside, plan.id);
  if (!made.ok) throw new Error(`the agreement of ${plan.number} could not be made: ${made.refusal.code}`);
  const bytes = await readDocument(outside, made.value);
  if (!bytes.ok) throw new Error(`the stored agreement of ${plan.number} is ${bytes.refusal}`);
  return [{ filename: made.value.fileName, content: bytes.value, contentType: made.value.mediaType }, calendar];
}

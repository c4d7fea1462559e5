import { dateInZone } from '#app/kernel/plain-date.ts';
import { explainInvoiceLines } from '#app/modules/billing-runs/queries/explain-lines.server.ts';
import { documentTimeline } from '#app/modules/delivery/queries/document-timeline.server.ts';
import { breachesOf } from '#app/modules/disputes/queries/breaches-of.server.ts';
import { complaintSteps } from '#app/modules/disputes/queries/complaint-steps.server.ts';
import { lessonsOf } from '#app/modules/disputes/queries/dispute-lessons.server.ts';
import { listQueues, listReasons, listSavedAnswers } from '#app/modules/disputes/queries/dispute-settings.server.ts';
import { disputesOfCustomer } from '#app/modules/disputes/queries/disputes-of.server.ts';
import { getDispute } from '#app/modules/disputes/queries/get-dispute.server.ts';
import { queueHours } from '#app/modules/disputes/queries/queue-hours.server.ts';
import { getInvoice } from '#app/modules/invoicing/queries/get-invoice.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { colleagues } from './colleagues.server.ts';
import { timeLeftOf } from './dispute-time.ts';

const OTHERS_MAX = 20;

/** Everything its page shows: the claim beside price, usage and delivery, the thread, and who could help. */
export async function readDisputePage(disputeId: string, { moment, zone }: { moment: Moment; zone: string }) {
  const db = staffDb();
  const dispute = await getDispute(db, { disputeId });
  if (!dispute) return null;
  const { invoiceId, customerId } = dispute;
  const [invoice, explained, delivered, breaches, queues, reasons, answers, others, people, hours, lessons, steps] =
    await Promise.all([
      invoiceId ? getInvoice(db, { invoiceId }) : null,
      invoiceId ? explainInvoiceLines(db, { invoiceId }) : [],
      invoiceId ? documentTimeline(db, { invoiceId }) : [],
      breachesOf(db, { disputeId }),
      listQueues(db),
      listReasons(db),
      listSavedAnswers(db, { reasonCode: dispute.reasonCode }),
      disputesOfCustomer(db, { customerId, reader: { side: 'staff' }, limit: OTHERS_MAX }),
      colleagues(),
      queueHours(db),
      lessonsOf(db, disputeId),
      dispute.kind === 'complaint' ? complaintSteps(db, { disputeId }) : [],
    ]);
  const open = hours.get(dispute.queue);
  const named = (id: string | null) => {
    const found = others.find((one) => one.id === id);
    return found ? { id: found.id as string, number: found.number } : null;
  };
  return {
    ...{ steps, dispute, invoice, explained, delivered, breaches, answers, colleagues: people },
    lesson: lessons[0] ?? null,
    ...{ joined: named(dispute.mergedInto), parted: named(dispute.splitFrom) },
    departments: queues.filter(({ isDepartment, isRetired }) => isDepartment && !isRetired),
    knows: reasons.find(({ code }) => code === dispute.reasonCode)?.department ?? null,
    others: others.filter(
      (one) => one.id !== dispute.id && one.closedAt === null && one.invoiceId === dispute.invoiceId,
    ),
    timeLeft: open ? timeLeftOf(dispute, moment.now, open) : null,
    ageDays: (moment.now.getTime() - dispute.raisedAt.getTime()) / 86_400_000,
    raisedOn: dateInZone(dispute.raisedAt, zone),
  };
}

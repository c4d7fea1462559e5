import { assert } from '#app/kernel/assert.ts';
import { config } from '#app/platform/config/config.server.ts';
import type { JobHandler, TogetherHandler } from '#app/platform/jobs/jobs.server.ts';
import { tellWhoOrdered } from './after-charge.server.ts';
import { chargeAsked } from './charge-saved-method.server.ts';
import { checkPlans } from './check-plans.server.ts';
import { checkPromises } from './check-promises.server.ts';
import { doChangesOfTheDay } from './customer-changes.server.ts';
import { drawTimelines } from './draw-timelines.server.ts';
import { einvoiceNetwork } from './einvoice-network.server.ts';
import { fetchInboundMail } from './fetch-inbound-mail.server.ts';
import { gatherDeliveries } from './gather-deliveries.server.ts';
import { importBankFile } from './import-bank-file.server.ts';
import { keepAskedStatement } from './keep-statement.server.ts';
import { lookAtPlanNow } from './look-at-plan.server.ts';
import { mendDocuments } from './mend-documents.server.ts';
import { settleDisputes } from './open-dispute.server.ts';
import { deliverInvoice, sendReceipt } from './order-messages.server.ts';
import { type Outside, outside } from './outside.server.ts';
import { postExact } from './post-exact.server.ts';
import { produceInvoice } from './produce-document.server.ts';
import { proveLedger } from './prove-ledger.server.ts';
import type { Queue } from './queues.ts';
import { releaseRevenue } from './release-revenue.server.ts';
import { runAutopay } from './run-autopay.server.ts';
import { issueChunks, makePreview } from './run-billing.server.ts';
import { runReminders } from './run-reminders.server.ts';
import { makeStatements, startDueStatements } from './run-statements.server.ts';
import { takeEinvoiceAnswers } from './send-einvoice.server.ts';
import { sendMessage } from './send-message.server.ts';
import { sendRefund } from './send-refund.server.ts';
import { finishSetupById } from './settle-method.server.ts';
import { settleStripeEvents } from './settle-payment.server.ts';
import { goOnIfSet, startScheduledRuns } from './start-scheduled-runs.server.ts';
import { sweepPayments } from './sweep-payments.server.ts';
import { sweepSignIns } from './sweep-sign-ins.server.ts';
import { takeAsk, takeWaitingAsks } from './take-asks.server.ts';
import { takeSnapshots } from './take-snapshots.server.ts';
import { tellDispute } from './tell-dispute.server.ts';
import { tellPaymentAsk } from './tell-payment-ask.server.ts';
import { tellPlan } from './tell-plan.server.ts';
import { watchDisputes } from './watch-disputes.server.ts';

type WorkedTogether = 'settle-stripe-event';
type Handlers = Record<Exclude<Queue, WorkedTogether>, JobHandler> & Record<WorkedTogether, TogetherHandler>;

/** What the worker does for each queue. Jobs carry ids; each may run any number of times. */
export function createJobHandlers(world: () => Outside): Handlers {
  return {
    'produce-invoice': (data) =>
      produceInvoice(world(), { invoiceId: text(data, 'invoiceId'), deliver: field(data, 'deliver') === 'yes' }),
    'deliver-invoice': (data) => deliverInvoice(world(), text(data, 'invoiceId')),
    'settle-stripe-event': {
      together: (jobs) =>
        settleStripeEvents(
          world(),
          jobs.map((data) => text(data, 'eventRef')),
        ),
    },
    'send-receipt': (data) => sendReceipt(world(), text(data, 'paymentId')),
    'use-credit': (data) => takeAsk(world(), { kind: 'credit', subjectId: text(data, 'id') }),
    'mend-documents': () => mendDocuments(world()),
    'keep-statement': (data) =>
      keepAskedStatement(world(), {
        ...{ customerId: text(data, 'customerId'), currency: text(data, 'currency'), sealNo: text(data, 'sealNo') },
        ...{ fromOn: text(data, 'fromOn'), toOn: text(data, 'toOn') },
      }),
    'start-due-statements': () => startDueStatements(world()),
    'make-statements': (data) => makeStatements(world(), text(data, 'runId')),
    'send-refund': (data) => sendRefund(world(), text(data, 'refundId')),
    'send-message': (data) => sendMessage(world(), text(data, 'messageId')),
    'gather-deliveries': () => gatherDeliveries(world()),
    'fetch-inbound-mail': (data) => fetchInboundMail(world(), text(data, 'mailId')),
    'import-bank-file': (data) => importBankFile(world(), text(data, 'importId')),
    'post-exact': (data) => postExact(world(), text(data, 'importId')).then(() => undefined),
    'gather-timeline': () => drawTimelines(world()),
    'charge-saved-method': (data) => chargeAsked(world(), text(data, 'id')),
    'finish-method-setup': (data) => finishSetupById(world(), text(data, 'id')),
    'after-charge': (data) => tellWhoOrdered(world(), text(data, 'attemptId')),
    'sweep-payments': () => sweepPayments(world()),
    'sweep-sign-ins': () => sweepSignIns(world()),
    'release-revenue': () => releaseRevenue(world()),
    'preview-run': async (data) => {
      await makePreview(world(), text(data, 'runId'));
      await goOnIfSet(world(), text(data, 'runId'));
    },
    'issue-run': (data) => issueChunks(world(), text(data, 'runId')),
    'start-scheduled-runs': () => startScheduledRuns(world()),
    'take-einvoice-answers': () => takeEinvoiceAnswers(world(), einvoiceNetwork()).then(() => undefined),
    'do-customer-changes': () => doChangesOfTheDay(world()).then(() => undefined),
    'tell-payment-ask': (data) => tellPaymentAsk(world(), text(data, 'id')),
    'answer-plan-ask': (data) => takeAsk(world(), { kind: 'plan', subjectId: text(data, 'id') }),
    'watch-disputes': () => watchDisputes(world()),
    'check-plans': (data) => {
      const planId = field(data, 'planId');
      return typeof planId === 'string' ? lookAtPlanNow(world(), planId) : checkPlans(world()).then(() => undefined);
    },
    'tell-plan': (data) => tellPlan(world(), text(data, 'eventId')),
    'open-dispute': (data) => takeAsk(world(), { kind: 'dispute', subjectId: text(data, 'id') }),
    'take-asks': () => takeWaitingAsks(world()).then(() => undefined),
    'settle-disputes': () => settleDisputes(world()).then(() => undefined),
    'tell-dispute': (data) => tellDispute(world(), newsIn(data)),
    'check-promises': () => checkPromises(world()),
    'run-reminders': () => runReminders(world()),
    'run-autopay': () => runAutopay(world()).then(() => undefined),
    'take-snapshots': () => takeSnapshots(world()),
    'prove-laws': (data) =>
      proveLedger(
        { db: world().db, folder: config().dataDir },
        (field(data, 'requestId') as string | undefined) ?? null,
      ),
  };
}

/** The handlers of a real worker process. */
export const jobHandlers: Handlers = createJobHandlers(outside);

/** Cron lines in UTC of what the worker starts by itself. */
export const schedules: Partial<Record<Queue, string>> = {
  'sweep-payments': '*/5 * * * *',
  'start-due-statements': '*/5 * * * *',
  'mend-documents': '*/10 * * * *',
  'gather-deliveries': '*/5 * * * *',
  'gather-timeline': '* * * * *',
  'sweep-sign-ins': '41 2 * * *',
  'release-revenue': '2 2 * * *',
  'start-scheduled-runs': '12 4 * * *',
  'take-einvoice-answers': '*/5 * * * *',
  'do-customer-changes': '*/5 * * * *',
  'check-promises': '*/5 * * * *',
  'watch-disputes': '*/10 * * * *',
  'run-reminders': '*/15 * * * *',
  'settle-disputes': '* * * * *',
  'take-asks': '* * * * *',
  'check-plans': '13 * * * *',
  'run-autopay': '23 * * * *',
  'take-snapshots': '17 2 * * *',
  'prove-laws': '37 2 * * *',
};

const field = (data: unknown, name: string): unknown =>
  typeof data === 'object' && data !== null ? (data as Record<string, unknown>)[name] : undefined;

/** A stage of a dispute by its position, or a message in it. */
const newsIn = (data: unknown) => ({
  disputeId: text(data, 'disputeId'),
  ...(field(data, 'messageId') ? { messageId: text(data, 'messageId') } : { position: text(data, 'position') }),
});

function text(data: unknown, name: string): string {
  const value = field(data, name);
  assert(typeof value === 'string' && value !== '', `a job without ${name}`);
  return value;
}

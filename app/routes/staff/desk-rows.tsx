import type { WorkWaiting } from '#app/modules/reports/queries/work-waiting.server.ts';
import type { WorkRow } from '#app/ui/work-list.tsx';
import { chequeRows } from './cheque-rows.tsx';
import { things, waitingRow } from './waiting-row.tsx';
import { workRows } from './work-rows.tsx';

/** What was promised and not wholly kept, and what customers say is paid. */
const promiseRows = (waiting: WorkWaiting): WorkRow[] => [
  waitingRow(waiting, 'promiseTasks', [
    '/staff/promises',
    'Promises not wholly kept, plans in default',
    'Somebody calls and says what came of it',
    (n) => `Follow up ${things(n, 'promise or plan', 'promises and plans')}`,
  ]),
  waitingRow(waiting, 'saidPaid', [
    '/staff/promises',
    'Customers say they have paid',
    'The money is looked for; reminders wait',
    (n) => `Look for ${things(n, 'payment', 'payments')}`,
  ]),
];

/** Customers who wait for an answer. */
const disputeRows = (waiting: WorkWaiting): WorkRow[] => [
  waitingRow(waiting, 'asksNotDone', [
    '/staff/inbox',
    'Asked on the portal and not done yet',
    'What customers sent is kept and tried again; something keeps it from being done',
    (n) => `Look at ${things(n, 'asking', 'askings')}`,
  ]),
  waitingRow(waiting, 'disputesDue', [
    '/staff/disputes?view=due_today',
    'Answers due today',
    'Disputes, questions and complaints whose time ends',
    (n) => `Answer ${things(n, 'customer', 'customers')}`,
  ]),
  waitingRow(waiting, 'disputesUnassigned', [
    '/staff/disputes?view=unassigned',
    'Disputes nobody has',
    'Take one, or give it to somebody',
    (n) => `Take ${things(n, 'dispute', 'disputes')}`,
  ]),
];

/** What waits for everybody at the desk, after what waits for this person. */
export const deskRows = (cheques: Parameters<typeof chequeRows>[0], waiting: WorkWaiting): WorkRow[] => [
  ...disputeRows(waiting),
  ...chequeRows(cheques),
  ...promiseRows(waiting),
  ...workRows(waiting),
];

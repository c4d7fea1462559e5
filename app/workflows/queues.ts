/** Every job queue there is. A handler for each stands in job-handlers.server.ts; a test compares the two lists. */
export const QUEUES = [
  'produce-invoice',
  'deliver-invoice',
  'settle-stripe-event',
  'send-receipt',
  'use-credit',
  'mend-documents',
  'keep-statement',
  'start-due-statements',
  'make-statements',
  'send-refund',
  'send-message',
  'gather-deliveries',
  'sweep-payments',
  'sweep-sign-ins',
  'release-revenue',
  'preview-run',
  'issue-run',
  'start-scheduled-runs',
  'take-einvoice-answers',
  'do-customer-changes',
  'take-snapshots',
  'prove-laws',
] as const;

export type Queue = (typeof QUEUES)[number];

import type { Cluster } from '#scripts/embedded-postgres.ts';
import type { Figure } from './figures.ts';

export type BenchOptions = {
  cluster: Cluster;
  isLarge: boolean;
  /** How many of what a work makes, where it asks (statements: customers). */
  count?: number | undefined;
  log: (message: string) => void;
};
/** Measures one kind of work. Throws WrongOutput, and gives no figure, when the output is not the truth. */
export type Work = (options: BenchOptions) => Promise<Figure[]>;

/** By name; `npm run bench -- w1 w4` runs those two. */
export const WORKS: Record<string, () => Promise<Work>> = {
  w1: async () => (await import('./issuing.ts')).issuing,
  w2: async () => (await import('./paying.ts')).paying,
  money: async () => (await import('./money.ts')).moneyWork,
  mixed: async () => (await import('./mixed.ts')).mixed,
  run: async () => (await import('./billing-run.ts')).billingRun,
  mail: async () => (await import('./mail.ts')).mailWork,
  usage: async () => (await import('./usage.ts')).usageWork,
  w4: async () => (await import('./reading.ts')).ageingWork,
  w5: async () => (await import('./reading.ts')).statementsWork,
  statements: async () => (await import('./statement-run.ts')).statementRun,
  w6: async () => (await import('./pdf.ts')).pdfWork,
  webhooks: async () => (await import('./webhooks.ts')).webhooksWork,
  autopay: async () => (await import('./autopay.ts')).autopayWork,
  portal: async () => (await import('./portal-load.ts')).portalWork,
  disputes: async () => (await import('./disputes.ts')).disputesWork,
  matching: async () => (await import('./matching.ts')).matchingWork,
  desk: async () => (await import('./desk.ts')).deskWork,
  w7: async () => (await import('./lists.ts')).listsWork,
  timeline: async () => (await import('./timeline.ts')).timelineWork,
};

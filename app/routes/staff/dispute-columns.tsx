import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { FieldErrors } from '#app/ui/field.tsx';
import { BreachPanel } from './dispute-breaches.tsx';
import { ClaimPanel } from './dispute-claim.tsx';
import { DecidePanel } from './dispute-decide.tsx';
import type { DecisionEffect } from './dispute-effect.ts';
import { HandOverPanel } from './dispute-handover.tsx';
import { JoinPanel } from './dispute-join.tsx';
import { InternalNotes } from './dispute-notes.tsx';
import { LadderPanel } from './dispute-outcome.tsx';
import type { readDisputePage } from './dispute-page.server.ts';
import { ProofPanel } from './dispute-proof.tsx';
import { OwnerPanel, StagesPanel } from './dispute-side.tsx';
import { CustomerThread } from './dispute-thread.tsx';

export type DisputePageData = NonNullable<Awaited<ReturnType<typeof readDisputePage>>> & {
  readonly zone: string;
  readonly today: PlainDate;
  readonly baseCurrency: Currency;
  readonly me: string;
  readonly once: string;
  /** The saved answer that was put into the message. */
  readonly answer: string | null;
  readonly may: { readonly work: boolean; readonly decide: boolean };
};
type ColumnProps = {
  page: DisputePageData;
  form: { values: Record<string, string | undefined>; errors: FieldErrors };
  effect: DecisionEffect | null;
};

/** What is decided on: the claim beside the contract, the decision, the customer's words, the proof. */
export function DisputeMatter({ page, form, effect }: ColumnProps) {
  const { dispute, invoice, zone, may, once, baseCurrency, explained } = page;
  const isOpen = dispute.closedAt === null;
  return (
    <div className="staff-stack">
      <ClaimPanel {...{ dispute, invoice, explained }} />
      {may.decide && isOpen && <DecidePanel {...{ ...form, dispute, baseCurrency, once, effect }} />}
      <CustomerThread
        {...{ ...form, zone }}
        mayWrite={may.work && isOpen}
        messages={dispute.messages.filter(({ visibility }) => visibility === 'customer')}
        customerName={dispute.customerName}
        answers={page.answers}
        chosenAnswer={page.answer}
        disputeId={dispute.id}
      />
      <ProofPanel {...{ dispute, invoice, zone, explained }} delivered={page.delivered} />
    </div>
  );
}

/** What is ours: who has it and by when, notes, questions to departments, its stages. */
export function DisputeDesk({ page, form }: Omit<ColumnProps, 'effect'>) {
  const { dispute, zone, today, may, me, colleagues } = page;
  const mayWork = may.work && dispute.closedAt === null;
  const intent = form.values.intent ?? null;
  return (
    <div className="staff-stack">
      <OwnerPanel {...{ ...form, dispute, zone, today, me, mayWork, colleagues }} timeLeft={page.timeLeft} />
      <BreachPanel {...{ ...form, zone }} breaches={page.breaches} mayWork={may.work} />
      <InternalNotes
        {...{ ...form, zone, colleagues }}
        mayWrite={may.work}
        messages={dispute.messages.filter(({ visibility }) => visibility === 'internal')}
        disputeId={dispute.id}
      />
      <HandOverPanel
        {...{ ...form, dispute, zone, mayWork }}
        departments={page.departments}
        knows={page.knows}
        {...{ intent, me, colleagues }}
      />
      {may.work && <JoinPanel {...{ ...form, dispute, intent }} others={page.others} />}
      <LadderPanel steps={page.steps} zone={zone} />
      <StagesPanel dispute={dispute} zone={zone} lesson={page.lesson} />
    </div>
  );
}

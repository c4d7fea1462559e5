import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { money } from '#app/kernel/money.ts';
import { dateInZone, type PlainDate } from '#app/kernel/plain-date.ts';
import { Badges } from '#app/ui/badge.tsx';
import { DateText, InstantText } from '#app/ui/date-text.tsx';
import { Definition, type Fact } from '#app/ui/definition.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { Section } from '#app/ui/panel.tsx';
import { PortalTitle } from '#app/ui/portal-title.tsx';
import type { Typed } from './dispute-forms.tsx';
import { ReopenForm, ReplyForm, WithdrawForm } from './dispute-forms.tsx';
import { DisputeResult } from './dispute-result.tsx';
import type { ShownDispute } from './dispute-shown.ts';
import { DisputeThread } from './dispute-thread.tsx';
import { isOver, kindWords, standingBadge } from './dispute-words.ts';
import { OutsideText } from './outside-text.tsx';

type DisputeViewProps = {
  dispute: ShownDispute;
  company: string;
  zone: string;
  today: PlainDate;
  idempotencyKey: string;
  mayWrite: boolean;
  typed: Typed | null;
  invoiceHref: (invoiceId: string) => string;
  /** Null: files are named and not opened here. */
  fileHref: ((fileId: string) => string) | null;
  /** How to answer, for who may read only. */
  writeBack?: ReactNode;
};

/** One dispute or question for its customer: how far it is, who has it, what was written, and how it ended in numbers. */
export function DisputeView(props: DisputeViewProps) {
  const { dispute, company, zone, idempotencyKey, mayWrite, typed, fileHref, writeBack } = props;
  const over = isOver(dispute.standing);
  const form = { idempotencyKey, typed, company };
  return (
    <>
      <PortalTitle
        title={kindWords(dispute.kind)}
        under={
          <>
            <span className="reference">{dispute.number}</span>, sent <InstantText at={dispute.raisedAt} zone={zone} />
          </>
        }
        status={<Badges badges={[standingBadge(dispute.standing)]} />}
        figure={figureOf(dispute)}
      />
      <DisputeResult {...props} />
      <div className="gap-part">
        <Definition facts={factsOf(props)} />
      </div>
      {dispute.charges.length > 0 && <Charges dispute={dispute} />}
      {mayWrite && !over && <ReplyForm {...form} isAsked={dispute.standing === 'needs_answer'} />}
      {!over && writeBack}
      <Section title="What was written">
        <DisputeThread messages={dispute.messages} zone={zone} company={company} fileHref={fileHref} />
      </Section>
      {mayWrite && !over && <WithdrawForm {...form} pauses={dispute.heldMinor > 0n} />}
      {mayWrite && dispute.mayReopen && <ReopenForm {...form} />}
      {over && writeBack}
    </>
  );
}

function figureOf({ kind, currency, amountMinor, heldMinor, result }: ShownDispute) {
  if (kind === 'question') return undefined;
  if (result && result.agreedMinor > 0n)
    return { label: 'Credited', value: <MoneyText money={money(result.agreedMinor, currency)} /> };
  const minor = heldMinor > 0n ? heldMinor : amountMinor;
  return minor > 0n ? { label: 'In question', value: <MoneyText money={money(minor, currency)} /> } : undefined;
}

function factsOf({ dispute, zone, today, invoiceHref }: DisputeViewProps): Fact[] {
  const { invoice, reason, owner, answerDueAt, promisedOn, standing, messages } = dispute;
  const facts: Fact[] = [];
  if (invoice)
    facts.push({
      label: 'About',
      value: <Link to={invoiceHref(invoice.id)}>Invoice {invoice.number}</Link>,
    });
  if (reason) facts.push({ label: 'Reason', value: <OutsideText text={reason} /> });
  if (isOver(standing)) return facts;
  const hasIt = owner || messages.findLast((message) => !message.isOwn && message.name !== '')?.name;
  facts.push({ label: 'Who has it', value: hasIt ? <OutsideText text={hasIt} /> : 'Not taken yet' });
  const promised = promisedOn && <DateText date={promisedOn} weekday today={today} />;
  const due = answerDueAt && <DateText date={dateInZone(answerDueAt, zone)} weekday today={today} />;
  if (standing !== 'needs_answer' && (promised || due))
    facts.push({ label: 'You hear from us by', value: promised ?? due });
  return facts;
}

function Charges({ dispute }: { dispute: ShownDispute }) {
  const isQuestion = dispute.kind === 'question';
  return (
    <Section
      title={isQuestion ? 'The charges you ask about' : 'The charges in question'}
      {...(isQuestion ? {} : { aside: 'with tax' })}
    >
      <ul className="border-t-2 border-text">
        {dispute.charges.map(({ lineNo, title, amountMinor }) => (
          <li key={lineNo} className="flex flex-wrap items-baseline justify-between gap-4 border-b border-line py-3">
            <OutsideText text={title} />
            {!isQuestion && <MoneyText money={money(amountMinor, dispute.currency)} />}
          </li>
        ))}
      </ul>
    </Section>
  );
}

import { dateInZone } from '#app/kernel/plain-date.ts';
import type { Message } from '#app/modules/delivery/types.ts';
import { makeHandoverLink } from '#app/modules/disputes/commands/make-handover-link.server.ts';
import { getHandover } from '#app/modules/disputes/queries/get-handover.server.ts';
import { workOf } from '#app/modules/disputes/queries/work-of.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import type { DisputeNews } from '#emails/dispute-work.ts';
import {
  type Composer,
  common,
  type Letterhead,
  letter,
  nothing,
  PREVIEW_TOKEN,
  type Rendering,
} from './letter-parts.server.ts';

const SHOWN = { number: 'D-2026-000123', question: 'Was the pallet of 3 November signed for?' };

/** A question to a department: the link is made for this mail alone, and the one of an earlier mail stops working. */
export async function handoverLetter(outside: Composer, message: Message, letterhead: Letterhead): Promise<Rendering> {
  const { moment, company } = letterhead;
  const shared = { ...common(message, letterhead), days: 0, news: newsOf(message, 'asked') };
  if (outside.isPreview)
    return letter('disputeWork', {
      ...{ ...shared, ...SHOWN, asker: company.name },
      ...{ due: { on: moment.today, time: '11:55' }, link: `${outside.baseUrl}/h/${PREVIEW_TOKEN}` },
    });
  const handoverId = message.details.handoverId ?? '';
  const handover = await getHandover(outside.db, { handoverId });
  if (!handover || handover.isOver) return nothing('The question was answered or taken back before this message left.');
  const made = await inTransaction(outside.db, (tx) => makeHandoverLink(tx, { handoverId }));
  if (!made.ok) return nothing('The question was answered or taken back before this message left.');
  return letter('disputeWork', {
    ...{ ...shared, recipientName: handover.toName || null, number: handover.number, asker: handover.askedByName },
    ...{ question: handover.question, due: dueOf(handover.dueAt, company.timeZone) },
    link: `${outside.baseUrl}/h/${made.value.token}`,
  });
}

/** To a colleague: a note names them, a target is near or missed, a complaint comes to them. */
export async function disputeWorkLetter(
  outside: Composer,
  message: Message,
  letterhead: Letterhead,
): Promise<Rendering> {
  const { company, moment } = letterhead;
  const { disputeId, asker, days, dueAt: asked } = message.details;
  const shared = { ...common(message, letterhead), news: newsOf(message, 'due'), asker: asker ?? '', question: '' };
  const link = `${outside.baseUrl}/staff/disputes`;
  if (outside.isPreview)
    return letter('disputeWork', {
      ...{ ...shared, number: SHOWN.number, days: 0, due: { on: moment.today, time: '11:55' }, link },
    });
  const work = disputeId ? await workOf(outside.db, { disputeId }) : null;
  if (!work) return nothing('The dispute does not exist.');
  if (work.isOver && shared.news !== 'mentioned') return nothing('It was closed before this message left.');
  const dueAt = asked ? new Date(asked) : work.dueAt;
  return letter('disputeWork', {
    ...{
      ...shared,
      number: work.number,
      days: Number(days ?? 0),
      due: dueAt && dueOf(dueAt, company.timeZone),
    },
    link: `${link}/${work.id}`,
  });
}

const NEWS: readonly DisputeNews[] = ['asked', 'asked-again', 'mentioned', 'due', 'late', 'raised'];
const newsOf = ({ details }: Message, otherwise: DisputeNews): DisputeNews =>
  NEWS.find((one) => one === details.news) ?? otherwise;

/** The day and the time of the day where the company is. */
const dueOf = (at: Date, zone: string) => ({
  on: dateInZone(at, zone),
  time: new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at),
});

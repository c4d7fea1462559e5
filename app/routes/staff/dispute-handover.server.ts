import { parseId } from '#app/kernel/ids.ts';
import { parsePlainDate } from '#app/kernel/plain-date.ts';
import { ok, refuse } from '#app/kernel/result.ts';
import { instantInZone } from '#app/kernel/zone-time.ts';
import { answerHandover, handOverDispute } from '#app/modules/disputes/commands/hand-over.server.ts';
import { showFiles } from '#app/modules/disputes/commands/show-files.server.ts';
import { disputeQueues } from '#app/modules/disputes/queries/disputes-of.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { formRefusal } from '#app/platform/http/form.server.ts';
import { tellDepartment, tellHandedOver } from '#app/workflows/tell-dispute-work.server.ts';
import { type DisputeActed, type DisputeWho, sayRefusal } from './dispute-acted.server.ts';
import type { DisputePosted } from './dispute-posted.server.ts';

/** A question for a day is answered by the end of its afternoon. */
const DUE_TIME = '17:00';
const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Asks a department by mail; who answers needs no account. Our clock runs on. */
export async function handOverAct(sent: DisputePosted, disputeId: string, who: DisputeWho): Promise<DisputeActed> {
  const { of, all, values } = sent;
  const said = (field: string, text: string) => refuse(formRefusal({ fieldErrors: { [field]: [text] }, values }));
  const queue = (await disputeQueues(staffDb())).find(
    ({ code, isDepartment }) => isDepartment && code === of('department'),
  );
  if (!queue) return said('department', 'Choose a department.');
  const toEmail = of('toAddress').trim() || queue.email;
  if (!ADDRESS.test(toEmail))
    return said('toAddress', toEmail ? 'Enter an e-mail address.' : 'The department has no address yet. Enter one.');
  if (of('question').trim() === '') return said('question', 'Write what you ask them.');
  const dueAt = dueOf(of('handoverDueOn'), who.company.timeZone);
  if (dueAt === 'not-a-day') return said('handoverDueOn', 'Choose a day, or leave it empty for their usual time.');
  const fileIds = all('fileIds').flatMap((text) => parseId<never>(text) ?? []);
  const done = await inTransaction(staffDb(), async (tx) => {
    const to = { queue: queue.code, name: of('toName').trim(), email: toEmail };
    const input = { disputeId, to, question: of('question'), ...(dueAt ? { dueAt } : {}) };
    const given = await handOverDispute(tx, who.actor, input, who.moment);
    if (!given.ok) return given;
    const { handoverId } = given.value;
    await showFiles(tx, { handoverId, fileIds });
    await tellDepartment(tx, { handoverId, toEmail: given.value.toEmail, again: 0 }, who.moment);
    return given;
  });
  if (done.ok) return ok({ told: `${done.value.toName} is asked at ${done.value.toEmail}.` });
  const field = done.refusal.code === 'in-the-past' ? 'handoverDueOn' : 'question';
  return said(field, sayRefusal(done.refusal, who));
}

/** Gives the question to a colleague, who answers it here after signing in. */
export async function askColleagueAct(sent: DisputePosted, disputeId: string, who: DisputeWho): Promise<DisputeActed> {
  const { of, values } = sent;
  const said = (field: string, text: string) => refuse(formRefusal({ fieldErrors: { [field]: [text] }, values }));
  const userId = parseId(of('colleagueId')) as string | null;
  if (!userId || userId === who.actor.id) return said('colleagueId', 'Choose a colleague.');
  if (of('colleagueQuestion').trim() === '') return said('colleagueQuestion', 'Write what you ask them.');
  const dueAt = dueOf(of('colleagueDueOn'), who.company.timeZone);
  if (dueAt === 'not-a-day') return said('colleagueDueOn', 'Choose a day, or leave it empty for the usual time.');
  const done = await inTransaction(staffDb(), async (tx) => {
    const input = { disputeId, to: { userId }, question: of('colleagueQuestion'), ...(dueAt ? { dueAt } : {}) };
    const given = await handOverDispute(tx, who.actor, input, who.moment);
    if (!given.ok) return given;
    const told = { ...given.value, disputeId, userId, asker: who.actor.name, again: 0 };
    await tellHandedOver(tx, told, who.moment);
    return given;
  });
  if (done.ok) return ok({ told: `Handed over. ${done.value.toName} is told by mail.` });
  const field = FIELDS_OF[done.refusal.code] ?? 'colleagueQuestion';
  return said(field, sayRefusal(done.refusal, who));
}

const FIELDS_OF: Readonly<Partial<Record<string, string>>> = {
  'in-the-past': 'colleagueDueOn',
  'unknown-person': 'colleagueId',
};

/** The answer of the colleague it was handed over to: a note among ourselves, and it is back with who asked. */
export async function answerHandedOverAct(sent: DisputePosted, who: DisputeWho): Promise<DisputeActed> {
  const { of, values } = sent;
  const handoverId = parseId(of('handoverId')) as string | null;
  const said = (text: string) => refuse(formRefusal({ fieldErrors: { handoverAnswer: [text] }, values }));
  if (!handoverId || of('handoverAnswer').trim() === '') return said('Write your answer.');
  const input = { handoverId, answer: of('handoverAnswer'), byName: who.actor.name, files: [] };
  const done = await inTransaction(staffDb(), (tx) => answerHandover(tx, who.actor, input, who.moment));
  return done.ok ? ok({ told: 'Answered. It is back at the desk.' }) : said(sayRefusal(done.refusal, who));
}

function dueOf(text: string, zone: string): Date | 'not-a-day' | null {
  if (text.trim() === '') return null;
  const day = parsePlainDate(text);
  const at = day.ok ? instantInZone(day.value, DUE_TIME, zone) : null;
  return at?.ok ? at.value : 'not-a-day';
}

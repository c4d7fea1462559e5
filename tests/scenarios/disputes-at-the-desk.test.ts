import { beforeAll, describe, expect, it } from 'vitest';
import { plainDate } from '#app/kernel/plain-date.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { withdrawDispute } from '#app/modules/disputes/commands/close-dispute.server.ts';
import { escalateComplaint } from '#app/modules/disputes/commands/escalate-complaint.server.ts';
import { answerHandover, handOverDispute } from '#app/modules/disputes/commands/hand-over.server.ts';
import { explainBreach } from '#app/modules/disputes/commands/note-breach.server.ts';
import { replyToDispute } from '#app/modules/disputes/commands/reply-to-dispute.server.ts';
import { retireAnswer, saveAnswer } from '#app/modules/disputes/commands/save-answer.server.ts';
import { seeMention } from '#app/modules/disputes/commands/see-mention.server.ts';
import { setComplaintRung, setDisputeQueue } from '#app/modules/disputes/commands/set-dispute-queue.server.ts';
import { setDisputeReason } from '#app/modules/disputes/commands/set-dispute-reason.server.ts';
import { setSeverity } from '#app/modules/disputes/commands/set-severity.server.ts';
import { showFiles } from '#app/modules/disputes/commands/show-files.server.ts';
import { breachesOf } from '#app/modules/disputes/queries/breaches-of.server.ts';
import { complaintSteps } from '#app/modules/disputes/queries/complaint-steps.server.ts';
import { listQueues, listReasons, listSavedAnswers } from '#app/modules/disputes/queries/dispute-settings.server.ts';
import { getDispute } from '#app/modules/disputes/queries/get-dispute.server.ts';
import { handoverByToken } from '#app/modules/disputes/queries/get-handover.server.ts';
import { listMentions } from '#app/modules/disputes/queries/list-mentions.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { tellColleague, tellDepartment, tellHandedOver } from '#app/workflows/tell-dispute-work.server.ts';
import { watchDisputes } from '#app/workflows/watch-disputes.server.ts';
import { aColleague } from '#tests/support/colleagues.ts';
import { useDatabase } from '#tests/support/database.ts';
import { PAYER, raised } from '#tests/support/disputes.ts';
import { useOutsideWorld } from '#tests/support/outside-world.ts';
import { aCustomer, anInvoice, issue, on, setUpCompany } from '#tests/support/people.ts';
import { must } from '#tests/support/plans.ts';
import { plantIn } from '#tests/support/plant.ts';

/** What the desk does with disputes beside deciding them: departments, colleagues, targets, the ladder of complaints, settings. */
const database = useDatabase();
const world = useOutsideWorld(database);
const db = () => database.current.staff.db;
const work = async <Value, Refusal extends { readonly code: string }>(
  run: Parameters<typeof inTransaction<Value, Refusal>>[1],
): Promise<Value> => must(await inTransaction(db(), run));
/** British summer time is an hour ahead of these. */
const at = (text: string): Moment => ({ now: new Date(text), today: plainDate(text.slice(0, 10)) });
const MONDAY = at('2026-04-20T08:00:00Z');
const mailsTo = (address: string) => world.current.mail.control.mails(address);
const addressOf = async (actor: Actor): Promise<string> =>
  (await db().selectFrom('users').select('email').where('id', '=', actor.id).executeTakeFirstOrThrow()).email;
const watch = async (moment: Moment): Promise<void> => {
  await watchDisputes(world.current.outside, moment);
  await world.current.settle();
};

let resolver: Actor;
let supervisor: Actor;
let manager: Actor;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  resolver = await aColleague(db(), 'resolver');
  supervisor = await aColleague(db(), 'manager');
  manager = await aColleague(db(), 'controller');
});

const FILE = { mediaType: 'application/pdf', sizeBytes: 9 } as const;
const aDispute = async (moment: Moment, more: Partial<Parameters<typeof raised>[1]> = {}) => {
  const customerId = await aCustomer(db());
  const invoice = await issue(db(), anInvoice(customerId, 30_000n, { documentOn: plainDate('2026-04-01') }));
  return raised(db(), { customerId, invoiceId: invoice.id, ...more }, moment);
};

describe('a department', () => {
  it('answers from the link of its mail, sees what it was given and no more, and is reminded', async () => {
    const files = ['a', 'b'].map((letter) => ({ ...FILE, name: `${letter}.pdf`, sha256: letter.repeat(64) }));
    const { disputeId } = await aDispute(MONDAY, { files });
    const sent = (await getDispute(db(), { disputeId }))!.messages.flatMap((message) => message.files);
    const given = sent.find(({ name }) => name === 'a.pdf');
    const to = { queue: 'shipping', name: 'Lee', email: 'lee@shipping.example' };
    const { handoverId } = await work(async (tx) => {
      const asked = await handOverDispute(tx, resolver, { disputeId, to, question: 'Was it signed for?' }, MONDAY);
      if (!asked.ok) return asked;
      await showFiles(tx, { handoverId: asked.value.handoverId, fileIds: [given!.id] });
      await tellDepartment(tx, { handoverId: asked.value.handoverId, toEmail: asked.value.toEmail, again: 0 }, MONDAY);
      return asked;
    });
    await world.current.settle();
    const tokenIn = (mail: { text?: string | null } | undefined) =>
      /\/h\/([\w-]{43})/.exec(mail?.text ?? '')?.[1] ?? '';
    const first = tokenIn(mailsTo(to.email)[0]);
    expect(mailsTo(to.email)[0]?.text).toContain('Was it signed for?');
    const page = await handoverByToken(db(), first);
    expect(page).toMatchObject({ question: 'Was it signed for?', toName: 'Shipping, Lee', isOver: false });
    expect(page?.files.map(({ name }) => name)).toEqual(['a.pdf']);
    const other = `insert into dispute_handover_files select $1, id, dispute_id, customer_id from dispute_files where file_name = 'b.pdf'`;

    await watch(at('2026-04-20T15:00:00Z'));
    const second =
      mailsTo(to.email)
        .map(tokenIn)
        .find((token) => token !== first) ?? '';
    expect(mailsTo(to.email)).toHaveLength(2);
    expect(await handoverByToken(db(), first)).toBeNull();
    await watch(at('2026-04-20T15:10:00Z'));
    expect(mailsTo(to.email)).toHaveLength(2);
    const answered = await handoverByToken(db(), second);
    const answer = { handoverId: answered!.handoverId, answer: 'Signed by R. Patel.', byName: 'Lee', files: [] };
    const nobody: Actor = { kind: 'system', id: null, name: 'Lee', requestId: null };
    await work((tx) => answerHandover(tx, nobody, answer, at('2026-04-20T15:20:00Z')));
    expect(await handoverByToken(db(), second)).toMatchObject({ isOver: true });
    expect(await plantIn(database.current.owner, [other, [handoverId]])).toBe('dispute_handover_file_was_there');
    const seen = (await getDispute(db(), { disputeId }))!;
    expect(seen.messages.at(-1)).toMatchObject({ visibility: 'internal', authorKind: 'department', authorName: 'Lee' });
    expect(seen.waitsFor).toBe('us');
  });
});

describe('a colleague', () => {
  it('who is named in a note gets a mail and a task of their own, until it is put aside', async () => {
    const { disputeId, number } = await aDispute(MONDAY);
    const note = { disputeId, visibility: 'internal' as const, words: 'Did we promise this?', files: [] };
    const { messageId } = await work(async (tx) => {
      const written = await replyToDispute(tx, resolver, { ...note, mentions: [supervisor.id!] }, MONDAY);
      if (!written.ok) return written;
      const of = { disputeId, userId: supervisor.id!, messageId: written.value.messageId, asker: resolver.name };
      await tellColleague(tx, of, MONDAY);
      return written;
    });
    await world.current.settle();
    const [mail] = mailsTo(await addressOf(supervisor));
    expect(mail?.subject).toContain(number);
    expect(mail?.text).not.toContain('Did we promise');
    expect(await listMentions(db(), { userId: supervisor.id! })).toMatchObject([
      { messageId, number, byName: resolver.name },
    ]);
    const see = (actor: Actor) => inTransaction(db(), (tx) => seeMention(tx, actor, { messageId }, MONDAY));
    expect((await see(manager)).ok).toBe(false);
    expect((await see(supervisor)).ok).toBe(true);
    expect(await listMentions(db(), { userId: supervisor.id! })).toEqual([]);
  });

  it('it is handed over to by a day is told once, reminded after it, and gives it back with the answer', async () => {
    const { disputeId, number } = await aDispute(MONDAY);
    const [before, dueAt] = [mailsTo(await addressOf(manager)).length, new Date('2026-04-21T16:00:00Z')];
    const mails = async () => mailsTo(await addressOf(manager)).slice(before);
    const given = await work(async (tx) => {
      const input = { disputeId, to: { userId: manager.id! }, question: 'Which price did we sign?', dueAt };
      const asked = await handOverDispute(tx, resolver, input, MONDAY);
      if (!asked.ok) return asked;
      const { handoverId } = asked.value;
      await tellHandedOver(
        tx,
        { handoverId, disputeId, userId: manager.id!, asker: resolver.name, dueAt, again: 0 },
        MONDAY,
      );
      return asked;
    });
    await world.current.settle();
    expect((await mails()).map(({ subject }) => subject)).toEqual([expect.stringContaining(number)]);
    expect((await mails())[0]?.text).toContain('17:00');
    expect(await listMentions(db(), { userId: manager.id! })).toMatchObject([{ messageId: null, number, dueAt }]);
    expect(await getDispute(db(), { disputeId })).toMatchObject({ waitsFor: 'colleague' });
    for (const moment of ['2026-04-21T16:10:00Z', '2026-04-21T16:20:00Z']) await watch(at(moment));
    expect((await mails()).filter(({ subject }) => subject.includes('asks you'))).toHaveLength(2);
    const answer = { handoverId: given.handoverId, answer: '18.50 a tonne.', byName: manager.name, files: [] };
    await work((tx) => answerHandover(tx, manager, answer, at('2026-04-22T08:00:00Z')));
    expect(await listMentions(db(), { userId: manager.id! })).toEqual([]);
    expect(await getDispute(db(), { disputeId })).toMatchObject({ waitsFor: 'us' });
  });
});

describe('a target', () => {
  it('is warned of an hour of business before, and missed it is noted once and wants a reason', async () => {
    const raisedAt = at('2026-04-20T16:55:00Z');
    const { disputeId } = await aDispute(raisedAt);
    expect((await getDispute(db(), { disputeId }))?.answerDueAt).toEqual(new Date('2026-04-21T10:55:00Z'));
    const address = await addressOf(supervisor);
    const about = async () => {
      const { number } = (await getDispute(db(), { disputeId }))!;
      return mailsTo(address)
        .map(({ subject }) => subject)
        .filter((subject) => subject.includes(number));
    };
    await watch(at('2026-04-21T09:54:00Z'));
    expect(await about()).toEqual([]);
    await watch(at('2026-04-21T09:56:00Z'));
    await watch(at('2026-04-21T10:06:00Z'));
    expect(await about()).toEqual([expect.stringContaining('due soon')]);
    await watch(at('2026-04-21T10:56:00Z'));
    await watch(at('2026-04-21T11:06:00Z'));
    expect(await about()).toHaveLength(2);
    const [breach, ...more] = await breachesOf(db(), { disputeId });
    expect(more).toEqual([]);
    expect(breach).toMatchObject({ clock: 'answer', cause: null });
    await work((tx) =>
      explainBreach(tx, resolver, { breachId: breach!.id, cause: 'The desk was ill.' }, on('2026-04-22')),
    );
    expect(await breachesOf(db(), { disputeId })).toMatchObject([{ cause: 'The desk was ill.' }]);
  });
});

describe('a complaint', () => {
  it('that waits two working days is the supervisor’s, after four the manager’s; both are logged, once', async () => {
    const { disputeId, number } = await aDispute(MONDAY, {
      kind: 'complaint',
      reasonCode: 'how_we_treated_you',
      claim: null,
      severity: 'high',
    });
    const rungs = async () => (await complaintSteps(db(), { disputeId })).map(({ rung }) => rung);
    const told = async (actor: Actor) =>
      mailsTo(await addressOf(actor)).filter(({ subject }) => subject.includes(`complaint ${number}`)).length;
    await watch(at('2026-04-21T17:00:00Z'));
    expect(await rungs()).toEqual([]);
    await watch(at('2026-04-22T08:00:00Z'));
    await watch(at('2026-04-22T08:10:00Z'));
    expect(await rungs()).toEqual(['Supervisor']);
    expect([await told(supervisor), await told(manager)]).toEqual([1, 0]);
    await watch(at('2026-04-24T08:00:00Z'));
    expect(await rungs()).toEqual(['Supervisor', 'Manager']);
    expect([await told(supervisor), await told(manager)]).toEqual([1, 1]);
    const { rows } = await database.current.owner.pool.query(
      `select after ->> 'rung' as rung from audit_records where action = 'complaint.escalated' and subject_id = $1 order by id`,
      [disputeId],
    );
    expect(rows).toEqual([{ rung: 'Supervisor' }, { rung: 'Manager' }]);
  });

  it('is carried to a rung once while the customer waits, again after their next word, and nothing else climbs', async () => {
    const complaint = { kind: 'complaint' as const, reasonCode: 'how_we_treated_you', claim: null };
    const { disputeId } = await aDispute(MONDAY, complaint);
    const { disputeId: plain } = await aDispute(MONDAY);
    const up = (id: string, position: number, moment: Moment) =>
      inTransaction(db(), (tx) =>
        escalateComplaint(tx, resolver, { disputeId: id, position, why: 'They called' }, moment),
      );
    expect(await up(disputeId, 1, MONDAY)).toMatchObject({ value: { rung: 'Supervisor', isNew: true } });
    expect(await up(disputeId, 1, MONDAY)).toMatchObject({ value: { rung: 'Supervisor', isNew: false } });
    expect(await up(disputeId, 9, MONDAY)).toMatchObject({ refusal: { code: 'top-of-ladder' } });
    expect(await up(plain, 1, MONDAY)).toMatchObject({ refusal: { code: 'not-a-complaint' } });
    const severe = (id: string) =>
      inTransaction(db(), (tx) => setSeverity(tx, resolver, { disputeId: id, severity: 'high' }));
    expect([await severe(disputeId), await severe(plain)]).toMatchObject([
      ...[{ ok: true }, { refusal: { code: 'not-a-complaint' } }],
    ]);
    expect(await getDispute(db(), { disputeId })).toMatchObject({ severity: 'high' });
    const { customerId } = (await getDispute(db(), { disputeId }))!;
    const tuesday = at('2026-04-21T08:00:00Z');
    await work((tx) => replyToDispute(tx, PAYER, { disputeId, customerId, words: 'Well?', files: [] }, tuesday));
    expect(await up(disputeId, 1, tuesday)).toMatchObject({ value: { isNew: true } });
    const steps = await complaintSteps(db(), { disputeId });
    expect(steps.map(({ rung, isCurrent }) => [rung, isCurrent])).toEqual([
      ...[
        ['Supervisor', false],
        ['Supervisor', true],
      ],
    ]);
    await work((tx) => withdrawDispute(tx, PAYER, { disputeId, customerId }, tuesday));
    expect(await up(disputeId, 2, tuesday)).toMatchObject({ refusal: { code: 'closed' } });
  });
});

describe('the settings', () => {
  it('hold reasons, queues with their targets, rungs, and saved answers in versions', async () => {
    const [reason] = await listReasons(db());
    const changed = { ...reason!, label: 'Price', isRetired: false };
    await work((tx) => setDisputeReason(tx, manager, { ...changed, isNew: false }, MONDAY));
    const taken = await inTransaction(db(), (tx) => setDisputeReason(tx, manager, { ...changed, isNew: true }, MONDAY));
    expect(taken).toEqual({ ok: false, refusal: { code: 'taken' } });
    expect((await listReasons(db())).find(({ code }) => code === reason!.code)?.label).toBe('Price');
    const queue = (await listQueues(db())).find(({ code }) => code === 'shipping')!;
    const email = 'desk@shipping.example';
    await work((tx) => setDisputeQueue(tx, manager, { ...queue, email }));
    const shut = await inTransaction(db(), (tx) => setDisputeQueue(tx, manager, { ...queue, closesMinute: 1 }));
    expect(shut).toEqual({ ok: false, refusal: { code: 'does-not-fit' } });
    expect((await listQueues(db())).find(({ code }) => code === 'shipping')).toMatchObject({ email });
    await work((tx) => setComplaintRung(tx, manager, { position: 2, name: 'Manager', role: 'manager', afterDays: 5 }));
    const answer = { answerId: null, title: 'Price list', reasonCode: null, language: 'en', body: 'As agreed.' };
    const { answerId } = await work((tx) => saveAnswer(tx, manager, answer, MONDAY));
    await work((tx) => saveAnswer(tx, manager, { ...answer, answerId, body: 'As agreed in May.' }, MONDAY));
    expect(await listSavedAnswers(db())).toMatchObject([{ versionNo: 2, body: 'As agreed in May.' }]);
    const again = await inTransaction(db(), (tx) =>
      saveAnswer(tx, manager, { ...answer, title: 'price LIST' }, MONDAY),
    );
    expect(again).toEqual({ ok: false, refusal: { code: 'title-taken' } });
    await work((tx) => retireAnswer(tx, manager, { answerId }, MONDAY));
    expect(await listSavedAnswers(db())).toEqual([]);
  });
});

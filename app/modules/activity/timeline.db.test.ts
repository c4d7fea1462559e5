import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { plainDate } from '#app/kernel/plain-date.ts';
import { ok } from '#app/kernel/result.ts';
import { endNextStep } from '#app/modules/activity/commands/end-next-step.server.ts';
import { forgetPerson } from '#app/modules/activity/commands/forget-person.server.ts';
import { gatherTimeline } from '#app/modules/activity/commands/gather-timeline.server.ts';
import { recordActivity } from '#app/modules/activity/commands/record-activity.server.ts';
import { writeNote } from '#app/modules/activity/commands/write-note.server.ts';
import { customerTimeline } from '#app/modules/activity/queries/customer-timeline.server.ts';
import { nextSteps } from '#app/modules/activity/queries/next-steps.server.ts';
import { searchTimeline } from '#app/modules/activity/queries/search-timeline.server.ts';
import { queueMessage } from '#app/modules/delivery/commands/queue-message.server.ts';
import { readsAsPartner } from '#app/platform/db/partner-scope.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { aColleague } from '#tests/support/colleagues.ts';
import { useDatabase } from '#tests/support/database.ts';
import { drawUntilDone } from '#tests/support/drawn.ts';
import { aCustomer, anInvoice, issue, on, receive, setUpCompany } from '#tests/support/people.ts';
import { plantIn } from '#tests/support/plant.ts';

const database = useDatabase();
const MOMENT = on('2026-04-08');
let customerId: string;
let colleague: Awaited<ReturnType<typeof aColleague>>;

const staff = () => database.current.staff.db;
const noted = (note: string, more: Partial<Parameters<typeof writeNote>[2]> = {}) =>
  inTransaction(staff(), (tx) =>
    writeNote(
      tx,
      colleague,
      {
        ...{ customerId, kind: 'call', happenedAt: null, spokenWith: '', note, nextStep: '', nextOn: null },
        ...more,
      },
      MOMENT,
    ),
  );
const draw = (rowsMax = 3) =>
  inTransaction(database.current.worker.db, async (tx) => ok(await gatherTimeline(tx, { rowsMax }, MOMENT)));
const drawAll = () => drawUntilDone(staff(), () => draw());
const timeline = (limit = 50, after: string | null = null) => customerTimeline(staff(), { customerId, limit, after });
const found = async (text: string) => (await searchTimeline(staff(), { text, customerId, limit: 50 })).hits;
const titlesFound = async (text: string) => (await found(text)).map(({ title }) => title);

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  colleague = await aColleague(staff(), 'collector');
  customerId = await aCustomer(staff(), { email: 'ap@customer.example' });
  const invoice = await issue(
    staff(),
    anInvoice(customerId, 12_000n, { poNumber: 'PO-77/a', title: 'Gravel for Ågård' }),
  );
  await receive(staff(), customerId, 5_000n);
  await inTransaction(staff(), async (tx) =>
    ok(
      await queueMessage(
        tx,
        { ...{ sendKey: 'k1', kind: 'invoice', customerId, invoiceId: invoice.id }, toAddress: 'ap@customer.example' },
        MOMENT,
      ),
    ),
  );
  await noted('Two pallets fewer than billed: short delivery. Ask Jane O’Brien again.', {
    spokenWith: 'Jane O’Brien',
    nextStep: 'Ask for the slip',
    nextOn: plainDate('2026-04-20'),
  });
});

describe('a timeline', () => {
  it('shows everything at once, drawn or not, once each, and page by page the same', async () => {
    const before = (await timeline()).rows;
    expect(before.map(({ kind }) => kind).sort()).toEqual(['call', 'document', 'mail_out', 'payment']);
    await drawAll();
    await drawAll();
    const after = (await timeline()).rows;
    expect(after.map(({ id, title, text }) => ({ id, title, text }))).toEqual(
      before.map(({ id, title, text }) => ({ id, title, text })),
    );
    const paged = [];
    for (let key: string | null = null; ; ) {
      const page = await timeline(1, key);
      paged.push(...page.rows.map(({ id }) => id));
      key = page.nextKey;
      if (key === null) break;
    }
    expect(paged).toEqual(after.map(({ id }) => id));
    await receive(staff(), customerId, 700n);
    expect((await timeline()).rows).toHaveLength(5);
    expect((await customerTimeline(staff(), { customerId, kinds: ['payment'], limit: 9 })).rows).toHaveLength(2);
  });

  it('is never drawn past a transaction that still runs, whose rows come later', async () => {
    await drawAll();
    const client = await database.current.staff.pool.connect();
    try {
      await client.query('begin');
      await client.query(`insert into messages (send_key, customer_id, kind, to_address, queued_at, changed_at)
        values ('slow', '${customerId}', 'receipt', 'ap@customer.example', now(), now())`);
      const paid = await receive(staff(), customerId, 300n);
      await draw();
      const drawn = async (id: string) =>
        (await database.current.owner.pool.query('select 1 from timeline_entries where id = $1', [id])).rowCount;
      expect(await drawn(paid.id)).toBe(0);
      expect((await timeline()).rows.map(({ id }) => id)).toContain(paid.id);
      await client.query('commit');
      await drawAll();
      expect(await drawn(paid.id)).toBe(1);
      expect((await timeline()).rows.filter(({ kind }) => kind === 'mail_out')).toHaveLength(2);
    } finally {
      client.release();
    }
  });

  it('keeps next steps until one is done, once', async () => {
    const [step] = await nextSteps(staff(), { customerId });
    expect(step).toMatchObject({ step: 'Ask for the slip', on: '2026-04-20' });
    const end = () =>
      inTransaction(staff(), (tx) =>
        endNextStep(tx, colleague, { noteId: step!.noteId, customerId, outcome: 'Got it' }, MOMENT),
      );
    expect(await end()).toMatchObject({ ok: true });
    expect(await end()).toMatchObject({ ok: false, refusal: { code: 'done-already', byName: colleague.name } });
    expect(await nextSteps(staff(), { customerId })).toEqual([]);
    const other = await noted('Nothing to do');
    const none = await inTransaction(staff(), (tx) =>
      endNextStep(tx, colleague, { noteId: other.ok ? other.value.noteId : '', customerId, outcome: '' }, MOMENT),
    );
    expect(none).toMatchObject({ ok: false, refusal: { code: 'unknown' } });
    expect(await noted('Tomorrow', { happenedAt: on('2026-04-09').now })).toMatchObject({
      refusal: { code: 'future' },
    });
  });
});

describe('searching', () => {
  it.each([
    ['short delivery', 1],
    ['SHORT deliv', 1],
    ['"delivery short"', 0],
    ['"short delivery"', 1],
    ['"short deliv"', 0],
    ['short -pallets', 0],
    ['agard', 1],
    ['Ågård gravel', 1],
    ['PO-77/A', 1],
    ['pallets gravel', 0],
    ['', 0],
    ['-short', 0],
    ["' & | ! ( :* <->", 0],
    ['\\', 0],
  ])('for %s finds %i', async (text, count) => {
    await drawAll();
    expect(await titlesFound(text)).toHaveLength(count);
  });

  it('finds scripts of other languages by whole words and beginnings', async () => {
    await noted('भुगतान कल होगा, കുടിശ്ശിക അടയ്ക്കും, سيتم الدفع غدا');
    for (const text of ['भुगतान', 'കുടിശ്ശിക', 'കുടിശ്ശി', 'الدفع', 'होगा']) expect(await found(text)).toHaveLength(1);
    expect(await found('गतान')).toHaveLength(0);
  });

  it('marks the words in the piece of text around them, files by their own names', async () => {
    const hits = await found('short deliv');
    const marked = hits[0]!.excerpt.filter((piece) => piece.marked).map(({ text }) => text);
    expect(marked).toEqual(['short', 'delivery']);
    const mailId = '0197a000-0000-7000-8000-000000000001';
    const done = await inTransaction(staff(), async (tx) => {
      await recordActivity(
        tx,
        {
          ...{ customerId, kind: 'note', subjectKind: 'dispute', subjectId: mailId, at: MOMENT.now },
          ...{ title: 'Delivery slip', text: '', by: { kind: 'outside', name: '' } },
        },
        [{ part: 1, name: 'slip.pdf', text: `${'filler '.repeat(500)}received crushed stone in Halifax` }],
      );
      const { hits: inFile } = await searchTimeline(tx, { text: 'crushed', limit: 5 });
      expect(inFile).toMatchObject([{ fileName: 'slip.pdf', part: 1 }]);
      expect(inFile[0]!.excerpt.map(({ text }) => text).join('')).toContain('received crushed stone');
      return { ok: false as const, refusal: 'only looked' };
    });
    expect(done.ok).toBe(false);
  });

  it('forgets a former contact: neither found nor shown', async () => {
    expect(await found('jane obrien')).toHaveLength(0);
    expect(await found('"jane o’brien"')).toHaveLength(1);
    const changed = await inTransaction(staff(), async (tx) =>
      ok(await forgetPerson(tx, { customerId, name: 'Jane O’Brien', email: '' })),
    );
    expect(changed.ok && changed.value).toBe(1);
    expect(await found('jane')).toHaveLength(0);
    const texts = (await timeline()).rows.map(({ text }) => text).join('\n');
    expect(texts).toContain('Ask (a former contact) again.');
    expect(texts).not.toContain('Jane');
  });
});

describe('the laws', () => {
  const entry = `insert into timeline_entries (id, customer_id, kind, subject_kind, subject_id, happened_at, title, by_kind)`;
  it('hold one entry of a message, one customer of a text, and a step that is there to be done', async () => {
    const { owner } = database.current;
    const message = await staff().selectFrom('messages').select('id').executeTakeFirstOrThrow();
    const again = `${entry} values ($1, $2, 'mail_out', 'message', $3, now(), 'Again', 'system')`;
    const another = '0197a000-0000-7000-8000-000000000002';
    expect(await plantIn(owner, [again, [another, customerId, message.id]])).toBe('timeline_entries_once_check');
    await drawAll();
    expect(await plantIn(owner, [again, [message.id, customerId, message.id]])).toBe('timeline_entries_pkey');
    expect(await plantIn(owner, [`update timeline_entries set title = 'x'`, []])).toBe('append_only');
    expect(await plantIn(owner, [`delete from activity_notes`, []])).toBe('append_only');
    const stranger = await aCustomer(staff());
    const text = `insert into searchable_texts (entry_id, part, customer_id, kind, happened_at, head, body, words)
      select id, 9, $2, kind, happened_at, 'x', 'x', '' from timeline_entries where id = $1`;
    expect(await plantIn(owner, [text, [message.id, stranger]])).toBe('text_is_of_its_entry');
    expect(await plantIn(owner, [text, [message.id, customerId]])).toBe('accepted');
    const stepless = await staff()
      .selectFrom('activity_notes')
      .select('id')
      .where('next_step', '=', '')
      .executeTakeFirstOrThrow();
    const end = `insert into activity_note_ends (note_id, customer_id, done_by_name, done_at) values ($1, $2, 'x', now())`;
    expect(await plantIn(owner, [end, [stepless.id, customerId]])).toBe('note_has_a_next_step');
  });

  it('show a partner assigned customers’ rows without what customers write to us, and the portal nothing', async () => {
    const { owner, partner, portal } = database.current;
    const agent = await aColleague(staff(), 'partner');
    const other = await aCustomer(staff());
    await noted('Seen by no partner', { customerId: other });
    await owner.pool.query(
      'insert into partner_assignments (user_id, customer_id, assigned_at) values ($1, $2, now())',
      [agent.id, customerId],
    );
    const db = readsAsPartner(partner.pool, agent.id);
    const seen = await customerTimeline(db, { customerId, limit: 50, withNewest: false });
    expect(seen.rows.map(({ kind }) => kind)).toContain('call');
    expect((await customerTimeline(db, { customerId: other, limit: 50, withNewest: false })).rows).toEqual([]);
    expect((await searchTimeline(db, { text: 'seen', limit: 50 })).hits).toEqual([]);
    expect((await searchTimeline(db, { text: 'pallets', limit: 50 })).hits).toHaveLength(1);
    for (const table of ['timeline_entries', 'searchable_texts', 'activity_notes', 'inbound_mails', 'reply_addresses'])
      await expect(sql`select 1 from ${sql.table(table)}`.execute(portal.db)).rejects.toMatchObject({ code: '42501' });
  });
});

import { CompiledQuery } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { refuse } from '#app/kernel/result.ts';
import { noteAskFault } from '#app/modules/inbox/commands/note-ask-fault.server.ts';
import { dueAsks } from '#app/modules/inbox/queries/ask-faults.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { PAYER, raised } from '#tests/support/disputes.ts';
import { aCustomer, anInvoice, issue, on, setUpCompany } from '#tests/support/people.ts';
import { must } from '#tests/support/plans.ts';
import { plantIn, type Statement } from '#tests/support/plant.ts';
import { withdrawDispute } from './commands/close-dispute.server.ts';

/** Each law refuses what breaks it, planted below every command, and what keeps it is let through. */
const database = useDatabase();
const DAY = on('2026-04-20');
const AT = DAY.now;
const db = () => database.current.staff.db;
const plant = (...statements: Statement[]) => plantIn(database.current.owner, ...statements);
let customerId: string;
let invoiceId: string;
let itemId: string;
let disputeId: string;
let holdId: string;
let closedId: string;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  customerId = await aCustomer(db());
  const invoice = await issue(db(), anInvoice(customerId, 10_000n));
  [invoiceId, itemId] = [invoice.id, invoice.openItemId];
  const line = { lineNo: 1, what: 'amount', netMinor: 4_000n } as const;
  const claim = { kind: 'lines', lines: [line] } as const;
  closedId = (await raised(db(), { customerId, invoiceId, claim }, DAY)).disputeId;
  must(await inTransaction(db(), (tx) => withdrawDispute(tx, PAYER, { disputeId: closedId }, DAY)));
  disputeId = (await raised(db(), { customerId, invoiceId, claim }, DAY)).disputeId;
  const row = await db().selectFrom('disputes').select('hold_id').where('id', '=', disputeId).executeTakeFirstOrThrow();
  holdId = row.hold_id!;
});

const stage = (of: string, position: number, from: string, to: string, at = AT): Statement => [
  `insert into dispute_stages (dispute_id, customer_id, position, from_state, to_state, waits_for, changed_at, by_kind, by_name)
   values ($1, $2, $3, $4, $5, case $5 when 'closed' then null when 'waiting_customer' then 'customer' else 'us' end, $6, 'staff', 'Planted')`,
  [of, customerId, position, from, to, at],
];
const hold = (amountMinor: bigint): Statement => [
  `insert into holds (id, customer_id, item_id, kind, amount_minor, reason, effective_on)
   values (uuidv7(), $1, $2, 'disputed', $3, 'planted', '2026-04-20')`,
  [customerId, itemId, amountMinor],
];
const release: () => Statement = () => [
  `insert into hold_releases (hold_id, customer_id, reason, effective_on) values ($1, $2, 'planted', '2026-04-20')`,
  [holdId, customerId],
];
const part = (amountMinor: bigint, netMinor: bigint, lineNo: number | null = 1): Statement => [
  `insert into dispute_lines (dispute_id, customer_id, invoice_id, invoice_line_no, what, net_minor, amount_minor, is_contested)
   values ($1, $2, $3, $4, 'amount', $5, $6, true)`,
  [disputeId, customerId, invoiceId, lineNo, lineNo === null ? null : netMinor, amountMinor],
];
const set = (of: string, what: string): Statement => [`update disputes set ${what} where id = $1`, [of]];
const decision = (words: string): Statement => [
  `insert into dispute_decisions (id, dispute_id, customer_id, decision, agreed_minor, words, decided_by_name, decided_at)
   values (uuidv7(), $1, $2, 'refused', 0, $3, 'Planted', $4)`,
  [disputeId, customerId, words, AT],
];
const looked = () => [stage(disputeId, 2, 'new', 'looked_at'), set(disputeId, `state = 'looked_at'`)];
const ended = () => [
  stage(disputeId, 2, 'new', 'decided'),
  stage(disputeId, 3, 'decided', 'closed'),
  set(
    disputeId,
    `state = 'closed', waits_for = null, closed_at = state_at, outcome = 'refused', agreed_minor = 0, hold_id = null`,
  ),
];
const freed = (): Statement[] => [
  release(),
  [`update dispute_lines set is_contested = false where dispute_id = $1`, [disputeId]],
];

it.each<[string, () => Statement[], string]>([
  ['a step with its stage', looked, 'accepted'],
  ['an end that frees what was held, with its decision', () => [...ended(), ...freed(), decision('No.')], 'accepted'],
  ['a hold of no dispute', () => [hold(1n)], 'dispute_hold_is_its'],
  ['a living dispute whose hold is released', () => [release()], 'dispute_hold_is_its'],
  ['more in question than is held', () => [set(disputeId, 'amount_minor = 4001')], 'dispute_hold_is_its'],
  ['a closed dispute that holds', () => [...ended(), freed()[1]!, decision('No.')], 'dispute_hold_is_its'],
  ['a part beside the amount', () => [part(1n, 1n, null)], 'dispute_parts_fit'],
  ['the same line twice', () => [part(1n, 1n)], 'dispute_lines_once_unique'],
  ['a part that goes on after the end', () => [...ended(), release(), decision('No.')], 'dispute_parts_fit'],
  [
    'another amount of a part',
    () => [[`update dispute_lines set amount_minor = 1 where dispute_id = $1`, [disputeId]]],
    'dispute_parts_stay',
  ],
  ['a state without its stage', () => [set(disputeId, `state = 'looked_at'`)], 'dispute_stage_follows'],
  ['a hole in the stages', () => [stage(disputeId, 3, 'new', 'looked_at')], 'dispute_stage_follows'],
  ['a stage from elsewhere', () => [stage(disputeId, 2, 'looked_at', 'decided')], 'dispute_stage_follows'],
  [
    'a stage before the one before',
    () => [stage(disputeId, 2, 'new', 'looked_at', new Date('2026-04-19'))],
    'dispute_stage_follows',
  ],
  [
    'a decided one that is asked again',
    () => [stage(disputeId, 2, 'new', 'decided'), stage(disputeId, 3, 'decided', 'looked_at')],
    'dispute_stage_follows',
  ],
  [
    'an end without an outcome',
    () => [set(disputeId, `state = 'closed', waits_for = null, closed_at = state_at`)],
    'disputes_closed_check',
  ],
  ['an end without its decision', () => [...ended(), ...freed()], 'dispute_ended_as_decided'],
  ['a refusal without a word', () => [decision(' ')], 'dispute_decisions_words_check'],
  [
    'a change of a closed one',
    () => [set(closedId, `severity = null, owner_name = null, promised_on = '2026-05-01'`)],
    'dispute_closed',
  ],
  ['another customer’s words', () => [set(disputeId, `raised_by_name = 'Somebody else'`)], 'dispute_stays_as_raised'],
  [
    'an agreement whose credit note is of something else',
    () => [
      [
        `insert into dispute_decisions (id, dispute_id, customer_id, decision, agreed_minor, credit_note_id, words, decided_by_name, decided_at)
         values (uuidv7(), $1, $2, 'agreed', 10000, $3, 'Yes.', 'Planted', $4)`,
        [disputeId, customerId, invoiceId, AT],
      ],
    ],
    'dispute_credit_names_it',
  ],
  [
    'a file the customer sees of a note they do not',
    () => [
      [
        `with note as (insert into dispute_messages (id, dispute_id, customer_id, visibility, author_kind, author_name, body, via, written_at)
           values (uuidv7(), $1, $2, 'internal', 'staff', 'Planted', 'Ours.', 'staff', $3) returning id)
         select set_config('planted.note', id::text, true) from note`,
        [disputeId, customerId, AT],
      ],
      [
        `insert into dispute_files (id, dispute_id, customer_id, message_id, visibility, file_name, media_type, sha256, size_bytes, given_by_name, given_at)
         values (uuidv7(), $1, $2, current_setting('planted.note')::uuid, 'customer', 'a.pdf', 'application/pdf', repeat('a', 64), 1, 'Planted', $3)`,
        [disputeId, customerId, AT],
      ],
    ],
    'dispute_file_is_seen_as_its_message',
  ],
  [
    'a customer’s word that is ours',
    () => [
      [
        `insert into dispute_messages (id, dispute_id, customer_id, visibility, author_kind, author_name, body, via, written_at)
         values (uuidv7(), $1, $2, 'internal', 'customer', 'Planted', 'Theirs.', 'portal', $3)`,
        [disputeId, customerId, AT],
      ],
    ],
    'dispute_messages_customers_are_seen_check',
  ],
  [
    'an asking that is answered twice',
    () => [
      [
        `insert into dispute_asks (customer_id, key, act, wish, asked_by_kind, asked_by_name, asked_at) values ($1, 'planted-ask', 'raise', '{}', 'customer', 'P', $2)`,
        [customerId, AT],
      ],
      [
        `update dispute_asks set answered_at = $1, outcome = 'done', answered_dispute_id = $2 where key = 'planted-ask'`,
        [AT, disputeId],
      ],
      [`update dispute_asks set answered_at = $1 where key = 'planted-ask'`, [AT]],
    ],
    'dispute_answered_once',
  ],
])('%s', async (_, planted, answer) => {
  expect(await plant(...planted())).toBe(answer);
});

it('the invariants name what a trigger was kept from seeing', async () => {
  const { pool } = database.current.owner;
  const client = await pool.connect();
  const faults = async () =>
    (await client.query<{ law: string }>('select distinct law from dispute_faults order by 1')).rows.map(
      ({ law }) => law,
    );
  try {
    await client.query('begin');
    expect(await faults()).toEqual([]);
    await client.query(`set local session_replication_role = replica`);
    for (const [text, values] of [
      hold(1n),
      set(disputeId, `state = 'looked_at', amount_minor = 9`),
      set(closedId, `outcome = 'agreed'`),
    ])
      await client.query(text, [...values]);
    expect(await faults()).toEqual([
      'dispute_ended_as_decided',
      'dispute_hold_is_its',
      'dispute_parts_fit',
      'dispute_stage_follows',
    ]);
  } finally {
    await client.query('rollback');
    client.release();
  }
});

it('what could not be done is kept, counts on, and is over exactly when its asking is answered', async () => {
  const ask = await database.current.owner.pool.query<{ id: string }>(
    `insert into dispute_asks (customer_id, key, act, invoice_id, wish, asked_by_kind, asked_by_name, asked_at)
     values ($1, 'asked-in-vain', 'raise', $2, '{}', 'customer', 'Planted', $3) returning id`,
    [customerId, invoiceId, AT],
  );
  const askId = ask.rows[0]!.id;
  const fault = (tries: number, told: Date | null, ended: Date | null = null): Statement => [
    `insert into ask_faults (kind, subject_id, customer_id, reason, tries, first_failed_at, failed_at, next_try_at, told_at, ended_at)
     values ('dispute', $1, $2, 'planted', $3, $4, $4, $4, $5, $6)`,
    [askId, customerId, tries, AT, told, ended],
  ];
  const change = (what: string): Statement => [`update ask_faults set ${what} where subject_id = $1`, [askId]];
  const answer: Statement = [
    `update dispute_asks set answered_at = $2, outcome = 'refused', refusal = '{}' where id = $1`,
    [askId, AT],
  ];
  const [kept, stands] = ['ask_fault_is_kept', 'ask_fault_stands_with_its_asking'];
  expect(await plant(fault(5, null))).toBe('ask_faults_told_check');
  expect(await plant(fault(4, AT))).toBe('ask_faults_told_check');
  expect(await plant(fault(1, null, AT))).toBe(stands);
  expect(await plant(fault(1, null), change('ended_at = failed_at'))).toBe(stands);
  expect(await plant(answer, fault(1, null))).toBe(stands);
  expect(await plant(fault(5, AT), change('tries = 4, told_at = null'))).toBe(kept);
  expect(await plant(fault(5, AT), ['delete from ask_faults where subject_id = $1', [askId]])).toBe(kept);
  expect(await plant(fault(5, AT), answer, change('ended_at = null'))).toBe(kept);
  expect(await plant(fault(5, AT), change('tries = 6'), answer)).toBe('accepted');
});

it('what cannot be done is noted for each kind, found again when it is due, and nothing of what was answered', async () => {
  const later = { ...DAY, now: new Date(AT.getTime() + 31_000) };
  const kinds = {
    plan: [
      `insert into plan_asks (customer_id, key, act, asked_by_name, asked_at) values ($1, 'asked-in-vain', 'start', 'Planted', $2)`,
      `update plan_asks set answered_at = $2, outcome = 'refused', refusal = '{}' where id = $1`,
    ],
    credit: [
      `insert into credit_uses (customer_id, currency, amount_minor, asked_by_name, asked_at) values ($1, 'GBP', 1, 'Planted', $2)`,
      'update credit_uses set done_at = $2, used_minor = 0 where id = $1',
    ],
  } as const;
  for (const kind of ['plan', 'credit'] as const) {
    const [ask, answer] = kinds[kind];
    // Planted, and taken back again.
    const looked = await inTransaction(database.current.owner.db, async (tx) => {
      const run = (text: string, of: string) => tx.executeQuery<{ id: string }>(CompiledQuery.raw(text, [of, AT]));
      const subjectId = (await run(`${ask} returning id`, customerId)).rows[0]!.id;
      const note = () => noteAskFault(tx, { kind, subjectId, reason: ' ' }, DAY);
      const isDue = async (moment: typeof DAY) =>
        (await dueAsks(tx, moment, 10)).some((due) => due.subjectId === subjectId);
      const before = [await note(), await note(), await isDue(DAY), await isDue(later)];
      await run(answer, subjectId);
      return refuse([...before, await note(), await isDue(later)]);
    });
    expect(looked).toEqual(refuse([1, 2, false, true, null, false]));
  }
});

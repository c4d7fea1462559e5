import { beforeAll, expect, it } from 'vitest';
import type { CustomerId } from '#app/kernel/ids.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { answerCreditRequest } from '#app/modules/cash-application/commands/answer-credit-request.server.ts';
import { askAboutCredit } from '#app/modules/cash-application/commands/ask-about-credit.server.ts';
import {
  creditRequestsOf,
  waitingCreditRequests,
} from '#app/modules/cash-application/queries/credit-requests.server.ts';
import type { CreditWish } from '#app/modules/cash-application/types.ts';
import { readAsPortal, writeAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { aColleague } from '#tests/support/colleagues.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, anInvoice, issue, on, receive, setUpCompany } from '#tests/support/people.ts';
import { plantIn, type Statement } from '#tests/support/plant.ts';

/** A customer says what should become of credit they have not used; a colleague answers, and nothing is posted by asking. */
const database = useDatabase();
const payer: Actor = { kind: 'customer', id: null, name: 'Pat Payer', requestId: 'test' };
const DAY = on('2026-11-10');
let customerId: CustomerId;
let otherId: CustomerId;
let creditId: string;
let debitId: string;

beforeAll(async () => {
  const { owner, staff } = database.current;
  await setUpCompany(owner.db);
  [customerId, otherId] = [(await aCustomer(staff.db)) as CustomerId, (await aCustomer(staff.db)) as CustomerId];
  creditId = (await receive(staff.db, customerId, 5_000n)).openItemId;
  debitId = (await issue(staff.db, anInvoice(customerId, 9_000n))).openItemId ?? '';
});

const as = (id: CustomerId) => ({ kind: 'customer', customerId: id }) as const;
const ask = (wish: CreditWish, note: string, { item = creditId, who = customerId } = {}) =>
  writeAsPortal(database.current.portal.db, as(who), (tx) =>
    askAboutCredit(tx, payer, { customerId: who, openItemId: item, wish, note }, DAY),
  );
const readBy = (who: CustomerId) =>
  readAsPortal(database.current.portal.db, as(who), (db) => creditRequestsOf(db, who));

it('is asked once at a time, of what is left, and answered in words the customer reads', async () => {
  const { db } = database.current.staff;
  expect(await ask('apply', ' ')).toEqual({ ok: false, refusal: { code: 'note-missing' } });
  expect(await ask('refund', '', { item: debitId })).toEqual({ ok: false, refusal: { code: 'no-credit' } });
  expect(await ask('refund', '', { who: otherId })).toEqual({ ok: false, refusal: { code: 'no-credit' } });
  expect(await ask('apply', 'For invoice 7')).toMatchObject({ ok: true });
  expect(await ask('refund', '')).toEqual({ ok: false, refusal: { code: 'asked-already' } });
  const waiting = (await waitingCreditRequests(db)).filter((one) => one.customerId === customerId);
  expect(waiting).toMatchObject([
    { wish: 'apply', note: 'For invoice 7', askedByName: 'Pat Payer', kind: 'payment', residualMinor: 5_000n },
  ]);
  const clerk = await aColleague(db, 'cash_poster');
  const answer = (text: string) =>
    inTransaction(db, (tx) => answerCreditRequest(tx, clerk, { requestId: waiting[0]!.id, answer: text }, DAY));
  expect(await answer(' ')).toEqual({ ok: false, refusal: { code: 'answer-missing' } });
  expect(await answer('It is set against invoice 7 now.')).toMatchObject({ ok: true });
  expect(await answer('Again')).toEqual({ ok: false, refusal: { code: 'answered-already' } });
  expect(await readBy(customerId)).toMatchObject([{ wish: 'apply', answer: 'It is set against invoice 7 now.' }]);
  expect(await readBy(otherId)).toEqual([]);
  expect(await ask('refund', '')).toMatchObject({ ok: true });
});

it('names a credit of its customer, waits when it is asked, and never changes', async () => {
  const { owner } = database.current;
  const row = (item: string, more = ''): Statement => [
    `insert into credit_requests (customer_id, open_item_id, wish, asked_by_name, asked_at${more && ', answered_at, answered_by_name, answer'})
      values ($1, $2, 'refund', 'P', now()${more})`,
    [customerId, item],
  ];
  expect(await plantIn(owner, row(debitId))).toBe('credit_request_item');
  const other = await receive(database.current.staff.db, otherId, 100n);
  expect(await plantIn(owner, row(other.openItemId))).toBe('credit_request_item');
  const mine = await receive(database.current.staff.db, customerId, 100n);
  expect(await plantIn(owner, row(mine.openItemId))).toBe('accepted');
  expect(await plantIn(owner, row(mine.openItemId, `, now(), 'C', 'Yes'`))).toBe('credit_request_answered_once');
  expect(await plantIn(owner, row(mine.openItemId), row(mine.openItemId))).toBe('credit_requests_one_waiting_unique');
  const answered: Statement = [
    `update credit_requests set answered_at = now(), answered_by_name = 'C', answer = $2 where open_item_id = $1 and answered_at is null`,
    [creditId, 'Done'],
  ];
  const changed: Statement = [`update credit_requests set note = 'x' where open_item_id = $1`, [creditId]];
  expect(await plantIn(owner, answered)).toBe('accepted');
  expect(await plantIn(owner, answered, changed)).toBe('credit_request_answered_once');
  expect(await plantIn(owner, ['delete from credit_requests', []])).toBe('credit_request_answered_once');
});

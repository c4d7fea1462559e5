import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#app/modules/audit/types.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { type PortalScope, writeAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, anInvoice, GBP, issue, on, setUpCompany } from '#tests/support/people.ts';
import { startAttemptOnce } from './start-attempt-once.server.ts';

const database = useDatabase();
const moment = on('2026-05-01');
const ACTOR: Actor = { kind: 'customer', id: null, name: 'Tom Payer', requestId: 'test' };

beforeAll(() => setUpCompany(database.current.owner.db));
const db = () => database.current.staff.db;

async function aBill() {
  const customerId = await aCustomer(db());
  const { openItemId } = await issue(db(), anInvoice(customerId, 10_000n));
  return { customerId, openItemId };
}

type Form = {
  customerId: string;
  key: string;
  amountMinor?: bigint;
  items?: { itemId: string; amountMinor: bigint }[];
};

function send({ customerId, key, amountMinor = 10_000n, items = [] }: Form, keyOwnerId = customerId) {
  const scope: PortalScope = { kind: 'customer', customerId };
  const input = { customerId, key, keyOwnerId, currency: GBP, amountMinor, items, notifyEmail: '' };
  return writeAsPortal(database.current.portal.db, scope, (tx) => startAttemptOnce(tx, ACTOR, input, moment));
}

const attemptsOf = async (customerId: string) =>
  (await db().selectFrom('payment_attempts').select('id').where('customer_id', '=', customerId).execute()).length;

describe('a payment form', () => {
  it('sent twice starts one attempt and answers the first', async () => {
    const { customerId, openItemId } = await aBill();
    const form = { customerId, key: newId<never>() as string, items: [{ itemId: openItemId, amountMinor: 10_000n }] };
    const first = await send(form);
    const second = await send(form);
    expect(first).toMatchObject({ ok: true, value: { repeated: false } });
    expect(second).toEqual({ ok: true, value: { attemptId: first.ok && first.value.attemptId, repeated: true } });
    expect(await attemptsOf(customerId)).toBe(1);
  });

  it('with other amounts is refused, and starts nothing', async () => {
    const { customerId } = await aBill();
    const key = newId<never>() as string;
    await send({ customerId, key });
    expect(await send({ customerId, key, amountMinor: 9_999n })).toEqual({
      ok: false,
      refusal: { code: 'form-changed' },
    });
    expect(await attemptsOf(customerId)).toBe(1);
  });

  it('sent eight times at the same moment, on account, starts one attempt', async () => {
    const { customerId } = await aBill();
    const key = newId<never>() as string;
    const answers = await Promise.all(Array.from({ length: 8 }, () => send({ customerId, key })));
    const started = answers.filter((answer) => answer.ok && !answer.value.repeated);
    expect(started).toHaveLength(1);
    for (const answer of answers) if (!answer.ok) expect(answer.refusal.code).toBe('at-once');
    expect(await attemptsOf(customerId)).toBe(1);
  });

  it('that was refused may be sent again once the reason is gone', async () => {
    const { customerId, openItemId } = await aBill();
    const key = newId<never>() as string;
    const items = [{ itemId: openItemId, amountMinor: 10_001n }];
    expect(await send({ customerId, key, amountMinor: 10_001n, items })).toMatchObject({ ok: false });
    const fits = [{ itemId: openItemId, amountMinor: 10_000n }];
    expect(await send({ customerId, key, items: fits })).toMatchObject({ ok: true, value: { repeated: false } });
  });

  it('cannot read or take the key of another customer: the database refuses', async () => {
    const { customerId } = await aBill();
    const { customerId: other } = await aBill();
    await expect(send({ customerId, key: newId<never>() as string }, other)).rejects.toThrow(/row-level security/);
    expect(await attemptsOf(customerId)).toBe(0);
  });
});

import type { CustomerId, UserId } from '#app/kernel/ids.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { addPortalUser } from '#app/modules/auth/commands/add-portal-user.server.ts';
import { newToken } from '#app/modules/auth/commands/new-secrets.server.ts';
import { digest } from '#app/modules/auth/rules/digest.ts';
import { momentIn } from '#app/platform/clock/clock.server.ts';
import { oneValue } from './demo-database.ts';
import { done } from './made-things.ts';

/** Of the demo's first customer: its owner, and who pays up to a limit. */
export const OWNER = 'wendy.obi@lindenbrook.example';
export const LIMITED = 'zoe.park@lindenbrook.example';

/** A person of a customer, a payment they prepared above their limit, and an invitation that waits, with its link. */
export async function somePeople(of: { customerId: CustomerId; itemId: string }) {
  const person = await oneValue<UserId>('select id from users where email = $1', [LIMITED]);
  const ask = await oneValue<string>(
    `insert into payment_asks (customer_id, currency, amount_minor, note, asked_by, asked_by_name, asked_at, expires_at)
     select $1, o.currency, o.residual_minor, 'The flights of October, please.', $2, 'Zoe Park', now(), now() + interval '14 days'
     from open_items o where o.id = $3 returning id`,
    [of.customerId, person, of.itemId],
  );
  await oneValue(
    `insert into payment_ask_items (ask_id, customer_id, item_id, amount_minor) select q.id, q.customer_id, $2, q.amount_minor
     from payment_asks q where q.id = $1 returning ask_id`,
    [ask, of.itemId],
  );
  // As the worker leaves it when it has written the mail; the token stands in no mail here.
  const token = newToken();
  await oneValue(
    `insert into portal_invitations (customer_id, email, name, role, token_hash, invited_by_name, invited_at, expires_at)
     values ($1, $2, 'Ivy Invited', 'viewer', $3, 'Wendy Obi', now(), now() + interval '7 days') returning id`,
    [of.customerId, `invited-${process.pid}@lindenbrook.example`, digest(token)],
  );
  return { person, ask, joinToken: token };
}

/** Opens the other accounts of a group to who pays for its lead. */
export async function seesGroup(customerId: CustomerId, email: string): Promise<void> {
  const right = { role: 'payer', groupRole: 'payer' } as const;
  await done((tx) =>
    addPortalUser(tx, SYSTEM, { customerId, email, name: email, ...right }, momentIn('Europe/London')),
  );
}

import type { CustomerId, UserId } from '#app/kernel/ids.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { addPortalUser } from '#app/modules/auth/commands/add-portal-user.server.ts';
import { invitePerson, makeInvitation } from '#app/modules/auth/commands/invite-person.server.ts';
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
  const moment = momentIn('Europe/London');
  const input = {
    ...{ customerId: of.customerId, email: `invited-${process.pid}@lindenbrook.example`, name: 'Ivy Invited' },
    right: { role: 'viewer', limit: null, groupRole: null } as const,
  };
  const { invitationId } = await done((tx) => invitePerson(tx, SYSTEM, input, moment));
  const { token } = await done((tx) => makeInvitation(tx, { invitationId }, moment));
  return { person, ask, joinToken: token };
}

/** Opens the other accounts of a group to who pays for its lead. */
export async function seesGroup(customerId: CustomerId, email: string): Promise<void> {
  const right = { role: 'payer', groupRole: 'payer' } as const;
  await done((tx) =>
    addPortalUser(tx, SYSTEM, { customerId, email, name: email, ...right }, momentIn('Europe/London')),
  );
}

import type { z } from 'zod';
import { type CustomerId, parseId, type UserId } from '#app/kernel/ids.ts';
import type { Currency } from '#app/kernel/money.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { inviteAgain, invitePerson, revokeInvitation } from '#app/modules/auth/commands/invite-person.server.ts';
import { changeRight, removePortalUser } from '#app/modules/auth/commands/manage-people.server.ts';
import { invitePersonForm, rightForm, rightOf } from '#app/modules/auth/forms.ts';
import type { InvitationId, PeopleRefusal } from '#app/modules/auth/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import type { WorkerDb } from './outside.server.ts';

/** Who decides about whose people: an owner in the portal, or a colleague. */
export type Decider = {
  readonly actor: Actor;
  readonly moment: Moment;
  readonly customerId: CustomerId;
  /** In which limits are typed. */
  readonly currency: Currency;
};
/** What a form is shown again with. */
export type PeopleFormRefusal = {
  readonly fieldErrors: Record<string, string[]>;
  readonly formErrors: string[];
  readonly values: Record<string, string>;
};
type Fields = Readonly<Record<string, string>>;
type Done = Result<string, PeopleFormRefusal>;

const WORDS: Readonly<Record<PeopleRefusal['code'], string>> = {
  'not-owner': 'Only an owner of the account decides who signs in.',
  'no-such-person': 'This was changed meanwhile. Look at the list again.',
  'last-owner': 'Somebody must be able to decide who signs in. Make another person owner first.',
  'staff-address': 'This address belongs to a colleague of ours. Use another one.',
  'signs-in-already': 'This person signs in already. Change what they may do in the list.',
  'invited-already': 'An invitation for this address waits already. Send it again, or take it back first.',
  'too-many-wait': 'Twenty invitations wait already. Take one back first.',
};
const OF_ADDRESS: readonly PeopleRefusal['code'][] = ['staff-address', 'signs-in-already', 'invited-already'];

/** Does what one of the forms about a customer's people says; answers the sentence for the next page. */
export function actOnPeople(db: WorkerDb, who: Decider, sent: Iterable<readonly [string, string]>): Promise<Done> {
  // An empty field says nothing.
  const fields = Object.fromEntries([...sent].filter(([, text]) => text.trim() !== ''));
  switch (fields.intent) {
    case 'again':
    case 'revoke':
      return onInvitation(db, who, fields);
    case 'change':
      return change(db, who, fields);
    case 'remove':
      return remove(db, who, fields);
    default:
      return invite(db, who, fields);
  }
}

async function invite(db: WorkerDb, { actor, moment, customerId, currency }: Decider, fields: Fields): Promise<Done> {
  const read = invitePersonForm.safeParse(fields);
  if (!read.success) return refuse(unread(read.error, fields));
  const right = rightOf(read.data, currency);
  if (!right.ok) return refuse(wrong(fields, { limit: [right.refusal] }));
  const { email, name } = read.data;
  const input = { customerId, email, name, right: right.value };
  const done = await inTransaction(db, (tx) => invitePerson(tx, actor, input, moment));
  if (done.ok) return ok(`Invited. The mail to ${email} holds a link and a code, good for seven days.`);
  const { code } = done.refusal;
  return refuse(OF_ADDRESS.includes(code) ? wrong(fields, { email: [WORDS[code]] }) : wrong(fields, {}, [WORDS[code]]));
}

async function onInvitation(db: WorkerDb, { actor, moment, customerId }: Decider, fields: Fields): Promise<Done> {
  const invitationId = parseId<InvitationId>(fields.invitation ?? '');
  const act = fields.intent === 'again' ? inviteAgain : revokeInvitation;
  const done = invitationId
    ? await inTransaction(db, (tx) => act(tx, actor, { customerId, invitationId }, moment))
    : refuse({ code: 'no-such-person' } as const);
  if (!done.ok) return refuse(wrong({}, {}, [WORDS[done.refusal.code]]));
  return ok(
    fields.intent === 'again'
      ? `Sent to ${done.value.email} again. The link and the code of the mail before work no more.`
      : `Taken back. The invitation to ${done.value.email} opens nothing any more.`,
  );
}

async function change(db: WorkerDb, { actor, moment, customerId, currency }: Decider, fields: Fields): Promise<Done> {
  const read = rightForm.safeParse(fields);
  if (!read.success) return refuse(unread(read.error, fields));
  const right = rightOf(read.data, currency);
  if (!right.ok) return refuse(wrong(fields, { limit: [right.refusal] }));
  const userId = parseId<UserId>(fields.person ?? '');
  const done = userId
    ? await inTransaction(db, (tx) => changeRight(tx, actor, { customerId, userId, right: right.value }, moment))
    : refuse({ code: 'no-such-person' } as const);
  if (done.ok) return ok('Changed. It holds from their next click.');
  return refuse(wrong(fields, {}, [WORDS[done.refusal.code]]));
}

async function remove(db: WorkerDb, { actor, moment, customerId }: Decider, fields: Fields): Promise<Done> {
  const userId = parseId<UserId>(fields.person ?? '');
  const done = userId
    ? await inTransaction(db, (tx) => removePortalUser(tx, actor, { customerId, userId }, moment))
    : refuse({ code: 'no-such-person' } as const);
  if (!done.ok) return refuse(wrong({}, {}, [WORDS[done.refusal.code]]));
  return ok(`${done.value.name} is signed out and cannot sign in here any more.`);
}

const wrong = (
  values: Fields,
  fieldErrors: Record<string, string[]>,
  formErrors: string[] = [],
): PeopleFormRefusal => ({
  ...{ values: { ...values }, fieldErrors, formErrors },
});

function unread(error: z.ZodError, fields: Fields): PeopleFormRefusal {
  const fieldErrors: Record<string, string[]> = {};
  for (const issue of error.issues) {
    const name = String(issue.path[0] ?? '');
    fieldErrors[name] = [...(fieldErrors[name] ?? []), issue.message];
  }
  return wrong(fields, fieldErrors);
}

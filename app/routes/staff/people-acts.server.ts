import { data } from 'react-router';
import { parseId } from '#app/kernel/ids.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import {
  type AssignRefusal,
  assignPartner,
  unassignPartner,
} from '#app/modules/auth/commands/assign-partner.server.ts';
import {
  type InviteRefusal,
  inviteColleague,
  type ShutOutRefusal,
  shutOutColleague,
} from '#app/modules/auth/commands/manage-colleague.server.ts';
import { assignForm, inviteForm } from '#app/modules/auth/forms.ts';
import { STAFF_ROLE_NAMES, type StaffUser } from '#app/modules/auth/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal, parseFields } from '#app/platform/http/form.server.ts';
import type { postedFields } from './posted.server.ts';

type Who = { actor: Actor; user: StaffUser; moment: Moment };
type Sent = Awaited<ReturnType<typeof postedFields>>;

const PATH = '/staff/settings/people';
const no = (field: string, text: string) => data(formRefusal({ fieldErrors: { [field]: [text] } }), 422);

/** Adds a colleague. Passwords are never sent back to the page. */
export async function invite({ actor, user, moment }: Who, sent: Sent) {
  const form = parseFields(sent.fields, inviteForm, { verbatim: ['password'] });
  if (!form.ok) return data(form.refusal, 422);
  const added = await inTransaction(staffDb(), (tx) =>
    inviteColleague(tx, actor, { ...form.value, giver: user.role }, moment),
  );
  const { name, role, email } = form.value;
  if (added.ok)
    return redirectWithFlash(
      PATH,
      `${name} may sign in as ${STAFF_ROLE_NAMES[role].toLowerCase()}. Tell them the password.`,
    );
  const [field, text] = inviteWords(added.refusal);
  return data(formRefusal({ fieldErrors: { [field]: [text] }, values: { name, role, email } }), 422);
}

function inviteWords(refusal: InviteRefusal): [string, string] {
  switch (refusal.code) {
    case 'address-taken':
      return ['email', 'Somebody signs in with this address already.'];
    case 'weak-password':
      return ['password', 'This password is soon guessed. Use twelve characters or more that are no common word.'];
    case 'role-beyond-yours':
      return ['role', 'This role may more than yours. Ask an administrator to give it.'];
  }
}

const SHUT_OUT_WORDS: Record<ShutOutRefusal['code'], string> = {
  'no-such-user': 'This person was shut out already.',
  yourself: 'You cannot shut yourself out. A colleague has to.',
  'role-beyond-yours': 'This person’s role may more than yours. Ask an administrator.',
};

/** Ends a colleague's access at once. */
export async function shutOut({ actor, user, moment }: Who, sent: Sent) {
  const userId = parseId(sent.of('userId'));
  const input = { userId: userId ?? '', giver: user.role, reason: 'from the page of people' };
  const done = userId && (await inTransaction(staffDb(), (tx) => shutOutColleague(tx, actor, input, moment)));
  if (done?.ok) return redirectWithFlash(PATH, 'Done. They are signed out everywhere and cannot sign in again.');
  return data(formRefusal({ formErrors: [SHUT_OUT_WORDS[done ? done.refusal.code : 'no-such-user']] }), 422);
}

/** Lets a partner see a customer. */
export async function assign({ actor, moment }: Who, sent: Sent) {
  const form = parseFields(sent.fields, assignForm);
  if (!form.ok) return data(form.refusal, 422);
  const done = await inTransaction(staffDb(), (tx) => assignPartner(tx, actor, form.value, moment));
  if (done.ok) return redirectWithFlash(PATH, `They see ${done.value.customerName} now.`);
  return no(...assignWords(done.refusal));
}

function assignWords(refusal: AssignRefusal): [string, string] {
  switch (refusal.code) {
    case 'no-such-customer':
      return ['customerNumber', `There is no customer with the number ${refusal.number}.`];
    case 'not-a-partner':
      return ['userId', 'Only partners see assigned customers; everybody else sees all.'];
    case 'assigned-already':
      return ['customerNumber', 'They see this customer already.'];
  }
}

/** Takes a customer away from a partner. */
export async function unassign({ actor, moment }: Who, sent: Sent) {
  const assignmentId = parseId(sent.of('assignmentId'));
  if (assignmentId) await inTransaction(staffDb(), (tx) => unassignPartner(tx, actor, { assignmentId }, moment));
  return redirectWithFlash(PATH, 'They do not see this customer any more.');
}

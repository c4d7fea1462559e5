import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { STAFF_ROLES } from '#app/modules/auth/types.ts';
import { LANGUAGES } from '#app/modules/customers/types.ts';
import { setComplaintRung, setDisputeQueue } from '#app/modules/disputes/commands/set-dispute-queue.server.ts';
import { type SettingRefusal, setDisputeReason } from '#app/modules/disputes/commands/set-dispute-reason.server.ts';
import { DISPUTE_KINDS, type DisputeKind } from '#app/modules/disputes/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, formRefusal } from '#app/platform/http/form.server.ts';
import { minuteOf } from './dispute-words.ts';
import type { postedFields } from './posted.server.ts';

type Sent = Awaited<ReturnType<typeof postedFields>>;
type Who = { readonly actor: Actor; readonly moment: Moment };
type Saved = Result<string, FormRefusal>;

/** One setting as its form was sent; answers what was saved, in words. */
export function saveDisputeSetting(sent: Sent, who: Who): Promise<Saved> {
  if (sent.intent === 'queue') return saveQueue(sent, who);
  return sent.intent === 'rung' ? saveRung(sent, who) : saveReason(sent, who);
}

const REFUSED: Readonly<Record<SettingRefusal['code'], string>> = {
  taken: 'There is a reason with this code already. Choose another code.',
  'not-found': 'This is not there any more. Reload the page.',
  'unknown-queue': 'Choose a queue and a reason of credit notes from the lists.',
  'does-not-fit': 'This does not fit: closing comes after opening, and answering before resolving.',
};

const valuesOf = ({ fields }: Sent): Record<string, string> => ({
  ...Object.fromEntries(fields),
  kinds: fields.flatMap(([name, value]) => (name === 'kinds' ? [value] : [])).join(' '),
});
const said = (sent: Sent, fieldErrors: Record<string, string[]>) =>
  refuse(formRefusal({ fieldErrors, values: valuesOf(sent) }));
const refused = (sent: Sent, { code }: SettingRefusal) =>
  refuse(
    code === 'taken'
      ? formRefusal({ fieldErrors: { code: [REFUSED.taken] }, values: valuesOf(sent) })
      : formRefusal({ formErrors: [REFUSED[code]], values: valuesOf(sent) }),
  );

async function saveReason(sent: Sent, { actor, moment }: Who): Promise<Saved> {
  const { of } = sent;
  const kinds = DISPUTE_KINDS.filter((kind) => sent.fields.some(([name, value]) => name === 'kinds' && value === kind));
  const words = Object.fromEntries(
    LANGUAGES.flatMap((language) => {
      const text = of(`words-${language}`).trim();
      return text ? [[language, text]] : [];
    }),
  );
  const position = Number(of('position'));
  const errors = {
    ...(/^[a-z][a-z0-9_]{1,30}$/.test(of('code'))
      ? {}
      : { code: ['Use small letters, figures and _, like wrong_price.'] }),
    ...(of('label').trim() ? {} : { label: ['Name it for colleagues.'] }),
    ...(words.en ? {} : { 'words-en': ['Write what customers choose, in English at least.'] }),
    ...(kinds.length > 0 ? {} : { kinds: ['Tick at least one.'] }),
    ...(Number.isInteger(position) && position >= 0 && position <= 999
      ? {}
      : { position: ['Enter a number up to 999.'] }),
    ...(of('creditReason') ? {} : { creditReason: ['Choose one.'] }),
  };
  if (Object.keys(errors).length > 0) return said(sent, errors);
  const input = {
    ...{ code: of('code'), label: of('label').trim(), customerWords: words, kinds, queue: of('queue') },
    ...{ department: of('department') || null, creditReason: of('creditReason'), position },
    ...{ isNew: of('isNew') === 'yes', isRetired: of('retired') === 'yes' },
  };
  const done = await inTransaction(staffDb(), (tx) => setDisputeReason(tx, actor, input, moment));
  return done.ok ? ok(`“${input.label}” is saved.`) : refused(sent, done.refusal);
}

/** Hours with at most two decimals as minutes; null where it is no number of hours above nothing. */
function minutesIn(text: string, least = 1): number | null {
  const hours = Number(text.trim());
  const minutes = Math.round(hours * 60);
  return text.trim() !== '' && Number.isFinite(hours) && minutes >= least && minutes <= 100_000 ? minutes : null;
}

async function saveQueue(sent: Sent, { actor }: Who): Promise<Saved> {
  const { of } = sent;
  const [opensMinute, closesMinute, warnMinutes] = [
    minuteOf(of('opens')),
    minuteOf(of('closes')),
    minutesIn(of('warn'), 0),
  ];
  const errors: Record<string, string[]> = {};
  const timeOf = (kind: DisputeKind, which: 'answer' | 'resolve'): number => {
    const minutes = minutesIn(of(`${which}-${kind}`));
    if (minutes === null) errors[`${which}-${kind}`] = ['Enter hours, like 4 or 0.5.'];
    return minutes ?? 0;
  };
  const targets = DISPUTE_KINDS.map((kind) => ({
    ...{ kind, answerMinutes: timeOf(kind, 'answer'), resolveMinutes: timeOf(kind, 'resolve') },
  }));
  if (!of('name').trim()) errors.name = ['Name it.'];
  if (of('email').trim() && !/^\S+@\S+\.\S+$/.test(of('email').trim())) errors.email = ['Enter an e-mail address.'];
  if (opensMinute === null) errors.opens = ['Enter a time like 08:00.'];
  if (closesMinute === null) errors.closes = ['Enter a time like 18:00.'];
  if (warnMinutes === null) errors.warn = ['Enter hours, like 1 or 0.5.'];
  if (opensMinute === null || closesMinute === null || warnMinutes === null || Object.keys(errors).length > 0)
    return said(sent, errors);
  const input = {
    ...{ code: of('code'), name: of('name').trim(), email: of('email').trim() },
    ...{ opensMinute, closesMinute, warnMinutes, targets },
  };
  const done = await inTransaction(staffDb(), (tx) => setDisputeQueue(tx, actor, input));
  return done.ok ? ok(`${input.name} is saved.`) : refused(sent, done.refusal);
}

async function saveRung(sent: Sent, { actor }: Who): Promise<Saved> {
  const { of } = sent;
  const [position, afterDays] = [Number(of('position')), Number(of('afterDays'))];
  const role = STAFF_ROLES.find((one) => one === of('role') && one !== 'partner');
  const errors = {
    ...(of('name').trim() ? {} : { name: ['Name it.'] }),
    ...(role ? {} : { role: ['Choose a role.'] }),
    ...(Number.isInteger(afterDays) && afterDays >= 1 && afterDays <= 60
      ? {}
      : { afterDays: ['Enter days from 1 to 60.'] }),
  };
  if (!role || Object.keys(errors).length > 0) return said(sent, errors);
  const input = { position, name: of('name').trim(), role, afterDays };
  const done = await inTransaction(staffDb(), (tx) => setComplaintRung(tx, actor, input));
  return done.ok ? ok(`${input.name} is saved.`) : refused(sent, done.refusal);
}

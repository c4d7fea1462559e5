import { type PlainDate, parsePlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import {
  EVIDENCE_BYTES_MAX,
  type EvidenceRefusal,
  type KeptEvidence,
  storeEvidence,
} from '#app/modules/delivery/commands/keep-evidence.server.ts';
import { takeStep } from '#app/modules/delivery/commands/take-step.server.ts';
import { withdrawDelivery } from '#app/modules/delivery/commands/withdraw-delivery.server.ts';
import { stepForm } from '#app/modules/delivery/forms.ts';
import type { DeliveryRefusal } from '#app/modules/delivery/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, formRefusal, parseFields } from '#app/platform/http/form.server.ts';
import { webProducer } from '#app/workflows/web-outside.server.ts';
import { colleagues } from './colleagues.server.ts';
import { postedWithFile, swallowTooLarge } from './posted.server.ts';

type By = { readonly deliveryId: string; readonly actor: Actor; readonly moment: Moment; readonly zone: string };
type Done = Result<string, { readonly form: FormRefusal; readonly status: number }>;

const FORM_OVERHEAD_BYTES = 64 * 1024;
const SAID = {
  ...{ submitted: 'Noted as submitted.', accepted: 'Noted as accepted.', rejected: 'The task is open again.' },
  ...{ paid_on: 'The day is noted.', posted: 'Noted as posted.', assigned: 'It is given to carry.' },
  ...{ handed_over: 'Noted as handed over.', not_handed_over: 'It stays on the list for the next round.' },
} as const;
const REFUSED: Readonly<Record<DeliveryRefusal['code'], string>> = {
  'not-found': 'This task does not exist.',
  step: 'Somebody moved it on meanwhile. Look at what happened, then go on from there.',
  'left-already': 'It has left already and cannot be taken back.',
  'not-yet': 'This time has not come yet. Enter when it was handed over.',
  'before-ordered': 'It was not to be carried yet on that day. Enter the day on which it was handed over.',
};
/** The field that a refusal is about. */
const FIELDS: Readonly<Partial<Record<DeliveryRefusal['code'], string>>> = { 'not-yet': 'at', 'before-ordered': 'on' };
const EVIDENCE_WORDS: Readonly<Record<EvidenceRefusal['code'], string>> = {
  'not-evidence': 'This is no JPEG, PNG or PDF. Take a photo, or save the page as PDF. Nothing was noted.',
  'too-large': 'The file is larger than 10 MB. Send a smaller one. Nothing was noted.',
  'disk-full': 'The disk is full, nothing was noted. Free space and send it again.',
};

const refused = (refusal: Partial<FormRefusal>, status = 422): Done => refuse({ form: formRefusal(refusal), status });

/** Takes the posted step of a person, with its photo or paper; what it says when it is done. */
export async function takePostedStep(request: Request, by: By): Promise<Done> {
  const tooLarge = { fieldErrors: { evidence: [EVIDENCE_WORDS['too-large']] } };
  if (await swallowTooLarge(request, EVIDENCE_BYTES_MAX + FORM_OVERHEAD_BYTES)) return refused(tooLarge, 413);
  const sent = await postedWithFile(request, { field: 'evidence', bytesMax: EVIDENCE_BYTES_MAX });
  const { deliveryId, actor, moment, zone } = by;
  if (sent.of('kind') === 'withdrawn') {
    const back = await inTransaction(staffDb(), (tx) => withdrawDelivery(tx, actor, { deliveryId }, moment));
    return back.ok ? ok('It is taken back and is not sent.') : refused({ formErrors: [REFUSED[back.refusal.code]] });
  }
  const form = parseFields(sent.fields, stepForm);
  if (!form.ok) return refuse({ form: form.refusal, status: 422 });
  const values = Object.fromEntries(sent.fields);
  const evidence = sent.file ? await storeEvidence(webProducer().files, sent.file) : ok(null as KeptEvidence | null);
  if (!evidence.ok)
    return refused(
      { fieldErrors: { evidence: [EVIDENCE_WORDS[evidence.refusal.code]] }, values },
      evidence.refusal.code === 'disk-full' ? 503 : 422,
    );
  const { kind, reference, reason, at } = form.value;
  const person = kind === 'assigned' ? await nameOf(form.value.assignedId) : form.value.person;
  if (kind === 'assigned' && person === '')
    return refused({ fieldErrors: { assignedId: ['Choose who carries it.'] }, values });
  const paidOn = kind === 'paid_on' ? dateOf(form.value.paidOn ?? '') : null;
  if (kind === 'paid_on' && paidOn === null)
    return refused({ fieldErrors: { paidOn: ['Enter a day of the calendar.'] }, values });
  const day = dateOf(form.value.on);
  const clock = kind === 'handed_over' && at ? { clock: { ...(day ? { on: day } : {}), time: at, zone } } : {};
  const step = { deliveryId, kind, reference, reason, person, paidOn, evidence: evidence.value, ...clock };
  const taken = await inTransaction(staffDb(), (tx) => takeStep(tx, actor, step, moment));
  if (taken.ok) return ok(SAID[kind]);
  const text = REFUSED[taken.refusal.code];
  const field = FIELDS[taken.refusal.code];
  return refused(field ? { fieldErrors: { [field]: [text] }, values } : { formErrors: [text], values });
}

const nameOf = async (id: string | undefined): Promise<string> =>
  (await colleagues()).find((one) => one.id === id)?.name ?? '';

function dateOf(text: string): PlainDate | null {
  const date = parsePlainDate(text);
  return date.ok ? date.value : null;
}

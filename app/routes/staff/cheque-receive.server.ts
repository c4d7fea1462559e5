import { formatDate } from '#app/kernel/format-date.ts';
import type { CustomerId } from '#app/kernel/ids.ts';
import type { Currency } from '#app/kernel/money.ts';
import { type PlainDate, parsePlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { instantInZone } from '#app/kernel/zone-time.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { HowToApply } from '#app/modules/cash-application/types.ts';
import { chequeForm } from '#app/modules/instruments/forms.ts';
import type { Custodian } from '#app/modules/instruments/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, formRefusal, parseFields } from '#app/platform/http/form.server.ts';
import { keepChequePhoto, photoKind } from '#app/workflows/keep-cheque-photo.server.ts';
import {
  type ReceiveChequeInput,
  type ReceivedCheque,
  type ReceiveRefusal,
  receiveCheque,
} from '#app/workflows/receive-cheque.server.ts';
import { webProducer } from '#app/workflows/web-outside.server.ts';
import { PHOTO_WORDS } from './cheque-photo-parts.tsx';
import { chosenAmounts } from './payment-receive.server.ts';
import { hasAmounts, namedRests } from './split-read.server.ts';
import { type SplitRefusal, splitWords } from './split-words.server.ts';

/** The second button of the form: the day it counts is the one that was offered. */
const RECEIVE_ON_OFFERED_DAY = 'receive-on-offered-day';

type Posted = {
  fields: [string, string][];
  customerId: CustomerId;
  currency: Currency;
  actor: Actor;
  moment: Moment;
  zone: string;
  locale: string;
  baseCurrency: Currency;
  /** Colleagues by name, so that a custodian who is one is noted as one. */
  colleagues: readonly Custodian[];
  /** A picture of it, where one was chosen. */
  photo: Uint8Array | null;
};
type Read = ReceiveChequeInput & { keepRest: boolean };
type Refusal = ReceiveRefusal | SplitRefusal;

/** The first open day, where somebody chose to let it count then. */
const offered = (fields: Posted['fields']): { countsOn: PlainDate } | undefined => {
  const wants = fields.some(([name, value]) => name === 'intent' && value === RECEIVE_ON_OFFERED_DAY);
  const day = parsePlainDate(fields.find(([name]) => name === 'offeredOn')?.[1] ?? '');
  return wants && day.ok ? { countsOn: day.value } : undefined;
};

/** A name as it was typed, with the colleague it is of where it is one's. */
export const custodianOf = (name: string, colleagues: readonly Custodian[]): Custodian =>
  colleagues.find((one) => one.name === name) ?? { id: null, name };

function read(posted: Posted): Result<Read, FormRefusal> {
  const { fields, customerId, currency, zone } = posted;
  const form = parseFields(fields, chequeForm(currency));
  if (!form.ok) return form;
  const { how, amount, keepRest, clearRest, sendReceipt, receivedTime, custodian, ...rest } = form.value;
  const said = (name: string, text: string) =>
    refuse(formRefusal({ fieldErrors: { [name]: [text] }, values: Object.fromEntries(fields) }));
  const receivedAt = instantInZone(rest.receivedOn, receivedTime, zone);
  if (!receivedAt.ok) return said('receivedTime', 'Enter the time, like 16:00.');
  if (keepRest && clearRest) return said('clearRest', 'A rest is left on the account or cleared: tick one of the two.');
  if (how !== 'chosen' && hasAmounts(fields))
    return said('how', 'Amounts are typed below. Choose “The amounts typed below”, or clear them.');
  const chosen = how === 'chosen' ? chosenAmounts(fields, currency) : null;
  if (chosen && !chosen.ok) return chosen;
  const rests = namedRests(fields, currency);
  if (!rests.ok) return rests;
  const apply: HowToApply = chosen?.ok ? chosen.value : ({ kind: how } as HowToApply);
  const { datedOn, receivedOn, chequeNo, bankName, drawerName, note, acceptSuspicion } = rest;
  return ok({
    cheque: {
      ...{ customerId, currency, amountMinor: amount, chequeNo, bankName, drawerName, datedOn, receivedOn, note },
      ...{ receivedAt: receivedAt.value, acceptSuspicion },
    },
    custodian: custodianOf(custodian, posted.colleagues),
    ...{ apply, rests: rests.value, leftOver: clearRest ? 'small_difference' : 'account' },
    ...{ keepRest, sendReceipt, ...offered(fields) },
  });
}

/** Receives it; a rest that nobody named is refused, so that it never appears by surprise. */
async function receive(tx: Tx, posted: Posted, input: Read): Promise<Result<ReceivedCheque, Refusal>> {
  const received = await receiveCheque(tx, posted.actor, input, posted.moment);
  if (!received.ok) return received;
  const { leftMinor } = received.value;
  return leftMinor > 0n && input.apply.kind !== 'none' && !input.keepRest
    ? refuse({ code: 'rest-unnamed', leftMinor })
    : received;
}

/** Reads the form and does it; what is refused is said at its field and nothing is stored. */
export async function receivePosted(posted: Posted): Promise<Result<ReceivedCheque & { said: string }, FormRefusal>> {
  const input = read(posted);
  if (!input.ok) return input;
  if (posted.photo && !photoKind(posted.photo)) {
    const values = Object.fromEntries(posted.fields);
    return refuse(formRefusal({ fieldErrors: { photo: [PHOTO_WORDS['no-picture']] }, values }));
  }
  const done = await inTransaction<ReceivedCheque, Refusal>(staffDb(), (tx) => receive(tx, posted, input.value));
  if (!done.ok) return refuse(words(done.refusal, posted));
  return ok({ ...done.value, said: `${done.value.number} is received.${await keepPhoto(posted, done.value.id)}` });
}

/** The cheque is received whatever becomes of its picture; a picture that was not kept is said and can be sent again. */
async function keepPhoto({ photo, actor, moment }: Posted, instrumentId: string): Promise<string> {
  if (!photo) return '';
  const kept = await keepChequePhoto(webProducer(), actor, { instrumentId, bytes: photo }, moment);
  return kept.ok ? '' : ' Its picture was not kept: the disk is full. Free space and add it again.';
}

function words(refusal: Refusal, posted: Posted): FormRefusal {
  const values = Object.fromEntries(posted.fields);
  if (refusal.code === 'looks-like-a-duplicate')
    return formRefusal({
      ...{ values },
      fieldErrors: {
        acceptSuspicion: [
          `This looks like ${refusal.number} of ${formatDate(refusal.receivedOn, posted.locale)}. Tick to receive it anyway.`,
        ],
      },
    });
  if (refusal.code === 'in-the-future')
    return formRefusal({
      fieldErrors: { receivedOn: ['This time has not come yet. Enter when it was received.'] },
      values,
    });
  if (refusal.code === 'rests-later')
    return formRefusal({
      formErrors: [
        'A post-dated cheque is no payment yet: name what is short, or clear a rest, once it may be banked.',
      ],
      values,
    });
  return splitWords(refusal, posted);
}

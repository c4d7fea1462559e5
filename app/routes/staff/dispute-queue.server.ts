import { parseId } from '#app/kernel/ids.ts';
import { dateInZone, daysBetween, parsePlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Company } from '#app/modules/company/types.ts';
import { assignDispute, setPromisedDate } from '#app/modules/disputes/commands/assign-dispute.server.ts';
import { replyToDispute } from '#app/modules/disputes/commands/reply-to-dispute.server.ts';
import { seeMention } from '#app/modules/disputes/commands/see-mention.server.ts';
import { disputeRefusalWords } from '#app/modules/disputes/forms.ts';
import { listReasons } from '#app/modules/disputes/queries/dispute-settings.server.ts';
import {
  type DisputesWanted,
  listDisputes,
  nextDispute,
  queueCounts,
  reasonsByAge,
} from '#app/modules/disputes/queries/list-disputes.server.ts';
import { listMentions } from '#app/modules/disputes/queries/list-mentions.server.ts';
import { queueHours } from '#app/modules/disputes/queries/queue-hours.server.ts';
import type { DisputeRefusal, DisputeRow } from '#app/modules/disputes/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, formRefusal } from '#app/platform/http/form.server.ts';
import { colleagues } from './colleagues.server.ts';
import { timeLeftOf } from './dispute-time.ts';
import { SHOWN_VIEWS } from './dispute-words.ts';
import { addressWith, askedView } from './list-address.ts';
import type { postedFields } from './posted.server.ts';

const PAGE = 50;

type For = { readonly userId: string; readonly moment: Moment; readonly zone: string };

/** What the queue shows for an address: one view of it, or reasons by age. */
export async function readQueue(url: URL, { userId, moment, zone }: For) {
  const db = staffDb();
  const view = askedView(url, SHOWN_VIEWS);
  const code = url.searchParams.get('reason');
  const [reasons, counts, mentions, people, matrix] = await Promise.all([
    listReasons(db),
    queueCounts(db, { userId, moment }),
    listMentions(db, { userId }),
    colleagues(),
    view === 'by_reason' ? reasonsByAge(db, moment) : [],
  ]);
  const reason = reasons.find((one) => one.code === code) ?? null;
  const after = cursorOf(url);
  const wanted = { userId, moment, ...(reason ? { reason: reason.code } : {}) };
  const [found, next] =
    view === 'by_reason'
      ? [[], null]
      : await Promise.all([
          listDisputes(db, { ...wanted, view, limit: PAGE + 1, ...(after ? { after } : {}) }),
          view === 'closed' ? null : nextDispute(db, { ...wanted, view }),
        ]);
  const rows = await shownRows(found.slice(0, PAGE), { moment, zone });
  const last = found.length > PAGE ? rows.at(-1) : undefined;
  return {
    ...{ view, rows, matrix, mentions, colleagues: people, reason: reason && { words: reason.label } },
    next: next && { number: next.number, to: `/staff/disputes/${next.id}` },
    nextHref: last ? addressWith(url, { after: `${(last.closedAt ?? last.raisedAt).toISOString()}~${last.id}` }) : null,
    tabs: SHOWN_VIEWS.map((one) => ({
      view: one,
      to: addressWith(url, { view: one === 'mine' ? null : one, reason: null }),
      count: one === 'by_reason' || one === 'closed' ? null : counts[one],
    })),
  };
}

/** Where the list goes on: `after=<instant>~<id>`. Anything strange is page one. */
function cursorOf(url: URL): DisputesWanted['after'] {
  const [text = '', key] = (url.searchParams.get('after') ?? '').split('~');
  const [at, id] = [new Date(text), parseId(key)];
  return id && !Number.isNaN(at.getTime()) ? { at, id } : undefined;
}

/** Rows with their age and what is left of their time, for a list anywhere. */
export async function shownRows(rows: readonly DisputeRow[], { moment, zone }: Omit<For, 'userId'>) {
  const hours = await queueHours(staffDb());
  return rows.map((row) => {
    const open = hours.get(row.queue);
    const until = row.closedAt ? dateInZone(row.closedAt, zone) : moment.today;
    return {
      ...row,
      ageDays: Math.max(0, daysBetween(dateInZone(row.raisedAt, zone), until)),
      timeLeft: open ? timeLeftOf(row, moment.now, open) : null,
    };
  });
}

type Who = { readonly actor: Actor; readonly moment: Moment; readonly company: Company };
type Sent = Awaited<ReturnType<typeof postedFields>>;

const ASK_WORDS =
  'To answer you we need a little more: a delivery note, a photo, or what you expected instead. You can add it here or answer the e-mail.';

/** All of the ticked or none: a half-done list would be done twice. */
export async function actOnMany(sent: Sent, { actor, moment, company }: Who): Promise<Result<string, FormRefusal>> {
  if (sent.intent === 'seen') return putAside(sent, { actor, moment, company });
  const ids = sent.fields.flatMap(([name, value]) => {
    const id = name === 'ids' ? parseId(value) : null;
    return id ? [id as string] : [];
  });
  const wrong = (field: string, text: string) => refuse(formRefusal({ fieldErrors: { [field]: [text] } }));
  if (ids.length === 0) return refuse(formRefusal({ formErrors: ['Tick at least one row.'] }));
  const owner = (await colleagues()).find(({ id }) => id === sent.of('ownerId'));
  const day = parsePlainDate(sent.of('promisedOn'));
  if (sent.intent === 'assign' && !owner) return wrong('ownerId', 'Choose a colleague.');
  if (sent.intent === 'promise' && !day.ok) return wrong('promisedOn', 'Choose a day.');
  const done = await inTransaction(staffDb(), async (tx): Promise<Result<undefined, DisputeRefusal>> => {
    for (const disputeId of ids) {
      const one =
        sent.intent === 'assign' && owner
          ? await assignDispute(tx, actor, { disputeId, toUser: owner.id }, moment)
          : sent.intent === 'promise' && day.ok
            ? await setPromisedDate(tx, actor, { disputeId, promisedOn: day.value }, moment)
            : await replyToDispute(tx, actor, { disputeId, words: ASK_WORDS, files: [], asks: true }, moment);
      if (!one.ok) return one;
    }
    return ok();
  });
  const textOf = (refusal: DisputeRefusal) =>
    disputeRefusalWords(refusal, { currency: company.baseCurrency, locale: company.locale }).text;
  if (!done.ok) return refuse(formRefusal({ formErrors: [`${textOf(done.refusal)} Nothing was changed.`] }));
  const count = ids.length === 1 ? '1 row' : `${ids.length} rows`;
  return ok(
    sent.intent === 'assign'
      ? `${count}: given to ${owner?.name}.`
      : sent.intent === 'promise'
        ? `${count}: the day is promised.`
        : `${count}: the customers were asked for more.`,
  );
}

async function putAside({ of }: Sent, { actor, moment }: Who): Promise<Result<string, FormRefusal>> {
  const messageId = parseId(of('messageId'));
  const seen = messageId && (await inTransaction(staffDb(), (tx) => seeMention(tx, actor, { messageId }, moment)));
  return seen?.ok ? ok('Put aside.') : refuse(formRefusal({ formErrors: ['This was put aside already.'] }));
}

import type { StaffRequest } from '#app/guards/require-staff.server.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { DisputeRefusal } from '#app/modules/disputes/types.ts';
import { setMailAside } from '#app/modules/inbox/commands/place-mail.server.ts';
import type { InboxRefusal } from '#app/modules/inbox/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, formRefusal } from '#app/platform/http/form.server.ts';
import { placeByNumber, putMail } from '#app/workflows/place-inbound-mail.server.ts';

type Staff = Pick<StaffRequest, 'actor' | 'moment' | 'user'>;
type Sent = { readonly fields: [string, string][]; readonly intent: string; of(name: string): string };
type Asked = { readonly mailId: string; readonly sent: Sent };

const REASON_MAX = 500;

/** A mail is put where a person says, or set aside; answers what to tell. The refusal keeps what was typed. */
export function decideMail(staff: Staff, asked: Asked): Promise<Result<string, FormRefusal>> {
  return asked.sent.intent === 'aside' ? setAside(staff, asked) : place(staff, asked);
}

const refused = ({ sent }: Asked, errors: Parameters<typeof formRefusal>[0]) =>
  refuse(formRefusal({ ...errors, values: Object.fromEntries(sent.fields) }));

function reasonFault(text: string, sentence: string): string | null {
  if (text === '') return sentence;
  return text.length > REASON_MAX ? `Use at most ${REASON_MAX} characters.` : null;
}

async function setAside({ actor, moment, user }: Staff, asked: Asked): Promise<Result<string, FormRefusal>> {
  const reason = asked.sent.of('why').trim();
  const fault = reasonFault(reason, 'Say in a few words why it belongs to no customer.');
  if (fault) return refused(asked, { fieldErrors: { why: [fault] } });
  const by = { ...actor, id: user.id };
  const done = await inTransaction(staffDb(), (tx) => setMailAside(tx, by, { mailId: asked.mailId, reason }, moment));
  return done.ok ? ok('The mail was set aside.') : refused(asked, { formErrors: [sentenceOf(done.refusal)] });
}

async function place({ actor, moment }: Staff, asked: Asked): Promise<Result<string, FormRefusal>> {
  const { sent, mailId } = asked;
  const reason = sent.of('reason').trim();
  const found = await placeByNumber(staffDb(), sent.of('number'));
  const reasonError = reasonFault(reason, 'Say in a few words how you know.');
  const line = lineOf(sent.of('lineNo'));
  const lineError = line === 'not-a-line' ? LINE_WORDS : line && found?.subjectKind !== 'invoice' ? ONLY_INVOICE : null;
  const fieldErrors = {
    ...(found ? {} : { number: ['No dispute, invoice or customer has this number. Check it, or look under Search.'] }),
    ...(lineError ? { lineNo: [lineError] } : {}),
    ...(reasonError ? { reason: [reasonError] } : {}),
  };
  if (!found || reasonError || line === 'not-a-line' || lineError) return refused(asked, { fieldErrors });
  const asks = sent.of('asks') === 'yes';
  const input = { mailId, place: found, how: 'person' as const, reason, asks, ...(line ? { lineNo: line } : {}) };
  const done = await inTransaction(staffDb(), (tx) => putMail(tx, actor, input, moment));
  if (!done.ok && done.refusal.code === 'unknown-line')
    return refused(asked, { fieldErrors: { lineNo: [`The invoice has no line ${done.refusal.lineNo}.`] } });
  if (!done.ok) return refused(asked, { formErrors: [sentenceOf(done.refusal)] });
  return ok(
    input.asks ? 'The mail was placed, and waits for an answer there.' : 'The mail was placed on the timeline.',
  );
}

const LINE_WORDS = 'Enter the number of a line, like 2, or leave it empty.';
const ONLY_INVOICE = 'Only an invoice has lines. Enter the invoice’s number above, or leave this empty.';

function lineOf(text: string): number | 'not-a-line' | null {
  const typed = text.trim();
  if (typed === '') return null;
  return /^[1-9]\d{0,3}$/.test(typed) ? Number(typed) : 'not-a-line';
}

function sentenceOf(refusal: InboxRefusal | DisputeRefusal): string {
  switch (refusal.code) {
    case 'decided-already':
      return 'Somebody placed this mail or set it aside already. Reload the page to see where it stands.';
    case 'closed':
      return `${refusal.number} is closed and takes no more words. Open it again first, or place the mail without “to be answered”.`;
    default:
      return 'It cannot be answered there. Place the mail without “to be answered”, and write to the customer.';
  }
}

import type { Currency } from '#app/kernel/money.ts';
import { namedPaper, safePaperName } from '#app/kernel/paper-kind.ts';
import { ok } from '#app/kernel/result.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import { keepFetchedMail, noteLostMail } from '#app/modules/inbox/commands/keep-fetched-mail.server.ts';
import { readReceived } from '#app/modules/inbox/commands/read-received.server.ts';
import { getInbound } from '#app/modules/inbox/queries/get-inbound.server.ts';
import { placeOfAddresses } from '#app/modules/inbox/queries/place-of-address.server.ts';
import type { FetchedFile, InboundMail } from '#app/modules/inbox/types.ts';
import { adviceFileOf } from '#app/modules/remittances/queries/advice-file-of.server.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { RECEIVED_FILES_MAX, type ReceivedFile, type ReceivedMail } from '#app/platform/mail/received-mail.server.ts';
import { readPdfText } from '#app/platform/pdf/read-pdf-text.server.ts';
import { momentFor, type Outside } from './outside.server.ts';
import { putMail } from './place-inbound-mail.server.ts';
import { replyDomain, sendersOf } from './reply-address.server.ts';
import { takeMailedAdvice } from './take-mailed-advice.server.ts';

/** As large as a file of a mail may be; what people upload may be no larger. */
const FILE_BYTES_MAX = 10 * 1024 * 1024;
/** Pictures that stand inside a text and are smaller are logos and lines of a signature. */
const DECORATION_BYTES_MAX = 10 * 1024;

type World = Pick<Outside, 'db' | 'mail' | 'files' | 'mailFrom' | 'replyDomain'>;

/**
 * Job: fetches a mail from outside with its files, keeps both, and puts it where the token of its address says; without one
 * it waits for a person, whoever sent it. What spreadsheets in it say of payments is kept as remittance advice. Throws where the mail service gives no answer, so that the queue tries again; run
 * again after it was done it does nothing.
 */
export async function fetchInboundMail(outside: World, mailId: string): Promise<void> {
  const heard = await getInbound(outside.db, mailId);
  if (heard?.state !== 'heard') return;
  const received = await outside.mail.received(heard.providerRef);
  if (!received.ok) {
    if (received.refusal === 'unreachable') throw new Error('the mail service gave no answer about a received mail');
    await inTransaction(outside.db, async (tx) =>
      ok(await noteLostMail(tx, { mailId, why: 'The mail service no longer has it.' })),
    );
    return;
  }
  const mail = received.value;
  const { baseCurrency } = await getCompany(outside.db);
  const taken = await filesOf(outside, { heard, mail, baseCurrency });
  const files = taken.map(({ file }) => file);
  const sheets = taken.flatMap(({ file, sheet }) => (sheet ? [{ name: file.name, bytes: sheet }] : []));
  const moment = await momentFor(outside);
  const domain = replyDomain(outside);
  const read = readReceived(mail, { files, ours: await sendersOf(outside) });
  const place = domain === null ? null : await placeOfAddresses(outside.db, { addresses: mail.addresses, domain });
  const keep = async (tx: Tx): Promise<boolean> => {
    if (!(await keepFetchedMail(tx, { mailId, mail: read }, moment))) return false;
    if (read.automatic === '') await takeMailedAdvice(tx, { mailId, sheets, baseCurrency }, moment);
    return true;
  };
  const kept = await inTransaction(outside.db, async (tx) => {
    if (!(await keep(tx))) return ok();
    return place ? putMail(tx, SYSTEM, { mailId, place, how: 'address', reason: '' }, moment) : ok();
  });
  // A dispute that is closed, or cannot take the words, is for a person to look at: nothing may get lost.
  if (!kept.ok) await inTransaction(outside.db, async (tx) => ok(await keep(tx)));
}

/** `sheet`: the bytes of a file of rows, from which an advice may be read. */
type Taken = { readonly file: FetchedFile; readonly sheet?: Uint8Array };
type Mail = { readonly heard: InboundMail; readonly mail: ReceivedMail; readonly baseCurrency: Currency };

async function filesOf(outside: World, { heard, mail, baseCurrency }: Mail): Promise<Taken[]> {
  const files: Taken[] = [];
  const wanted = mail.files.filter((file) => !(file.isInline && file.sizeBytes <= DECORATION_BYTES_MAX));
  const of = { providerId: heard.providerRef, baseCurrency };
  for (const [index, file] of wanted.entries())
    files.push(index < RECEIVED_FILES_MAX ? await takeFile(outside, of, file) : refused(file, 'count'));
  // What is too many is named as far as the list goes.
  return files.slice(0, RECEIVED_FILES_MAX * 2);
}

/** Fetches a file and looks at its content: papers, pictures and rows of an advice are kept, of anything else the name and why not. */
async function takeFile(
  outside: World,
  { providerId, baseCurrency }: { readonly providerId: string; readonly baseCurrency: Currency },
  file: ReceivedFile,
): Promise<Taken> {
  if (file.sizeBytes > FILE_BYTES_MAX) return refused(file, 'size');
  const fetched = await outside.mail.receivedFile({ providerId, fileId: file.id, bytesMax: FILE_BYTES_MAX });
  if (!fetched.ok) {
    if (fetched.refusal === 'unreachable') throw new Error('a file of a received mail could not be fetched');
    return refused(file, fetched.refusal);
  }
  const bytes = fetched.value;
  const paper = namedPaper(bytes, file.name);
  const rows = paper.ok || paper.refusal.code === 'false-ending' ? null : adviceFileOf(bytes, baseCurrency);
  const kind = paper.ok ? paper.value.kind : rows;
  if (!kind) return refused({ ...file, sizeBytes: bytes.byteLength }, 'kind');
  const stored = await outside.files.put(bytes);
  if (!stored.ok) throw new Error('the disk is full: a file of a received mail was not kept');
  const kept: FetchedFile = {
    ...{ name: safePaperName(file.name, kind, 'file'), mediaType: kind.mediaType, sha256: stored.value.sha256 },
    ...{ sizeBytes: bytes.byteLength, refused: null },
    text: kind.mediaType === 'application/pdf' ? await readPdfText(bytes) : '',
  };
  return { file: kept, ...(rows ? { sheet: bytes } : {}) };
}

const refused = (file: ReceivedFile, why: NonNullable<FetchedFile['refused']>): Taken => ({
  file: {
    ...{ name: file.name || 'a file without a name', mediaType: null, sha256: null, sizeBytes: file.sizeBytes },
    ...{ refused: why, text: '' },
  },
});

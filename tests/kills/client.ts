import { setTimeout as wait } from 'node:timers/promises';
import { type Random, random } from '#scripts/demo/random.ts';
import { type Kind, openRecord } from './acknowledgements.ts';

/*
 * A clerk's browser outside of everything that is killed: posts the forms of the desk, notes each intent before and each
 * acknowledgement after, and repeats what was not answered, with the same key, until it is.
 */
export type ClientTask = {
  baseUrl: string;
  cookie: string;
  customerIds: string[];
  today: string;
  lanes: number;
  seed: number;
  recordFile: string;
};

const task = JSON.parse(process.argv[2] ?? '{}') as ClientTask;
const record = openRecord(task.recordFile);
const ANSWER_MS_MAX = 8_000;
const POLL_MS = 40;
const TRIES_MAX = 400;
/** Between two commands of one person: the load is a desk's, not a benchmark's. */
const THINK_MS = 250;
let isEnding = false;
process.on('SIGTERM', () => {
  isEnding = true;
});

/** No answer, or one that says nothing about the command: to be asked again. */
class NoAnswer extends Error {}

async function ask(
  path: string,
  form?: Record<string, string>,
): Promise<{ status: number; location: string; text: string }> {
  const request = {
    headers: { cookie: task.cookie, origin: task.baseUrl },
    redirect: 'manual' as const,
    signal: AbortSignal.timeout(ANSWER_MS_MAX),
  };
  try {
    const response = await fetch(
      `${task.baseUrl}${path}`,
      form ? { ...request, method: 'POST', body: new URLSearchParams(form) } : request,
    );
    const text = await response.text();
    if (response.status >= 500) throw new NoAnswer(`${response.status}`);
    return { status: response.status, location: response.headers.get('location') ?? '', text };
  } catch (error) {
    throw error instanceof NoAnswer ? error : new NoAnswer(String(error));
  }
}

const idIn = (location: string): string => location.split('/').at(-1)!.split('?')[0]!;

/** Done, or on a repeat known to be done already; anything else is a fault of the product or of this test. */
function mustBeDone(kind: Kind, answer: { status: number; text: string }, isRepeat: boolean): void {
  if (answer.status === 302) return;
  if (isRepeat && ALREADY[kind].test(answer.text)) return;
  throw new Error(`${kind} was answered ${answer.status}: ${answer.text.replaceAll(/<[^>]*>/g, ' ').slice(0, 2_000)}`);
}
const ALREADY: Record<Kind, RegExp> = {
  pay: /This looks like /,
  bill: /was issued or discarded meanwhile|may have been issued or discarded/,
  undo: /undone already|already undone|was undone/i,
  'come back': /came back already/,
};

type Lane = { rng: Random; payments: string[]; drafts: Map<string, string> };
type Doing = { lane: Lane; key: string; isRepeat: boolean; subject: string; customerId: string; amount: string };

const DO: Record<Kind, (doing: Doing) => Promise<void>> = {
  async pay({ lane, key, isRepeat, customerId, amount }) {
    const answer = await ask('/staff/payments/new', {
      ...{ customerId, currency: 'GBP', intent: 'record', method: 'transfer', amount, reference: key },
      ...{ receivedOn: task.today, how: 'oldest-first', keepRest: 'yes', sendReceipt: 'yes' },
    });
    mustBeDone('pay', answer, isRepeat);
    if (answer.status === 302) lane.payments.push(idIn(answer.location));
  },
  async bill({ lane, key, isRepeat, customerId, amount }) {
    // The draft is the key of this form: a second press finds it gone.
    const draft = lane.drafts.get(key) ?? idIn((await ask('/staff/invoices/new', { customerId })).location);
    lane.drafts.set(key, draft);
    const line = {
      description: 'Fly ash',
      quantity: '1',
      unit: '',
      unitPrice: amount,
      taxCode: 'Z',
      accountCode: '4010',
    };
    const answer = await ask(`/staff/invoices/drafts/${draft}`, {
      ...{ intent: 'issue', documentOn: task.today, dueOn: task.today, poNumber: key, title: 'Ash', note: '' },
      ...Object.fromEntries(Object.entries(line).map(([name, text]) => [`lines[0].${name}`, text])),
    });
    mustBeDone('bill', answer, isRepeat);
  },
  async undo({ key, isRepeat, subject }) {
    const [payment, applicationId] = subject.split(' ') as [string, string];
    const form = { intent: 'undo', applicationId, [`reason-${applicationId}`]: key };
    mustBeDone('undo', await ask(`/staff/payments/${payment}`, form), isRepeat);
  },
  async 'come back'({ key, isRepeat, subject }) {
    mustBeDone(
      'come back',
      await ask(`/staff/payments/${subject}`, { intent: 'reverse', reversalReason: key }),
      isRepeat,
    );
  },
};

async function untilServed(): Promise<void> {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const served = await fetch(`${task.baseUrl}/health/ready`, { signal: AbortSignal.timeout(ANSWER_MS_MAX) }).then(
      ({ status }) => status === 200,
      () => false,
    );
    if (served) return;
    await wait(POLL_MS);
  }
}

/** What it is about, found by looking at the page as a person does; null when there is nothing to do it to. */
async function subjectOf(kind: Kind, lane: Lane): Promise<string | null> {
  if (kind === 'pay' || kind === 'bill') return '';
  const payment = lane.payments.pop();
  if (!payment || kind === 'come back') return payment ?? null;
  const page = await ask(`/staff/payments/${payment}`);
  const application = /name="applicationId" value="([0-9a-f-]{36})"/.exec(page.text)?.[1];
  return application ? `${payment} ${application}` : null;
}

async function untilAcknowledged(kind: Kind, lane: Lane, key: string): Promise<void> {
  const subject = await subjectOf(kind, lane).catch(() => null);
  if (subject === null) return untilServed();
  // More is billed than paid, so that a payment always finds something to pay.
  const amount = kind === 'bill' ? lane.rng.int(1_000, 4_000) : lane.rng.int(10, 900);
  const fixed = { customerId: lane.rng.pick(task.customerIds), amount: String(amount) };
  const about = subject ? { subject: subject.split(' ').at(-1)! } : {};
  record.note({ phase: 'intent', kind, key, ...about });
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    try {
      await DO[kind]({ lane, key, subject, isRepeat: tries > 0, ...fixed });
      return record.note({ phase: 'acknowledged', kind, key, ...about });
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      await untilServed();
    }
  }
  throw new Error(`${kind} ${key} was never answered`);
}

async function runLane(number: number): Promise<void> {
  const lane: Lane = { rng: random(task.seed * 100 + number), payments: [], drafts: new Map() };
  for (let count = 0; !isEnding; count += 1) {
    const roll = lane.rng.int(1, 100);
    const kind: Kind = roll <= 45 ? 'pay' : roll <= 85 ? 'bill' : roll <= 95 ? 'undo' : 'come back';
    await untilAcknowledged(kind, lane, `K-${task.seed}-${number}-${count}`);
    await wait(THINK_MS);
  }
}

await Promise.all(Array.from({ length: task.lanes }, (_, number) => runLane(number)));
record.close();

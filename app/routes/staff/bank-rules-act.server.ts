import { parseCurrency, parseMoney } from '#app/kernel/money.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { chooseAlias } from '#app/modules/banking/commands/choose-alias.server.ts';
import { choosePosting } from '#app/modules/banking/commands/choose-posting.server.ts';
import {
  type BankRuleInput,
  type BankRuleRefusal,
  endBankRule,
  setBankRule,
  tickBankRule,
} from '#app/modules/banking/commands/set-bank-rule.server.ts';
import { RULE_KINDS, RULE_NEEDS, RULE_SIGNS } from '#app/modules/banking/types.ts';
import { customerIdsByNumber } from '#app/modules/customers/queries/customer-ids-by-number.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, formRefusal } from '#app/platform/http/form.server.ts';
import type { postedFields } from './posted.server.ts';

type Sent = Awaited<ReturnType<typeof postedFields>>;
type Who = { readonly actor: Actor; readonly moment: Moment };
type Done = Result<string, FormRefusal>;

/** What only those may do who set the bank up; the rest may everybody who explains its lines. */
export const isSetUp = (intent: string): boolean => ['posting', 'tick', 'untick'].includes(intent);

/** One of the page's forms as it was sent; answers what was done, in words. */
export function actOnRules(sent: Sent, who: Who): Promise<Done> {
  if (sent.intent === 'posting') return savePosting(sent, who);
  if (sent.intent === 'alias') return saveAlias(sent, who);
  if (sent.intent === 'end-rule') return endRule(sent, who);
  return isSetUp(sent.intent) ? tickRule(sent, who) : saveRule(sent, who);
}

const said = ({ fields }: Sent, fieldErrors: Record<string, string[]>, formErrors: string[] = []): Done =>
  refuse(formRefusal({ fieldErrors, formErrors, values: Object.fromEntries(fields) }));

const WHY = 'Say why, for the record.';
const CHANGED = 'This is not so any more: somebody changed it. Load the page again. Nothing was kept.';
const REFUSED: Readonly<Record<BankRuleRefusal['code'], { field: string; text: string }>> = {
  'names-nothing': {
    field: 'textHolds',
    text: 'Name a text or a payer of three letters at least. An amount alone never decides.',
  },
  'note-missing': { field: 'note', text: 'Write what the posting is to say.' },
  'customer-missing': { field: 'customer', text: 'Enter the number of the customer it is for.' },
  'customer-money-comes-in': { field: 'sign', text: 'Money on account comes in. Choose “Money in”.' },
  'too-long': { field: 'textHolds', text: 'Use 140 characters at most.' },
  'changed-meanwhile': { field: '', text: CHANGED },
  'unknown-rule': { field: '', text: CHANGED },
  'not-confirmed': {
    field: '',
    text: `A rule posts without a person after ${RULE_NEEDS} confirmed uses and none undone. Nothing was kept.`,
  },
  'reason-missing': { field: 'endReason', text: WHY },
};

const refused = (sent: Sent, { code }: BankRuleRefusal): Done => {
  const { field, text } = REFUSED[code];
  return field ? said(sent, { [field]: [text] }) : said(sent, {}, [text]);
};

async function saveRule(sent: Sent, { actor, moment }: Who): Promise<Done> {
  const read = await readRule(sent);
  if ('errors' in read) return said(sent, read.errors);
  const done = await inTransaction(staffDb(), (tx) => setBankRule(tx, actor, read.rule, moment));
  return done.ok ? ok('The rule is kept. It is offered at the desk from now on.') : refused(sent, done.refusal);
}

async function readRule({ of }: Sent): Promise<{ rule: BankRuleInput } | { errors: Record<string, string[]> }> {
  const number = of('customer').trim();
  const [kind, sign, code] = [
    RULE_KINDS.find((one) => one === of('kind')),
    RULE_SIGNS.find((one) => one === of('sign')),
    parseCurrency(of('currency')),
  ];
  const customerId = number ? ((await customerIdsByNumber(staffDb(), [number])).get(number) ?? null) : null;
  const under = of('under').trim() && code ? parseMoney(of('under'), code) : null;
  const underMinor = under?.ok ? under.value : null;
  if (!kind) return { errors: { kind: ['Choose what such a line is.'] } };
  if (!sign) return { errors: { sign: ['Choose a direction.'] } };
  if (!code) return { errors: { currency: ['Choose a currency.'] } };
  if ((under && !under.ok) || (underMinor !== null && underMinor <= 0n))
    return { errors: { under: ['Enter an amount above zero, like 25.00, or leave it empty.'] } };
  if (number && !customerId) return { errors: { customer: ['No customer has this number.'] } };
  return {
    rule: {
      ...{
        replaces: of('replaces') || null,
        textHolds: of('textHolds'),
        partyIs: of('partyIs'),
        sign,
        kind,
        customerId,
      },
      ...{ underMinor, currency: underMinor === null ? null : code, note: of('note') },
    },
  };
}

async function endRule(sent: Sent, { actor, moment }: Who): Promise<Done> {
  const end = { ruleId: sent.of('rule'), reason: sent.of('endReason') };
  const done = await inTransaction(staffDb(), (tx) => endBankRule(tx, actor, end, moment));
  return done.ok ? ok('The rule ended. What it explained stays.') : refused(sent, done.refusal);
}

async function tickRule(sent: Sent, { actor, moment }: Who): Promise<Done> {
  const tick = { ruleId: sent.of('rule'), postsAlone: sent.intent === 'tick' };
  const done = await inTransaction(staffDb(), (tx) => tickBankRule(tx, actor, tick, moment));
  if (!done.ok) return refused(sent, done.refusal);
  return ok(tick.postsAlone ? 'The rule posts without a person from now on.' : 'The rule waits for a person again.');
}

async function saveAlias(sent: Sent, { actor, moment }: Who): Promise<Done> {
  const [kind, value = '', customerId = ''] = sent.of('alias').split('|');
  if (kind !== 'account' && kind !== 'name') return said(sent, {}, [CHANGED]);
  const choice = {
    kind,
    value,
    customerId,
    isForgotten: sent.of('forget') === 'yes',
    reason: sent.of('aliasReason'),
  } as const;
  const done = await inTransaction(staffDb(), (tx) => chooseAlias(tx, actor, choice, moment));
  if (done.ok) return ok(choice.isForgotten ? 'It is forgotten.' : 'It speaks again.');
  return done.refusal.code === 'reason-missing' ? said(sent, { aliasReason: [WHY] }) : said(sent, {}, [CHANGED]);
}

const PRECISION = /^\d{2}([.,]\d{1,4})?$/;

async function savePosting(sent: Sent, { actor, moment }: Who): Promise<Done> {
  const text = sent.of('precision').trim();
  const precisionPpm = PRECISION.test(text) ? Math.round(Number(text.replace(',', '.')) * 10_000) : 0;
  const choice = { postsAlone: sent.of('postsAlone') === 'yes', precisionPpm, reason: sent.of('reason') };
  const done = await inTransaction(staffDb(), (tx) => choosePosting(tx, actor, choice, moment));
  if (done.ok)
    return ok(
      choice.postsAlone ? 'Exact matches are posted by themselves from now on.' : 'Every line waits for a person.',
    );
  if (done.refusal.code === 'out-of-range') return said(sent, { precision: ['Enter a share from 99 to 99.999.'] });
  if (done.refusal.code === 'reason-missing') return said(sent, { reason: [WHY] });
  return said(sent, {}, ['It is so already. Nothing was changed.']);
}

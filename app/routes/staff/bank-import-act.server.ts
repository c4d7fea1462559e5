import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { confirmBankAccount } from '#app/modules/banking/commands/confirm-bank-account.server.ts';
import { goOnWithImport } from '#app/modules/banking/commands/go-on-with-import.server.ts';
import { readBankFileAgain } from '#app/modules/banking/commands/read-bank-file-again.server.ts';
import { startBankStoring } from '#app/modules/banking/commands/start-bank-storing.server.ts';
import { undoBankImport } from '#app/modules/banking/commands/undo-bank-import.server.ts';
import { accountValue, bankMappingForm, mappingOf } from '#app/modules/banking/forms.ts';
import { type BankImport, getBankImport } from '#app/modules/banking/queries/bank-imports.server.ts';
import { ownAccounts } from '#app/modules/banking/queries/own-accounts.server.ts';
import type { BankImportChoices, BankImportWish } from '#app/modules/banking/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, formRefusal, parseFields } from '#app/platform/http/form.server.ts';
import { GONE, storeRefusal, undoWords } from './bank-import-words.server.ts';
import type { postedFields } from './posted.server.ts';

type Posted = Awaited<ReturnType<typeof postedFields>>;
type By = { readonly actor: Actor; readonly moment: Moment };
type Done = Result<string, FormRefusal>;

const wrong = (text: string): Done => refuse(formRefusal({ formErrors: [text] }));

/** Does what a button of the page of one file asks; answers the words of what was done. */
export async function actOnImport(importId: string, posted: Posted, by: By): Promise<Done> {
  const file = await getBankImport(staffDb(), { importId });
  if (!file) return wrong(GONE);
  switch (posted.intent) {
    case 'store':
      return store(file, posted, by);
    case 'map':
      return map(file, posted, by);
    case 'account':
      return nameAccount(file, posted.of('account'), by);
    case 'again':
      return readAgain(file, file.wish, by);
    case 'go-on':
      return goOn(file, by);
    case 'undo':
      return undo(file, by);
    default:
      return wrong('Press one of the buttons of the page.');
  }
}

async function store(file: BankImport, posted: Posted, { actor, moment }: By): Promise<Done> {
  const isSkipped = (place: string) => posted.of(`skip-${place}`) === 'yes';
  const twins = (file.preview?.twins ?? []).map(({ how, line }) => ({
    how,
    place: `${line.statementNo}.${line.lineNo}`,
  }));
  const choices: BankImportChoices = {
    same: twins.filter(({ how, place }) => how === 'looks' && isSkipped(place)).map(({ place }) => place),
    apart: twins.filter(({ how, place }) => how === 'reference' && !isSkipped(place)).map(({ place }) => place),
    takes: posted.of('takes') === 'yes',
  };
  const started = await inTransaction(staffDb(), (tx) =>
    startBankStoring(tx, actor, { importId: file.id, choices }, moment),
  );
  if (started.ok) return ok(`${started.value.lineCount} lines are being imported.`);
  return refuse(storeRefusal(started.refusal));
}

async function map(file: BankImport, posted: Posted, by: By): Promise<Done> {
  const parsed = parseFields(posted.fields, bankMappingForm);
  if (!parsed.ok) return parsed;
  const account = (await ownAccounts(staffDb())).find((one) => accountValue(one) === parsed.value.account);
  if (!account)
    return refuse(
      formRefusal({
        fieldErrors: { account: ['Choose the account the file is of.'] },
        values: Object.fromEntries(posted.fields),
      }),
    );
  const wish = { account: { account: account.account, currency: account.currency }, mapping: mappingOf(parsed.value) };
  return readAgain(file, wish, by);
}

async function nameAccount(file: BankImport, value: string, by: By): Promise<Done> {
  const account = (await ownAccounts(staffDb())).find((one) => accountValue(one) === value);
  if (!account) return refuse(formRefusal({ fieldErrors: { account: ['Choose the account the file is of.'] } }));
  return readAgain(file, { ...file.wish, account: { account: account.account, currency: account.currency } }, by);
}

async function readAgain(file: BankImport, wish: BankImportWish, { actor }: By): Promise<Done> {
  const done = await inTransaction(staffDb(), (tx) => readBankFileAgain(tx, actor, { importId: file.id, wish }));
  return done.ok ? ok('The file is being read again.') : wrong(GONE);
}

async function goOn(file: BankImport, { actor }: By): Promise<Done> {
  const done = await inTransaction(staffDb(), (tx) => goOnWithImport(tx, actor, { importId: file.id }));
  return done.ok ? ok('It goes on from where it stands.') : wrong('It is done already. Look at the file again.');
}

/** Says that the account of a statement in the file is ours. */
export async function confirmOurs(importId: string, posted: Posted, { actor, moment }: By): Promise<Done> {
  const file = await getBankImport(staffDb(), { importId });
  const named = posted.of('account');
  const statement = file?.preview?.statements.find((one) => accountValue(one) === named);
  if (!statement || statement.account === '') return wrong('The file holds no such account.');
  const { account, currency, shownAccount } = statement;
  const name = posted.of(`name-${account}-${currency}`).trim() || shownAccount;
  const input = { account, currency, name };
  const done = await inTransaction(staffDb(), (tx) => confirmBankAccount(tx, actor, input, moment));
  if (!done.ok) return wrong('Somebody said so already. Look at the file again.');
  return ok(`${name} is an account of ours from now on.`);
}

async function undo(file: BankImport, { actor, moment }: By): Promise<Done> {
  const done = await inTransaction(staffDb(), (tx) => undoBankImport(tx, actor, { importId: file.id }, moment));
  if (!done.ok) return wrong(undoWords(done.refusal));
  return ok(file.state === 'stored' ? `${done.value.lines} lines do not count any more.` : 'The file was put aside.');
}

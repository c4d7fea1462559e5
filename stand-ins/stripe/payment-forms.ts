import { html, type Markup } from '../local-server/page-shell.ts';
import type { FormMistake } from './card-form.ts';
import { TEST_ACCOUNTS, TEST_CARDS } from './test-numbers.ts';

export type FormState = {
  readonly verb: string;
  readonly email: string;
  readonly entered: Record<string, string>;
  readonly mistakes: readonly FormMistake[];
};
type Field = {
  id: string;
  name: string;
  label: string;
  value: string;
  hint?: string;
  autocomplete?: string;
  numeric?: boolean;
  list?: string;
  email?: boolean;
};

function field(wish: Field, mistakes: readonly FormMistake[]): Markup {
  const mistake = mistakes.find((candidate) => candidate.field === wish.id);
  const described = [wish.hint === undefined ? '' : `${wish.id}-hint`, mistake === undefined ? '' : `${wish.id}-error`]
    .join(' ')
    .trim();
  return html`<div class="field"><label for="${wish.id}">${wish.label}</label>${wish.hint === undefined ? null : html`<span class="hint" id="${wish.id}-hint">${wish.hint}</span>`}${mistake === undefined ? null : html`<span class="hint" id="${wish.id}-error"><strong>Error: ${mistake.says}</strong></span>`}
<input id="${wish.id}" name="${wish.name}" value="${wish.value}" type="${wish.email ? 'email' : 'text'}" autocomplete="${wish.autocomplete ?? 'off'}" ${{ markup: wish.numeric ? 'inputmode="numeric"' : '' }} ${{ markup: wish.list === undefined ? '' : `list="${wish.list}"` }} ${{ markup: described === '' ? '' : `aria-describedby="${described}"` }} ${{ markup: mistake === undefined ? '' : 'aria-invalid="true"' }}></div>`;
}

/** The card number is never written back into the page after a mistake, as a real card form would not. */
export function cardForm(state: FormState): Markup {
  const { entered, mistakes } = state;
  const isThis = entered.with === 'card';
  const value = (name: string) => (isThis ? (entered[name] ?? '') : '');
  const options = TEST_CARDS.map((card) => html`<option value="${grouped(card.number)}">${card.says}</option>`);
  return html`<section class="card"><h2>Card</h2><form method="post"><input type="hidden" name="with" value="card">
${field({ id: 'card-number', name: 'number', label: 'Card number', hint: 'A test number such as 4242 4242 4242 4242', value: '', numeric: true, list: 'test-cards' }, mistakes)}
<datalist id="test-cards">${options}</datalist>
<div class="pair">${field({ id: 'card-expiry', name: 'expiry', label: 'Expiry', hint: 'Month and year, 12/34', value: value('expiry'), numeric: true }, mistakes)}${field({ id: 'card-cvc', name: 'cvc', label: 'Security code', hint: 'Any three digits', value: '', numeric: true }, mistakes)}</div>
${field({ id: 'card-name', name: 'name', label: 'Name on card', value: value('name') }, mistakes)}
${field({ id: 'card-email', name: 'email', label: 'E-mail', value: state.email, email: true }, mistakes)}
<button>${state.verb} by card</button></form></section>`;
}

const DEBIT_WORDS: Record<string, { heading: string; bank: string; account: string | null }> = {
  sepa_debit: { heading: 'SEPA direct debit', bank: 'IBAN', account: null },
  au_becs_debit: { heading: 'BECS direct debit', bank: 'BSB', account: 'Account number' },
  bacs_debit: { heading: 'Bacs direct debit', bank: 'Sort code', account: 'Account number' },
};

export function debitForm(state: FormState & { kind: string }): Markup {
  const words = DEBIT_WORDS[state.kind] ?? { heading: 'Direct debit', bank: 'Bank', account: 'Account number' };
  const first = TEST_ACCOUNTS.find((account) => account.kind === state.kind);
  const { entered, mistakes } = state;
  const isThis = entered.with === 'debit';
  const value = (name: string) => (isThis ? (entered[name] ?? '') : '');
  const options = TEST_ACCOUNTS.filter((account) => account.kind === state.kind && words.account === null).map(
    (account) => html`<option value="${account.bank}">${account.says}</option>`,
  );
  return html`<section class="card"><h2>${words.heading}</h2><p class="muted">The bank needs some days to answer. Until then the payment is being processed, not paid.</p><form method="post"><input type="hidden" name="with" value="debit">
<div class="pair">${field({ id: 'debit-bank', name: 'bank', label: words.bank, hint: `A test value such as ${first?.bank ?? ''}`, value: value('bank'), list: 'test-accounts' }, mistakes)}${words.account === null ? null : field({ id: 'debit-account', name: 'account', label: words.account, hint: `Such as ${first?.account ?? ''}`, value: value('account'), numeric: true }, mistakes)}</div>
<datalist id="test-accounts">${options}</datalist>
${field({ id: 'debit-name', name: 'name', label: 'Account holder', value: value('name') }, mistakes)}
${field({ id: 'debit-email', name: 'email', label: 'E-mail', value: state.email, email: true }, mistakes)}
<button>${state.verb} by direct debit</button></form></section>`;
}

export function cardsTable(): Markup {
  const rows = TEST_CARDS.map(
    (card) => html`<tr><td><code>${grouped(card.number)}</code></td><td>${card.says}</td></tr>`,
  );
  return html`<div class="scroll"><table><caption>Cards: any future expiry, any three digits</caption><thead><tr><th scope="col">Number</th><th scope="col">What happens</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

export function accountsTable(kind: string | undefined): Markup | null {
  if (kind === undefined) return null;
  const rows = TEST_ACCOUNTS.filter((account) => account.kind === kind).map(
    (account) =>
      html`<tr><td><code>${`${account.bank} ${account.account}`.trim()}</code></td><td>${account.says}</td></tr>`,
  );
  return html`<div class="scroll"><table><caption>Bank accounts</caption><thead><tr><th scope="col">Account</th><th scope="col">What happens</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

const grouped = (number: string) => number.replace(/(\d{4})(?=\d)/g, '$1 ');

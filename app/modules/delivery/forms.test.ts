import { describe, expect, it } from 'vitest';
import { choiceForm, contactChangeForm, contactRulesForm, portalForm, stepForm } from './forms.ts';

const messagesOf = (result: {
  success: boolean;
  error?: { issues: readonly { path: readonly PropertyKey[]; message: string }[] };
}) => Object.fromEntries((result.error?.issues ?? []).map((issue) => [issue.path.join('.'), issue.message]));

describe('the address of a supplier portal', () => {
  const portal = (address: string) => portalForm.safeParse({ name: 'Coupa', address, format: 'pdf' });
  it.each(['https://supplier.example', 'https://supplier.example/a?b=c'])('takes %s', (address) =>
    expect(portal(address).success).toBe(true),
  );
  it.each([
    'http://supplier.example',
    'javascript:alert(1)',
    'https://user:secret@supplier.example',
    'https://localhost',
    'https://a b.example',
    'https://supplier.example/"onmouseover=',
    '//supplier.example',
  ])('refuses %s at its field', (address) =>
    expect(messagesOf(portal(address)).address).toContain('begins with https://'),
  );
  it('has no field that could hold a password', () => {
    const parsed = portalForm.parse({
      name: 'Coupa',
      address: 'https://supplier.example',
      format: 'pdf',
      password: 'x',
    });
    expect(Object.keys(parsed)).not.toContain('password');
  });
});

describe('how a kind of document goes out', () => {
  it('gathers only invoices and notes by e-mail', () => {
    const chosen = (kind: string, channel: string) =>
      choiceForm.parse({ kind, channel, gathers: 'yes' }).choice?.gathers;
    expect([chosen('invoice', 'email'), chosen('statement', 'email'), chosen('invoice', 'post')]).toEqual([
      'day',
      'each',
      'each',
    ]);
  });
  it('wants a format with an e-invoice file, and has none for a statement', () => {
    expect(messagesOf(choiceForm.safeParse({ kind: 'invoice', channel: 'einvoice' }))).toHaveProperty(
      'einvoiceProfile',
    );
    expect(
      messagesOf(choiceForm.safeParse({ kind: 'statement', channel: 'einvoice', einvoiceProfile: 'ubl' })),
    ).toHaveProperty('channel');
    expect(
      messagesOf(choiceForm.safeParse({ kind: 'invoice', channel: 'einvoice', einvoiceProfile: 'other' })),
    ).toHaveProperty('einvoiceProfile');
  });
});

describe('a step', () => {
  it.each([
    [{ kind: 'submitted', reference: ' ' }, 'reference'],
    [{ kind: 'rejected' }, 'reason'],
    [{ kind: 'not_handed_over' }, 'reason'],
    [{ kind: 'handed_over', at: '14:02' }, 'person'],
    [{ kind: 'handed_over', person: 'R. Shah', at: '2 pm' }, 'at'],
    [{ kind: 'paid_on' }, 'paidOn'],
    [{ kind: 'submitted', reference: 'a\nb' }, 'reference'],
    [{ kind: 'delivered' }, 'kind'],
  ])('%j is refused at %s', (step, field) => expect(messagesOf(stepForm.safeParse(step))).toHaveProperty(field));
});

describe('an address and the rules of reminding', () => {
  it.each(['a@b.example, c@d.example', 'a@b.example\r\nBcc: c@d.example', 'A <a@b.example>', 'a@b'])(
    'refuses %j',
    (email) => expect(messagesOf(contactChangeForm.safeParse({ email }))).toHaveProperty('email'),
  );
  it('takes an address in any case, as one', () =>
    expect(contactChangeForm.parse({ email: ' AP@Customer.Example ' }).email).toBe('ap@customer.example'));
  it.each([
    [{ quietUntil: '18', quietFrom: '8', capCount: '3', capDays: '7' }, 'quietFrom'],
    [{ quietUntil: '8', quietFrom: '25', capCount: '3', capDays: '7' }, 'quietFrom'],
    [{ quietUntil: '8', quietFrom: '18', capCount: '0', capDays: '7' }, 'capCount'],
    [{ quietUntil: '8', quietFrom: '18', capCount: '3', capDays: 'x' }, 'capDays'],
  ])('%j is refused at %s', (rules, field) =>
    expect(messagesOf(contactRulesForm.safeParse(rules))).toHaveProperty(field),
  );
});

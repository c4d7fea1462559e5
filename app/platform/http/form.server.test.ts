import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { parseFields, parseForm } from './form.server.ts';
import { readUpload } from './read-upload.server.ts';

const invoice = z.object({
  customer: z.string('Choose a customer.'),
  note: z.string().max(20).optional(),
  tags: z.array(z.string()),
  lines: z.array(z.object({ text: z.string('Say what it is.'), quantity: z.string().optional() })).default([]),
});

const post = (body: BodyInit, headers: Record<string, string> = {}) =>
  new Request('http://x.test/', { method: 'POST', body, headers, duplex: 'half' } as RequestInit);

describe('forms', () => {
  test('names with dots and brackets become what the schema wants', async () => {
    const body = new URLSearchParams([
      ['customer', ' Ash & Co '],
      ['tags', 'late'],
      ['lines[0].text', 'Fly ash\r\nweek 45'],
      ['lines[0].quantity', '12'],
      ['lines[1].text', 'Skip'],
      ['unknown', 'dropped'],
    ]);
    expect(await parseForm(post(body), invoice)).toEqual({
      ok: true,
      value: {
        customer: 'Ash & Co',
        tags: ['late'],
        lines: [{ text: 'Fly ash\nweek 45', quantity: '12' }, { text: 'Skip' }],
      },
    });
  });

  test('2.2.1: what is wrong is said at its field, and what was typed comes back', () => {
    const parsed = parseFields(
      [
        ['customer', ''],
        ['note', 'x'.repeat(21)],
        ['lines[0].quantity', '1'],
      ],
      invoice,
    );
    expect(parsed).toMatchObject({
      ok: false,
      refusal: {
        fieldErrors: {
          customer: ['Choose a customer.'],
          note: ['This is too long: 20 at most.'],
          'lines[0].text': ['Say what it is.'],
        },
        formErrors: [],
        values: { note: 'x'.repeat(21), 'lines[0].quantity': '1' },
      },
    });
  });

  test('15.3.7: a repeated field is refused unless a list is wanted', () => {
    const parsed = parseFields(
      [
        ['customer', 'a'],
        ['customer', 'b'],
        ['tags', 'x'],
        ['tags', 'y'],
      ],
      invoice,
    );
    if (parsed.ok) throw new Error('accepted');
    expect(parsed.refusal.fieldErrors).toEqual({ customer: ['This was sent more than once. Fill it in again.'] });
  });

  test('an unticked list is an empty list', () => {
    expect(parseFields([['customer', 'a']], invoice)).toEqual({
      ok: true,
      value: { customer: 'a', tags: [], lines: [] },
    });
  });

  test('1.5.2: names that reach for the prototype are no fields', () => {
    const parsed = parseFields(
      [
        ['customer', 'a'],
        ['__proto__.admin', '1'],
        ['constructor.prototype.admin', '1'],
        ['lines[99999].text', 'x'],
      ],
      invoice,
    );
    expect(parsed.ok).toBe(true);
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
  });

  test('hidden control characters are refused, accents are composed', () => {
    const bad = parseFields([['customer', 'A\u0000B']], invoice);
    if (bad.ok) throw new Error('accepted');
    expect(bad.refusal.fieldErrors.customer).toEqual(['Remove the hidden control characters.']);
    const good = parseFields([['customer', 'Zoe\u0308']], invoice);
    expect(good.ok && good.value.customer).toBe('Zo\u00EB');
  });

  test('a password is taken as typed and never sent back', () => {
    const schema = z.object({ password: z.string(), email: z.email('Enter an e-mail address.') });
    const good = parseFields(
      [
        ['password', '  two spaces '],
        ['email', 'a@b.test'],
      ],
      schema,
      { verbatim: ['password'] },
    );
    expect(good.ok && good.value.password).toBe('  two spaces ');
    const bad = parseFields(
      [
        ['password', 'secret'],
        ['email', 'x'],
      ],
      schema,
      { verbatim: ['password'] },
    );
    expect(JSON.stringify(bad)).not.toContain('secret');
  });

  test('a body beyond the limit is refused, declared or not', async () => {
    const declared = await parseForm(post('customer=a', { 'Content-Length': '99999999' }), invoice);
    expect(declared).toMatchObject({ ok: false, refusal: { formErrors: [expect.stringContaining('too much')] } });
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(out) {
        sent += 1;
        out.enqueue(new Uint8Array(64 * 1024));
      },
    });
    expect((await parseForm(post(endless), invoice)).ok).toBe(false);
    expect(sent).toBeLessThan(20);
  });

  test('a body that is no form is refused', async () => {
    const parsed = await parseForm(
      post('--x\r\nbroken', { 'Content-Type': 'multipart/form-data; boundary=y' }),
      invoice,
    );
    expect(parsed).toMatchObject({
      ok: false,
      refusal: { formErrors: [expect.stringContaining('could not be read')] },
    });
  });
});

describe('uploads', () => {
  const upload = async (bytes: number) => {
    const form = new FormData();
    form.set('file', new File([new Uint8Array(bytes)], 'C:\\evil\\customers.csv'));
    form.set('mode', 'dry-run');
    // As it comes from a socket: encoded bytes, not a form object.
    const encoded = new Response(form);
    const body = new Uint8Array(await encoded.arrayBuffer());
    const headers = { 'Content-Type': encoded.headers.get('Content-Type') ?? '' };
    return readUpload(post(body, headers), { field: 'file', maxBytes: 100_000 });
  };

  test('a file and the fields beside it are read', async () => {
    const read = await upload(1000);
    if (!read.ok) throw new Error(read.refusal.text);
    expect(read.value.upload.bytes).toHaveLength(1000);
    expect(read.value.fields).toEqual([['mode', 'dry-run']]);
  });

  test('5.2.1: a larger file is refused with the limit named', async () => {
    for (const bytes of [100_001, 400_000])
      expect(await upload(bytes)).toMatchObject({ ok: false, refusal: { code: 'too-large' } });
  });

  test('no file, or an empty one, is refused', async () => {
    expect(await upload(0)).toMatchObject({ ok: false, refusal: { code: 'missing' } });
  });
});

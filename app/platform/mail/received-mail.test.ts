import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { API_KEY, onStop, SECRET, start, stopAll } from '../../../stand-ins/resend/under-test.ts';
import { createMailGateway } from './mail-gateway.server.ts';
import { isOurService } from './received-mail.server.ts';

afterEach(stopAll);

describe('a file of a received mail', () => {
  it.each([
    ['https://inbound-cdn.resend.com/a/b?signature=c', true],
    ['http://inbound-cdn.resend.com/a', false],
    ['https://inbound-cdn.resend.com.evil.example/a', false],
    ['https://inbound-cdn.resend.com@evil.example/a', false],
    ['https://user:word@inbound-cdn.resend.com/a', false],
    ['https://inbound-cdn.resend.com:8443/a', false],
    ['http://169.254.169.254/latest/meta-data', false],
    ['file:///etc/passwd', false],
    ['not an address', false],
  ])('lying at %s is fetched: %s', (address, is) => {
    expect(isOurService(address, undefined)).toBe(is);
  });

  it('is fetched from nowhere but the service, whatever the service says, and not followed elsewhere', async () => {
    const asked: string[] = [];
    const elsewhere = await serve(() => ({ status: 200, body: 'a secret' }), asked);
    const answers = { download_url: `${elsewhere}/secret` };
    const service = await serve((url) => {
      if (url === '/moved') return { status: 302, location: `${elsewhere}/secret`, body: '' };
      return { status: 200, body: JSON.stringify({ object: 'attachment', id: 'f', ...answers }) };
    });
    const gateway = createMailGateway({ apiKey: API_KEY, webhookSecret: SECRET, baseUrl: service });
    const of = { providerId: 'm', fileId: 'f', bytesMax: 100 };
    expect(await gateway.receivedFile(of)).toEqual({ ok: false, refusal: 'host' });
    answers.download_url = `${service}/moved`;
    expect(await gateway.receivedFile(of)).toEqual({ ok: false, refusal: 'unreachable' });
    expect(asked).toEqual([]);
  });

  it('stops at the size allowed, and one that is not there is gone', async () => {
    const { base, standIn } = await start();
    const gateway = createMailGateway({ apiKey: API_KEY, webhookSecret: SECRET, baseUrl: base });
    const providerId = standIn.control.receive({
      ...{ from: 'a@b.example', to: ['c@d.example'], subject: 's', text: 't' },
      attachments: [{ filename: 'a.bin', contentType: 'x/y', content: Buffer.alloc(5_000, 1) }],
    });
    const mail = await gateway.received(providerId);
    const fileId = mail.ok ? mail.value.files[0]!.id : '';
    expect(await gateway.receivedFile({ providerId, fileId, bytesMax: 4_999 })).toEqual({ ok: false, refusal: 'size' });
    const whole = await gateway.receivedFile({ providerId, fileId, bytesMax: 5_000 });
    expect(whole.ok && whole.value.byteLength).toBe(5_000);
    const none = { providerId, fileId: fileId.replace(/.$/, '9'), bytesMax: 1 };
    expect(await gateway.receivedFile(none)).toEqual({ ok: false, refusal: 'gone' });
    expect(await gateway.received('00000000-0000-4000-8000-000000000000')).toEqual({ ok: false, refusal: 'gone' });
    standIn.control.failures.failNext('server-error');
    expect(await gateway.received(providerId)).toEqual({ ok: false, refusal: 'unreachable' });
  });
});

type Served = { readonly status: number; readonly body: string; readonly location?: string };

async function serve(answer: (url: string) => Served, asked: string[] = []): Promise<string> {
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const { status, body, location } = answer(request.url ?? '');
    response.writeHead(status, { 'content-type': 'application/json', ...(location ? { location } : {}) }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onStop(() => new Promise((resolve) => server.close(resolve)));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

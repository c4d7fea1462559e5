import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ResendStandIn, type ResendStandInOptions, startResendStandIn } from './server.ts';

export const API_KEY = 're_test_key';
export const SECRET = `whsec_${Buffer.from('a secret of the mail stand-in').toString('base64')}`;
const cleanUps: (() => Promise<unknown>)[] = [];

/** Call it after each test: ends every server the test started. */
export async function stopAll(): Promise<void> {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
}
export const onStop = (cleanUp: () => Promise<unknown>): void => void cleanUps.push(cleanUp);

export async function start(
  options: Partial<ResendStandInOptions> = {},
): Promise<{ standIn: ResendStandIn; base: string }> {
  const standIn = await startResendStandIn({
    apiKey: API_KEY,
    webhookSecret: SECRET,
    retryDelaysMs: [1, 1, 1],
    ...options,
  });
  onStop(() => standIn.close());
  return { standIn, base: `http://127.0.0.1:${standIn.port}` };
}

export type Heard = { body: string; headers: Headers };
/** With a receiver of webhooks that keeps what it hears and answers as told. */
export async function startWithWebhooks(answer: () => number = () => 200) {
  const heard: Heard[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const headers = new Headers(
      Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]),
    );
    heard.push({ body: Buffer.concat(chunks).toString('utf8'), headers });
    response.writeHead(answer()).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onStop(() => new Promise((resolve) => server.close(resolve)));
  const webhookUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/resend`;
  return { ...(await start({ webhookUrl })), heard };
}

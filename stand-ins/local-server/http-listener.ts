import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Incoming = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};
export type Answer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
};
/** What becomes of a request: an answer, the connection cut, or silence until the other side gives up. */
export type Fate = Answer | 'cut' | 'silence';

const BODY_BYTES_MAX = 40 * 1024 * 1024;

export const jsonAnswer = (status: number, value: unknown, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(value, null, 2),
});

export const seeOther = (location: string): Answer => ({ status: 303, headers: { location }, body: '' });

export type Listener = { readonly port: number; close(): Promise<void> };

/** Listens on the loopback interface only. Port 0 takes a free one. A port that is taken rejects. */
export async function listen(port: number, decide: (incoming: Incoming) => Promise<Fate>): Promise<Listener> {
  const server: Server = createServer(async (request, response) => {
    try {
      const chunks: Buffer[] = [];
      let size = 0;
      for await (const chunk of request as AsyncIterable<Buffer>) {
        size += chunk.length;
        if (size > BODY_BYTES_MAX) return void request.destroy();
        chunks.push(chunk);
      }
      const url = new URL(request.url ?? '/', 'http://localhost');
      const fate = await decide({
        method: request.method ?? 'GET',
        path: url.pathname,
        query: url.searchParams,
        headers: request.headers,
        body: Buffer.concat(chunks),
      });
      if (fate === 'cut') return void request.socket.destroy();
      if (fate === 'silence') return;
      response.writeHead(fate.status, { 'cache-control': 'no-store', ...fate.headers });
      response.end(fate.body);
    } catch (error) {
      if (!request.socket.destroyed) process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
      response.end('The stand-in itself failed; see its log.');
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * True for a request that another site's page made the browser send: the stand-ins have no sign-in, so a page elsewhere
 * must not press their buttons. Requests of programs carry no Origin.
 */
export function isForeignOrigin(incoming: Incoming): boolean {
  const { origin, host } = incoming.headers;
  return origin !== undefined && origin !== `http://${host}`;
}

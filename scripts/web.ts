import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createRequestListener } from '@react-router/node';
import pg from 'pg';
import type { ServerBuild } from 'react-router';
import { type Config, parseConfig } from '#app/platform/config/parse-config.ts';
import { ROOT } from './source-hash.ts';
import { reportAndExit, StartRefused } from './start-refused.ts';
import { openStaticFiles } from './static-files.ts';

/** A bill of 100,000 lines as CSV fits; nothing a person sends is larger. */
const REQUEST_BYTES_MAX = 20 * 1024 * 1024;
/** Pages that throw a file away that is too large, piece by piece, and say so at its field. They are let to read this much. */
const SWALLOWING_PATHS: ReadonlySet<string> = new Set([
  '/staff/settings/company/branding',
  '/staff/settings/company/branding.data',
]);
/** The same for what customers send with a question: their words come back with the page, whatever the files are. */
const SWALLOWING = /^(\/i\/[\w-]+)?\/disputes\/[\w-]+(\.data)?$/;
const SWALLOWED_BYTES_MAX = 128 * 1024 * 1024;
const HEADERS_BYTES_MAX = 16 * 1024;
const REQUEST_MS_MAX = 120_000;
const DRAIN_MS_MAX = 8_000;
const READY_MS_MAX = 2_000;

/** Serves the built pages over HTTP until told to end. Settings come from the environment (app/platform/config). */
async function main(): Promise<void> {
  const settings = parseConfig(process.env);
  if (!settings.ok) throw new StartRefused(settings.refusal.mistakes.join('\n'));
  const config = settings.value;
  const build = (await import(pathToFileURL(path.join(ROOT, 'build/server/index.js')).href)) as ServerBuild;
  const serveStatic = openStaticFiles(path.join(ROOT, 'build/client'));
  const servePages = createRequestListener({ build, mode: 'production' });
  const isReady = readinessOf(config.db.staffUrl);
  const handle = (request: IncomingMessage, response: ServerResponse) => {
    cleanHeaders(request, config.trustProxy);
    if (request.url === '/health/live') return answerText(response, 200, 'live\n');
    if (request.url === '/health/ready') return void answerReadiness(response, isReady);
    if (serveStatic(request, response)) return;
    if (refuseBody(request, response)) return;
    servePages(request, response);
  };
  const servers = await listenOn(config, handle);
  process.send?.('ready');
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => drain(servers));
}

function listenOn(config: Config, handle: (request: IncomingMessage, response: ServerResponse) => void) {
  // "localhost" may mean either loopback address; without the second another program could answer in our name.
  const hosts = config.host === '127.0.0.1' ? ['127.0.0.1', '::1'] : [config.host];
  return Promise.all(
    hosts.map(
      (host) =>
        new Promise<Server>((resolve, reject) => {
          const server = createServer({ maxHeaderSize: HEADERS_BYTES_MAX, requestTimeout: REQUEST_MS_MAX }, handle);
          server.once('error', (error: NodeJS.ErrnoException) => {
            if (host === '::1' && ['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(error.code ?? '')) return resolve(server);
            reject(
              error.code === 'EADDRINUSE'
                ? new StartRefused(`Port ${config.port} is taken by another program; choose another with PORT.`)
                : error,
            );
          });
          server.listen(config.port, host, () => resolve(server));
        }),
    ),
  );
}

/** The visitor's network address: what the app may trust for rate limits and the audit record. */
const CLIENT_ADDRESS_HEADER = 'x-tallystick-client';

// A visitor can send any header. Unless a known proxy overwrites them, forwarded ones would let a visitor choose the
// host in links and the address we count attempts by.
function cleanHeaders(request: IncomingMessage, trustProxy: boolean): void {
  const forwarded = request.headers['x-forwarded-for'];
  let address = request.socket.remoteAddress ?? '';
  if (trustProxy) {
    // The last entry is the one our own proxy wrote.
    const last = String(forwarded ?? '')
      .split(',')
      .at(-1)
      ?.trim();
    if (last) address = last;
  } else {
    for (const name of ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-port', 'forwarded']) {
      removeHeader(request, name);
    }
  }
  removeHeader(request, CLIENT_ADDRESS_HEADER);
  request.headers[CLIENT_ADDRESS_HEADER] = address;
  request.rawHeaders.push(CLIENT_ADDRESS_HEADER, address);
}

function removeHeader(request: IncomingMessage, name: string): void {
  delete request.headers[name];
  for (let index = request.rawHeaders.length - 2; index >= 0; index -= 2) {
    if (request.rawHeaders[index]?.toLowerCase() === name) request.rawHeaders.splice(index, 2);
  }
}

// A body without a stated length could not be refused before it is read.
function refuseBody(request: IncomingMessage, response: ServerResponse): boolean {
  const length = request.headers['content-length'];
  if (request.headers['transfer-encoding'] !== undefined) {
    answerText(response, 411, 'Send the length of the request (Content-Length).\n', { connection: 'close' });
    return true;
  }
  const asked = (request.url ?? '').split('?')[0] ?? '';
  const bytesMax = SWALLOWING_PATHS.has(asked) || SWALLOWING.test(asked) ? SWALLOWED_BYTES_MAX : REQUEST_BYTES_MAX;
  if (length === undefined || Number(length) <= bytesMax) return false;
  const limit = bytesMax / 1024 / 1024;
  answerText(
    response,
    413,
    `This is larger than ${limit} MB, so nothing of it was taken in. Go back, split the file and send the parts one by one.\n`,
    { connection: 'close' },
  );
  // Read on to the end of a moderate body so that the browser shows the answer instead of a broken connection.
  request.resume();
  setTimeout(() => request.destroy(), DRAIN_MS_MAX).unref();
  return true;
}

function answerText(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    ...headers,
  });
  response.end(text);
}

/** Ready means: the database answers this process within two seconds. */
function readinessOf(staffUrl: string): () => Promise<boolean> {
  const pool = new pg.Pool({
    ...{ connectionString: staffUrl, max: 1, application_name: 'tallystick-health' },
    ...{ connectionTimeoutMillis: READY_MS_MAX, query_timeout: READY_MS_MAX, allowExitOnIdle: true },
  });
  pool.on('error', () => undefined);
  return () =>
    pool.query('select 1').then(
      () => true,
      () => false,
    );
}

async function answerReadiness(response: ServerResponse, isReady: () => Promise<boolean>): Promise<void> {
  if (await isReady()) answerText(response, 200, 'ready\n');
  else answerText(response, 503, 'the database does not answer\n');
}

// Requests in hand are finished, new ones refused; whatever hangs after that is cut.
function drain(servers: Server[]): void {
  setTimeout(() => process.exit(0), DRAIN_MS_MAX).unref();
  let open = servers.length;
  for (const server of servers) {
    server.close(() => {
      open -= 1;
      if (open === 0) process.exit(0);
    });
    server.closeIdleConnections();
  }
}

main().catch(reportAndExit);

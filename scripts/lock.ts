import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export type Lock = { held: true; release(): void } | { held: false; holder: string };

const POLL_MS = 100;

/**
 * Takes a lock that the system itself lets go of when its holder dies, kill -9 included: a listening local socket named
 * after what is locked. Whoever comes second is told the holder's own words (`sayWho`). With waitMsMax it waits for
 * the holder to let go, or only while the holder says it is "ending".
 */
export async function holdLock(
  name: string,
  { sayWho = () => String(process.pid), waitMsMax = 0, endingMsMax = 0 }: LockOptions = {},
): Promise<Lock> {
  const address = addressOf(name);
  for (let waited = 0; ; waited += POLL_MS) {
    const server = await listen(address, sayWho);
    if (server) return { held: true, release: () => server.close() };
    const holder = await ask(address);
    if (holder === null && process.platform !== 'linux') rmSync(address, { force: true });
    const limit = holder === null || holder.startsWith('ending') ? Math.max(endingMsMax, 2000) : waitMsMax;
    if (waited >= Math.max(limit, waitMsMax)) return { held: false, holder: holder ?? 'unknown' };
    await wait(POLL_MS);
  }
}

type LockOptions = { sayWho?: () => string; waitMsMax?: number; endingMsMax?: number };

// Linux: an abstract socket, which leaves no file behind. Elsewhere a socket file, which the next start removes when
// nobody answers on it.
function addressOf(name: string): string {
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 24);
  if (process.platform === 'linux') return `\0tallystick-${digest}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\tallystick-${digest}`;
  return path.join(tmpdir(), `tallystick-${digest}.sock`);
}

function listen(address: string, sayWho: () => string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.end(sayWho());
    });
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(null) : reject(error),
    );
    server.listen(address, () => {
      server.unref();
      resolve(server);
    });
  });
}

/** What the holder of a lock says about itself, or null when nobody holds it. */
export function lockHolder(name: string): Promise<string | null> {
  return ask(addressOf(name));
}

function ask(address: string): Promise<string | null> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(address);
    socket.setTimeout(2000, () => socket.destroy());
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('error', () => resolve(null));
    socket.on('close', () => resolve(answer || null));
  });
}

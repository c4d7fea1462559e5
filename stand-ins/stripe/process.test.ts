import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { API_KEY, clientOf, onStop, payByIban, paySession, SECRET, start, stopAll } from './under-test.ts';

afterEach(stopAll);

/** Starts the stand-in as `npm start` does and waits for the line that tells its port. */
async function spawnStandIn(env: Record<string, string>): Promise<{ child: ChildProcess; port: number }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'server.ts')], {
    env: { PATH: process.env.PATH, API_KEY, WEBHOOK_SECRET: SECRET, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onStop(async () => void child.kill('SIGKILL'));
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout?.once('data', (data: Buffer) => resolve(data.toString('utf8')));
    child.once('exit', (code) => reject(new Error(`ended with ${code}`)));
  });
  return { child, port: (JSON.parse(line) as { port: number }).port };
}

describe('the process', () => {
  it('killed in the middle, comes back on its port with everything it had answered', async () => {
    const stateDir = mkdtempSync(join(tmpdir(), 'stripe-process-'));
    onStop(async () => rmSync(stateDir, { recursive: true, force: true }));
    const first = await spawnStandIn({ STATE_DIR: stateDir });
    const session = await paySession(clientOf(first.port));
    const ended = new Promise((resolve) => first.child.once('exit', resolve));
    first.child.kill('SIGKILL');
    await ended;
    const second = await spawnStandIn({ STATE_DIR: stateDir, PORT: String(first.port) });
    expect(second.port).toBe(first.port);
    expect((await clientOf(second.port).checkout.sessions.retrieve(session.id)).status).toBe('open');
  });

  it('settles debits by itself where it is told to', async () => {
    const { stripe, base } = await start({ settleAfterSeconds: 0 });
    const session = await paySession(stripe);
    await payByIban(base, session.id, 'DE89370400440532013000');
    await vi.waitFor(async () =>
      expect((await stripe.checkout.sessions.retrieve(session.id)).payment_status).toBe('paid'),
    );
  });
});

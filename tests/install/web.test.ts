import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type StartedDemo, startDemoTree } from '#scripts/started-demo.ts';

let demo: StartedDemo;
let port: number;

beforeAll(async () => {
  demo = await startDemoTree({ settings: { TALLYSTICK_DEMO_DATA: 'none' } });
  port = Number(new URL(demo.baseUrl).port);
});
afterAll(() => demo?.remove());

/** Sends these bytes as they are and reads the answer to its end. */
function raw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.once('error', reject);
    socket.once('close', () => resolve(answer));
  });
}

const get = (path: string) => raw(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);

describe('the web process', () => {
  test('says that it lives and that it is ready', async () => {
    expect(await get('/health/live')).toMatch(/^HTTP\/1\.1 200 [\s\S]*live\n/);
    expect(await get('/health/ready')).toMatch(/^HTTP\/1\.1 200 [\s\S]*ready\n/);
  });

  test('serves built files for ever, and nothing beside them', async () => {
    const page = await (await fetch(demo.baseUrl)).text();
    const asset = /\/assets\/[\w.-]+\.js/.exec(page)?.[0] ?? '';
    const answer = await fetch(`${demo.baseUrl}${asset}`, { headers: { 'accept-encoding': 'gzip, br' } });
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(answer.headers.get('content-encoding')).toBe('br');
    for (const path of ['/assets/../../package.json', '/..%2f..%2fpackage.json', '//etc/passwd', '/assets/']) {
      expect(await get(path)).not.toMatch(/"name": "tallystick"|root:x:/);
    }
  });

  test('refuses what is too large before reading it, and says what to do', async () => {
    const answer = await new Promise<{ status: number; text: string }>((resolve, reject) => {
      const headers = { 'content-length': 50 * 1024 * 1024, origin: demo.baseUrl };
      const sent = httpRequest({ port, host: '127.0.0.1', method: 'POST', path: '/', headers }, (response) => {
        let text = '';
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () => {
          sent.destroy();
          resolve({ status: response.statusCode ?? 0, text });
        });
      });
      sent.once('error', reject);
      sent.write('x');
    });
    expect(answer.status).toBe(413);
    expect(answer.text).toContain('split the file');
  });

  test('refuses a body of unstated length', async () => {
    const head = 'POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n';
    expect(await raw(`${head}1\r\nx\r\n0\r\n\r\n`)).toMatch(/^HTTP\/1\.1 411 /);
  });

  test('a visitor cannot choose our name with a forwarded header', async () => {
    const forwarded =
      'X-Forwarded-Host: evil.example.test\r\nX-Forwarded-Proto: https\r\nOrigin: https://evil.example.test';
    const body = 'Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 0\r\nConnection: close';
    const answer = await raw(
      `POST /preferences HTTP/1.1\r\nHost: localhost:${port}\r\n${forwarded}\r\n${body}\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
  });
});

import { RouterContextProvider, redirect } from 'react-router';
import { beforeAll, expect, test, vi } from 'vitest';
import { requestMark } from './request-mark.server.ts';
import { rootMiddleware } from './root-middleware.server.ts';

beforeAll(() => {
  for (const role of ['STAFF', 'PORTAL', 'WORKER']) {
    vi.stubEnv(`TALLYSTICK_DB_${role}_URL`, 'postgresql://a:b@127.0.0.1:1/t');
  }
});

async function ask(request: Request, answer: () => Response) {
  const context = new RouterContextProvider();
  const next = vi.fn(async () => answer());
  const args = { request, context, params: {}, pattern: '', url: new URL(request.url) };
  const response = (await rootMiddleware(args as never, next)) as Response;
  return { response, next, context };
}

test('a redirect gets the headers although its own cannot be changed', async () => {
  const frozen = () => Response.redirect('http://localhost:3000/x', 302);
  const { response } = await ask(new Request('http://localhost:3000/'), frozen);
  expect(response.status).toBe(302);
  expect(response.headers.get('Location')).toBe('http://localhost:3000/x');
  expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff');
});

test('several cookies of one answer all survive', async () => {
  const headers = new Headers([
    ['Set-Cookie', 'a=1'],
    ['Set-Cookie', 'b=2'],
  ]);
  const { response } = await ask(new Request('http://localhost:3000/'), () => redirect('/x', { headers }));
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
});

test('another site is answered 403 and nothing runs; the answer names the reference of the logs', async () => {
  const said = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const foreign = new Request('http://localhost:3000/pay', {
    method: 'POST',
    headers: { Origin: 'https://evil.test' },
  });
  const { response, next, context } = await ask(foreign, () => new Response('paid'));
  const line = String(said.mock.calls[0]?.[0]);
  said.mockRestore();
  expect(response.status).toBe(403);
  expect(next).not.toHaveBeenCalled();
  const { id } = requestMark(context);
  expect(await response.text()).toContain(id);
  expect(response.headers.get('X-Request-Id')).toBe(id);
  expect(line).toContain(id);
});

test('every request has its own reference and nonce', async () => {
  const marks = await Promise.all(
    [1, 2].map(async () =>
      requestMark((await ask(new Request('http://localhost:3000/'), () => new Response())).context),
    ),
  );
  expect(marks[0]?.id).not.toBe(marks[1]?.id);
  expect(marks[0]?.nonce).not.toBe(marks[1]?.nonce);
  expect(marks[0]?.nonce).toMatch(/^[\w+/]{24}$/);
});

import { RouterContextProvider } from 'react-router';
import { afterAll, beforeAll, vi } from 'vitest';
import { openSession, sessionCookieName } from '#app/modules/auth/commands/keep-sessions.server.ts';
import type { StaffRole } from '#app/modules/auth/types.ts';
import type { TestDatabase } from './database.ts';
import { aUser } from './people.ts';

type Action = (args: never) => Promise<unknown>;
type DeskAnswer = { status: number; text: string };
export type Desk = {
  /** Posts a form to the action of a route as a signed-in member of staff, all guards in force. */
  post(route: { action: Action }, path: string, form: Record<string, string>): Promise<DeskAnswer>;
};

/** The desk's routes over the test's database without a server: what the browser posts, and what it is answered. */
export function useDesk(database: { current: TestDatabase }, role: StaffRole = 'administrator'): { current: Desk } {
  const holder = {} as { current: Desk };
  beforeAll(async () => {
    const { staff, staffUrl, portalUrl, workerUrl } = database.current;
    vi.stubEnv('TALLYSTICK_DB_STAFF_URL', staffUrl);
    vi.stubEnv('TALLYSTICK_DB_PORTAL_URL', portalUrl);
    vi.stubEnv('TALLYSTICK_DB_WORKER_URL', workerUrl);
    const now = new Date();
    const userId = await aUser(staff.db, { email: `${role}@desk.example`, role });
    await staff.db.updateTable('users').set({ totp_confirmed_at: now }).where('id', '=', userId).execute();
    const session = { userId, secondFactorAt: now, customerId: null, userAgent: 'desk' };
    const token = await openSession(staff.db, session, { side: 'staff', now });
    holder.current = deskOf(`${sessionCookieName('staff', false)}=${token}`);
  });
  afterAll(async () => {
    const { closeDb } = await import('#app/platform/db/handles.server.ts');
    await closeDb();
    vi.unstubAllEnvs();
  });
  return holder;
}

const deskOf = (cookie: string): Desk => ({
  async post(route, path, form) {
    const url = new URL(path, 'http://localhost:3000');
    const headers = { cookie, origin: url.origin };
    const request = new Request(url, { method: 'POST', headers, body: new URLSearchParams(form) });
    const id = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(url.pathname)?.[0];
    const args = { request, params: id ? { id } : {}, context: new RouterContextProvider(), url };
    const answer = await route.action(args as never).catch((thrown: unknown) => thrown);
    return answer instanceof Response
      ? { status: answer.status, text: await answer.text() }
      : said(answer as { data: unknown; init: { status?: number } | null });
  },
});

/** The words a refused form is shown again with, without what was typed into it. */
function said({ data, init }: { data: unknown; init: { status?: number } | null }): DeskAnswer {
  const { fieldErrors = {}, formErrors = [] } = (data ?? {}) as {
    fieldErrors?: Record<string, string[]>;
    formErrors?: string[];
  };
  return { status: init?.status ?? 200, text: [...formErrors, ...Object.values(fieldErrors).flat()].join(' ') };
}

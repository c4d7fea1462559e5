import { type BrowserContext, test as base, expect, type Page } from '@playwright/test';
import { lawsBroken } from './demo-database.ts';

/** Refusals a person may meet; the browser notes each such answer as an error although nothing is wrong. */
const ANSWERED_REFUSAL =
  /^Failed to load resource: the server responded with a status of (401|403|404|410|413|422|429) /;
/**
 * A mail stands in a frame that runs nothing; what makes a finger of the pointer tries to. That no mail holds a script is
 * held where its answer is looked at (tests/security/answer-rules.ts).
 */
const FINGER_IN_A_MAIL = /^Blocked script execution in '[^']*\/settings\/mail\/part\.html/;
const ASSETS = ['script', 'stylesheet', 'font', 'image'];

/**
 * What a browser complains about on any page of this context, from now on: errors in the console, exceptions, blocked by
 * the content security policy, scripts and styles that did not load.
 */
export function watchComplaints(context: BrowserContext): string[] {
  const complaints: string[] = [];
  const at = (page: Page | null) => (page ? ` (${new URL(page.url()).pathname})` : '');
  context.on('console', (message) => {
    if (message.type() !== 'error') return;
    if (ANSWERED_REFUSAL.test(message.text()) || FINGER_IN_A_MAIL.test(message.text())) return;
    complaints.push(`${message.text()}${at(message.page())}`);
  });
  context.on('weberror', (error) => {
    // A page that was left before its data had arrived: nothing was lost, and nobody is there to read it.
    if (error.error().message === 'BodyStreamBuffer was aborted') return;
    complaints.push(`${error.error().message}${at(error.page())}`);
  });
  context.on('response', (answer) => {
    if (answer.status() >= 400 && ASSETS.includes(answer.request().resourceType()))
      complaints.push(`${answer.status()} for ${answer.url()}`);
  });
  return complaints;
}

/** A test whose browser must not complain; otherwise Playwright's own. */
export const test = base.extend<{ noComplaints: undefined }>({
  noComplaints: [
    async ({ context }, use) => {
      const complaints = watchComplaints(context);
      await use(undefined);
      expect(complaints, 'complaints of the browser').toEqual([]);
    },
    { auto: true },
  ],
});

/** Every law of the ledger holds over the demo's data. */
export async function checkInvariants(): Promise<void> {
  expect(await lawsBroken(), 'laws broken').toEqual([]);
}

export { expect };

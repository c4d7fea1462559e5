import type { LocalSecrets } from './local-secrets.ts';
import { displayPath } from './postgres-binaries.ts';
import type { TreePorts } from './tree-plan.ts';

const PORTAL_EMAILS_SHOWN = 3;

type DemoWelcome = {
  dataDir: string;
  ports: TreePorts;
  secrets: LocalSecrets;
  portalEmails: string[];
  seconds: number;
};

/** Prints where everything is and how to sign in. The passwords are those of this data folder and open nothing else. */
export function printDemoWelcome({ dataDir, ports, secrets, portalEmails, seconds }: DemoWelcome): void {
  const address = (port: number, path = '/') => `http://localhost:${port}${path}`;
  const width = Math.max(...secrets.signIns.map((person) => person.email.length));
  const roleWidth = Math.max(...secrets.signIns.map((person) => person.role.length));
  const lines = [
    '',
    `Tallystick runs as a demo (ready after ${seconds.toFixed(1)} s). It listens on this machine only.`,
    '',
    `  Customer portal    ${address(ports.web)}`,
    `  Staff              ${address(ports.web, '/staff')}`,
    `  Mail inbox         ${address(ports.mail)}      every e-mail of the demo lands here`,
    `  Stripe stand-in    ${address(ports.stripe)}      no money moves`,
    '',
    'Staff sign-ins (e-mail, password, secret for an authenticator app):',
    ...secrets.signIns.map(
      ({ email, role, password, totpSecret }) =>
        `  ${role.replace('_', ' ').padEnd(roleWidth)}  ${email.padEnd(width)}  ${password}  ${totpSecret}`,
    ),
    `  The six digits of the moment:  npm run -s tallystick -- totp ${secrets.signIns[0]?.email ?? 'EMAIL'}`,
    '',
    ...portalLines(portalEmails),
    `Data, logs and these secrets are in ${displayPath(dataDir)}. Ctrl+C ends everything.`,
    '',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function portalLines(emails: string[]): string[] {
  if (emails.length === 0) return [];
  return [
    'Portal sign-ins: ask for a link with one of these addresses, then open the mail inbox:',
    ...emails.slice(0, PORTAL_EMAILS_SHOWN).map((email) => `  ${email}`),
    '',
  ];
}

/** Prints that the live system is up. */
export function printLiveWelcome({ baseUrl, seconds }: { baseUrl: string; seconds: number }): void {
  process.stdout.write(`\nTallystick runs live at ${baseUrl} (ready after ${seconds.toFixed(1)} s).\n`);
}

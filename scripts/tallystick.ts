import { closeDatabase } from './commands/command-database.ts';
import { CommandRefused, type Invocation, parseInvocation } from './commands/invocation.ts';

/** name → the file that does it, loaded when asked for. */
const COMMANDS: Record<string, { usage: string; load: () => Promise<(call: Invocation) => Promise<number>> }> = {
  verify: { usage: 'verify [--head FILE] [--json]', load: async () => (await import('./commands/verify.ts')).verify },
  seal: { usage: 'seal head [--json]', load: async () => (await import('./commands/seal.ts')).seal },
  journal: {
    usage: 'journal export [--from D] [--to D] [--known-at SEAL]',
    load: async () => (await import('./commands/journal.ts')).journal,
  },
  seed: {
    usage: 'seed --customers N --invoices N [--seed S]',
    load: async () => (await import('./commands/seed.ts')).seed,
  },
  import: {
    usage:
      'import customers|invoices|prices|usage|readings|orders|receivables FILE [--dry-run] [--mapping NAME] [--json]',
    load: async () => (await import('./commands/import.ts')).importFile,
  },
  aging: {
    usage: 'aging [--as-of YYYY-MM-DD] [--as-known-at SEAL] [--format csv | --json]',
    load: async () => (await import('./commands/aging.ts')).aging,
  },
  statement: {
    usage:
      'statement CUSTOMER --from D --to D [--form open-item] [--as-known-at SEAL] [--currency C] [--format csv | --json]',
    load: async () => (await import('./commands/statement.ts')).statement,
  },
  history: {
    usage: 'history CUSTOMER [--as-of D] [--as-known-at SEAL] [--currency C] [--format csv | --json]',
    load: async () => (await import('./commands/history.ts')).history,
  },
  'trial-balance': {
    usage: 'trial-balance [--as-of YYYY-MM-DD] [--as-known-at SEAL] [--format csv | --json]',
    load: async () => (await import('./commands/trial-balance.ts')).trialBalance,
  },
  period: {
    usage: 'period list [--format csv | --json]   period close posting|tax YYYY-MM',
    load: async () => (await import('./commands/period.ts')).period,
  },
  release: {
    usage: 'release deferred --through YYYY-MM-DD [--json]',
    load: async () => (await import('./commands/release.ts')).release,
  },
  run: {
    usage: 'run billing [--as-of YYYY-MM-DD] [--document-on YYYY-MM-DD] [--issue] [--format csv | --json]',
    load: async () => (await import('./commands/run.ts')).run,
  },
  invoice: {
    usage: 'invoice export NUMBER --as pdf|ubl|cii|factur-x|peppol|pint-my',
    load: async () => (await import('./commands/invoice.ts')).invoice,
  },
  einvoice: {
    usage: 'einvoice inspect FILE [--json]',
    load: async () => (await import('./commands/einvoice.ts')).einvoice,
  },
  bank: {
    usage:
      'bank inspect FILE [--currency C] [--date-order dmy|mdy|ymd] [--decimal-sign .|,] [--json] | bank import FILE [--account A] [--take] [--json]',
    load: async () => (await import('./commands/bank.ts')).bank,
  },
  match: {
    usage: 'match --customers C.csv --open OPEN.csv --bank LINES.csv [--currency C] [--least exact|likely] [--json]',
    load: async () => (await import('./commands/match.ts')).match,
  },
  backup: { usage: 'backup DIR', load: async () => (await import('./commands/backup.ts')).backup },
  restore: {
    usage: 'restore DIR [--archive DIR] [--lost DATA] [--until TIME]',
    load: async () => (await import('./commands/restore.ts')).restore,
  },
  jobs: {
    usage: 'jobs list --dead [--format csv | --json] | jobs redrive ID... | jobs redrive --all',
    load: async () => (await import('./commands/jobs.ts')).jobs,
  },
  totp: {
    usage: 'totp EMAIL   (demo only: the code an authenticator app would show now)',
    load: async () => (await import('./commands/totp.ts')).totp,
  },
};

const usage = (): string =>
  ['tallystick COMMAND', '', ...Object.values(COMMANDS).map((command) => `  ${command.usage}`), ''].join('\n');

/** Data goes to standard output, errors to standard error. Exit 0: done; 1: refused or differences found; 2: wrong usage. */
async function main(args: string[]): Promise<number> {
  const [name = '', ...rest] = args;
  const command = COMMANDS[name];
  if (!command || rest.includes('--help')) {
    process.stderr.write(command ? `usage: tallystick ${command.usage}\n` : usage());
    return command || name === 'help' || name === '--help' ? 0 : 2;
  }
  try {
    return await (await command.load())(parseInvocation(rest));
  } catch (error) {
    const refused = error instanceof CommandRefused || (error as Error).name === 'StartRefused';
    process.stderr.write(refused ? `${(error as Error).message}\n` : `This went wrong: ${(error as Error).message}\n`);
    if (error instanceof CommandRefused && error.usage) process.stderr.write(`usage: tallystick ${command.usage}\n`);
    return error instanceof CommandRefused && error.usage ? 2 : 1;
  } finally {
    await closeDatabase();
  }
}

// Who reads through a pipe may stop early (`| head`); that is no mistake.
process.stdout.on('error', () => process.exit(0));
const code = await main(process.argv.slice(2));
// A pipe takes its answer when its reader is ready: leaving before that would cut it off.
await new Promise((done) => process.stdout.write('', done));
process.exit(code);

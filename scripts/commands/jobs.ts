import { parseId } from '#app/kernel/ids.ts';
import type { CsvColumn } from '#app/platform/http/csv.ts';
import { listDeadJobs, redriveJobs } from '#app/platform/jobs/dead-jobs.server.ts';
import { commandDatabase } from './command-database.ts';
import { allowOptions, CommandRefused, type Invocation, shapeOption } from './invocation.ts';
import { printRows } from './print-rows.ts';

/**
 * Jobs that failed as often as they may rest until a person has mended what was wrong: lists them, or gives them back to
 * their queues, which starts their tries anew.
 */
export async function jobs(call: Invocation): Promise<number> {
  const [what, ...ids] = call.words;
  if (what === 'list') return list(call);
  if (what === 'redrive') return redrive(call, ids);
  throw new CommandRefused('Say list --dead, or redrive and which.', { usage: true });
}

async function list(call: Invocation): Promise<number> {
  allowOptions(call, ['--dead', '--format', '--json']);
  if (!call.options.has('--dead')) throw new CommandRefused('Only dead jobs are listed: add --dead.', { usage: true });
  await commandDatabase();
  const rows = (await listDeadJobs()).map((job) => ({
    id: job.id,
    queue: job.queue,
    data: JSON.stringify(job.data),
    died_at: job.diedAt.toISOString(),
    reason: job.reason,
  }));
  type Row = (typeof rows)[number];
  const text = (head: keyof Row): CsvColumn<Row> => ({ kind: 'text', head, value: (row) => row[head] });
  printRows(rows, [text('id'), text('queue'), text('data'), text('died_at'), text('reason')], shapeOption(call));
  return 0;
}

async function redrive(call: Invocation, ids: readonly string[]): Promise<number> {
  allowOptions(call, ['--all']);
  const all = call.options.has('--all');
  if (all === ids.length > 0) throw new CommandRefused('Name the jobs, or say --all.', { usage: true });
  const strange = ids.find((id) => !parseId(id));
  if (strange) throw new CommandRefused(`${strange} is no id of a job; list --dead prints them.`, { usage: true });
  await commandDatabase();
  const given = await redriveJobs(all ? 'all' : ids);
  process.stdout.write(`given back: ${given}\n`);
  if (all || given === ids.length) return 0;
  throw new CommandRefused(
    `${ids.length - given} of these are no dead jobs any more; list --dead prints what is there.`,
  );
}

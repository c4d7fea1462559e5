/** A mistake of the machine or of the settings: the message is one sentence for the person, without a stack. */
export class StartRefused extends Error {
  override name = 'StartRefused';
}

/** Ends the process with 1: a refusal with its sentence alone, anything else (a bug) with its stack. */
export function reportAndExit(error: unknown): never {
  if (error instanceof StartRefused) process.stderr.write(`\n${error.message}\n`);
  else process.stderr.write(`\n${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
}

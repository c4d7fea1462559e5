import { Secret, TOTP } from 'otpauth';
import { localSecrets } from '../local-secrets.ts';
import { dataDir } from './command-database.ts';
import { CommandRefused, type Invocation } from './invocation.ts';

/** Demo only: the six-digit code of a demo sign-in, so that nobody needs an authenticator app to try the product. */
export async function totp(call: Invocation): Promise<number> {
  const email = call.words[0]?.toLowerCase();
  const person = localSecrets(dataDir()).signIns.find((one) => one.email === email);
  if (!person) throw new CommandRefused('Name one of the demo sign-ins that npm start prints.', { usage: !email });
  process.stdout.write(`${new TOTP({ secret: Secret.fromBase32(person.totpSecret) }).generate()}\n`);
  return 0;
}

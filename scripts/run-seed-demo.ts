import { localSecrets } from './local-secrets.ts';
import { seedDemo } from './seed-demo.ts';

// A process of its own: its pools and memory end with it, and the supervisor holds no business code.
const { portalEmails } = await seedDemo({
  ownerUrl: process.env.TALLYSTICK_SEED_OWNER_URL ?? '',
  staffUrl: process.env.TALLYSTICK_DB_STAFF_URL ?? '',
  signIns: localSecrets(process.env.TALLYSTICK_DATA ?? '').signIns,
  history: process.env.TALLYSTICK_DEMO_DATA !== 'none',
  log: (message) => process.stdout.write(`${message}\n`),
});
process.send?.({ portalEmails });
process.disconnect?.();

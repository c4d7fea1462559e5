// Loaded into every process of the tree with --import. When the supervisor dies, even by kill -9, the channel to it
// closes: the process then ends itself as if told to, and is cut off when it takes too long.
import process from 'node:process';

const END_MS_MAX = 10_000;

if (process.channel) {
  process.on('disconnect', () => {
    setTimeout(() => process.exit(1), END_MS_MAX).unref();
    if (process.listenerCount('SIGTERM') === 0) process.exit(0);
    process.kill(process.pid, 'SIGTERM');
  });
  // Listening must not keep a process alive that has nothing else to do.
  process.channel.unref();
}

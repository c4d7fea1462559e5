/**
 * Counters and timings of this process in Prometheus' text format. This is all the measuring there is so far: no traces
 * are sent anywhere, and each web and worker process is to be scraped for itself.
 */
type Labels = Record<string, string>;
type Series = {
  help: string;
  kind: 'counter' | 'summary';
  values: Map<string, { labels: Labels; sum: number; count: number }>;
};

const LABEL_SETS_MAX = 200;
const registry = new Map<string, Series>();

/** Adds to a counter; the name ends in _total. Labels must come from a small closed set (never ids). */
export function count(
  name: string,
  help: string,
  { by = 1, labels = {} }: { by?: number; labels?: Labels } = {},
): void {
  const entry = entryOf(name, help, 'counter', labels);
  if (entry) entry.sum += by;
}

/** Records one duration in seconds; the name ends in _seconds. */
export function observeSeconds(
  name: string,
  help: string,
  { seconds, labels = {} }: { seconds: number; labels?: Labels },
): void {
  const entry = entryOf(name, help, 'summary', labels);
  if (!entry) return;
  entry.sum += seconds;
  entry.count += 1;
}

/** The page a Prometheus server reads (text format 0.0.4). */
export function metricsPage(): string {
  const lines: string[] = [];
  for (const [name, series] of registry) {
    lines.push(`# HELP ${name} ${series.help}`, `# TYPE ${name} ${series.kind}`);
    for (const { labels, sum, count: times } of series.values.values()) {
      const suffix = labelText(labels);
      if (series.kind === 'counter') lines.push(`${name}${suffix} ${sum}`);
      else lines.push(`${name}_sum${suffix} ${sum}`, `${name}_count${suffix} ${times}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

function entryOf(name: string, help: string, kind: Series['kind'], labels: Labels) {
  let series = registry.get(name);
  if (!series) {
    series = { help, kind, values: new Map() };
    registry.set(name, series);
  }
  const key = labelText(labels);
  let entry = series.values.get(key);
  // A label fed from outside would grow without end; past the limit new label sets are not counted.
  if (!entry && series.values.size < LABEL_SETS_MAX) {
    entry = { labels, sum: 0, count: 0 };
    series.values.set(key, entry);
  }
  return entry;
}

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value.replace(/["\\\n]/g, '_')}"`);
  return pairs.length > 0 ? `{${pairs.join(',')}}` : '';
}

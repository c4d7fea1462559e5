type ProgressProps = {
  label: string;
  done: number;
  /** Leave out while it is not known. */
  total?: number;
  /** Rate, time left, stage. */
  detail?: string;
};

/** A long job: a native bar and the same in words. */
export function Progress({ label, done, total, detail }: ProgressProps) {
  return (
    <div className="progress">
      <label>
        {label}
        <progress value={total === undefined ? undefined : done} max={total} />
      </label>
      <p className="text-muted figure">
        {total === undefined ? `${done} done` : `${done} of ${total}`}
        {detail && ` · ${detail}`}
      </p>
    </div>
  );
}

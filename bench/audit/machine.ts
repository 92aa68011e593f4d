import { availableParallelism, cpus, totalmem } from 'node:os';

/** What the numbers were measured on: never its name, nor a path of it. */
export function machineText(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${availableParallelism()} cores (${model}), ${memory} GB, Node ${process.version}, ${process.platform} ${process.arch}`;
}

/** Requests that leave by the clock, one kind of them. */
export interface PacedStream {
  readonly perSecond: number;
  /** Sends one and settles with its answer. */
  send(): Promise<void>;
  /** Where the ms from the due moment to the answer go; asked when the request leaves. */
  samples(): number[];
}

/** Streams that are running. */
export interface RunningStreams {
  /** Sends no more, and answers when everything sent was answered. @throws what a request was rejected with. */
  stop(): Promise<void>;
}

/** Starts all streams in one loop that never sleeps: a timer is a millisecond coarse, which is what is to be seen. */
export function runStreams(streams: readonly PacedStream[]): RunningStreams {
  const startedAt = performance.now();
  const sent = streams.map(() => 0);
  const open = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | undefined;
  let isRunning = true;
  const sendOne = async (stream: PacedStream, number: number): Promise<void> => {
    const dueAt = startedAt + (number * 1000) / stream.perSecond;
    const target = stream.samples();
    try {
      await stream.send();
      target.push(performance.now() - dueAt);
    } catch (error) {
      failure ??= { error };
      isRunning = false;
    }
  };
  const pump = (): void => {
    if (!isRunning) return;
    for (const [at, stream] of streams.entries()) {
      const due = Math.floor(((performance.now() - startedAt) * stream.perSecond) / 1000);
      for (let number = sent[at] ?? 0; number <= due; number++) {
        const request = sendOne(stream, number);
        open.add(request);
        void request.then(() => open.delete(request));
      }
      sent[at] = due + 1;
    }
    setImmediate(pump);
  };
  pump();
  return {
    async stop() {
      isRunning = false;
      await Promise.all(open);
      if (failure !== undefined) throw failure.error;
    },
  };
}

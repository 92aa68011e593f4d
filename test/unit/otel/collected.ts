import { MeterProvider, MetricReader, type DataPoint, type MetricData } from '@opentelemetry/sdk-metrics';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';

/** A reader that collects when it is asked. */
class ManualReader extends MetricReader {
  protected onForceFlush(): Promise<void> {
    return Promise.resolve();
  }
  protected onShutdown(): Promise<void> {
    return Promise.resolve();
  }
}

/** One value of one metric. */
export interface Sample {
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly value: unknown;
}

/** The real SDK, in memory. */
export class Collected {
  readonly #reader = new ManualReader();
  readonly #exporter = new InMemorySpanExporter();
  readonly meterProvider: MeterProvider = new MeterProvider({ readers: [this.#reader] });
  readonly tracerProvider: BasicTracerProvider = new BasicTracerProvider({
    spanProcessors: [new SimpleSpanProcessor(this.#exporter)],
  });

  get spans(): ReturnType<InMemorySpanExporter['getFinishedSpans']> {
    return this.#exporter.getFinishedSpans();
  }

  async metrics(): Promise<readonly MetricData[]> {
    const { resourceMetrics, errors } = await this.#reader.collect();
    if (errors.length > 0) throw new AggregateError(errors, 'the collection failed');
    return resourceMetrics.scopeMetrics.flatMap(({ metrics }) => metrics);
  }

  async names(): Promise<readonly string[]> {
    return (await this.metrics()).map(({ descriptor }) => descriptor.name);
  }

  /** Samples of one metric, the attribute of the sale left out. */
  async samples(name: string): Promise<readonly Sample[]> {
    const found = (await this.metrics()).find(({ descriptor }) => descriptor.name === name);
    // The union of four kinds of data points has no common array type.
    const points = (found?.dataPoints ?? []) as readonly DataPoint<unknown>[];
    return points.map(({ attributes, value }) => {
      const { 'saleguard.sale': _, ...others } = attributes;
      return { attributes: others, value };
    });
  }
}

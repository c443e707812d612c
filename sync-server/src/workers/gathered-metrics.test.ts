import { Counter, Registry } from 'prom-client';
import { expect, it } from 'vitest';
import { createGatheredMetrics, type Reached } from './gathered-metrics.ts';

async function metricsOf(worker: string, rows: number): Promise<readonly object[]> {
  const registry = new Registry();
  registry.setDefaultLabels({ worker });
  new Counter({ name: 'rows_total', help: 'rows', registers: [registry] }).inc(rows);
  return registry.getMetricsAsJSON();
}

it('puts the answers together, each under its label, and leaves out who is silent', async () => {
  const gathered = createGatheredMetrics(200);
  const answering = (worker: string, rows: number): Reached => ({
    worker,
    send: (message) => {
      if (message.kind !== 'metrics-wanted') return;
      const { round } = message;
      void metricsOf(worker, rows).then((metrics) => gathered.take(worker, round, metrics));
    },
  });
  const silent: Reached = { worker: '3', send: () => undefined };
  gathered.replaced();
  const text = await gathered.text([answering('1', 5), answering('2', 7), silent]);
  expect(text).toContain('rows_total{worker="1"} 5');
  expect(text).toContain('rows_total{worker="2"} 7');
  expect(text).toContain('communitrak_worker_up{worker="1"} 1');
  expect(text).toContain('communitrak_worker_up{worker="3"} 0');
  expect(text).toContain('communitrak_workers_replaced_total{worker="above"} 1');
  expect(text).toMatch(/process_resident_memory_bytes\{worker="above"\} \d+/);
});

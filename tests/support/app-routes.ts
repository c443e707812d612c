/** Every route of the Express app, read from the app itself: `GET /a/:association/sync/events`. */
import { tmpdir } from 'node:os';
import { pino } from 'pino';
import { createApp } from '@communitrak/sync-server/app.ts';
import { createMetrics } from '@communitrak/sync-server/http/metrics.ts';
import { originPolicy } from '@communitrak/sync-server/http/origin.ts';
import { RATE_LIMITS, type HttpParts } from '@communitrak/sync-server/http/parts.ts';

interface Layer {
  readonly rawPath?: string | RegExp | readonly string[];
  readonly name: string;
  readonly route?: { readonly methods: Readonly<Record<string, boolean>> };
  readonly handle: { readonly stack?: readonly Layer[] };
}

const pathOf = ({ rawPath }: Layer): string => {
  const path = rawPath instanceof RegExp ? rawPath.source : [rawPath ?? '/'].flat().join(',');
  return path === '/' ? '' : path;
};

function routesOf(layers: readonly Layer[], under: string): readonly string[] {
  return layers.flatMap((layer) => {
    const path = under + pathOf(layer);
    if (layer.route !== undefined)
      return Object.keys(layer.route.methods).map((method) => `${method.toUpperCase()} ${path || '/'}`);
    if (layer.handle.stack !== undefined) return routesOf(layer.handle.stack, path);
    // What is mounted below a path and is no router answers there too: static files, the accounts' bridge.
    return path === '' ? [] : [`USE ${path}`];
  });
}

/** Only what making the app looks at is there: nothing is asked of it. */
export function appRoutes(): readonly string[] {
  const parts = {
    metrics: createMetrics(),
    origins: originPolicy(undefined),
    log: pino({ level: 'silent' }),
    publicUrl: undefined,
    appDir: tmpdir(),
    limits: RATE_LIMITS,
  } as unknown as HttpParts;
  const { stack } = createApp(parts).router as unknown as { readonly stack: readonly Layer[] };
  return [...new Set(routesOf(stack, ''))];
}
